// Which part of a file a player asks for, by RFC 9110: one range of bytes, or the whole.
import type { ByteRange } from '../ports/objects.ts';

/** `none` asks for nothing of what there is; where a header says something else than one range, the whole is the answer. */
export type RangeAnswer = { kind: 'whole' } | { kind: 'part'; range: ByteRange } | { kind: 'none' };

const single = /^bytes=(\d*)-(\d*)$/i;

const partOf = (start: number, end: number, bytes: number): RangeAnswer =>
  start < bytes ? { kind: 'part', range: { start, end: Math.min(end, bytes) } } : { kind: 'none' };

export const rangeOf = (header = '', bytes: number): RangeAnswer => {
  const [, first = '', last = ''] = single.exec(header.replaceAll(' ', '')) ?? [];
  if (first === '') return last === '' ? { kind: 'whole' } : partOf(Math.max(0, bytes - Number(last)), bytes, bytes);
  if (last === '') return partOf(Number(first), bytes, bytes);
  // The wrong way round is no range at all.
  return Number(last) < Number(first) ? { kind: 'whole' } : partOf(Number(first), Number(last) + 1, bytes);
};
