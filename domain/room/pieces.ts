// The pieces of a take: how many there may be, what has arrived, and what they begin with. Numbers count from 0.
import type { Digest } from '../ports/system.ts';

/** Pieces of three seconds make an hour. */
export const piecesMax = 1_200;
export const pieceBytesMax = 256 * 1_024;
export const takeBytesMax = 64 * 1_024 * 1_024;
/** Of one question, all takes together. */
export const turnBytesMax = 4 * takeBytesMax;
export const takesMax = 50;

export const audioMediaTypes = ['audio/webm', 'audio/mp4', 'audio/ogg'] as const;
export type AudioMediaType = (typeof audioMediaTypes)[number];

/** The same take of the same question always has the same id. */
export const recordingIdOf = (digest: Digest, runId: string, { turn, take }: { turn: number; take: number }): string =>
  `rec_${digest(['recording', runId, turn, take].join('/')).slice(0, 32)}`;

/** The object of one attempt at storing a recording: no attempt writes over another's. */
export const attemptIdOf = (recordingId: string, attempt: string): string => `${recordingId}.${attempt}`;

/** The id of the object that a recording's row names by its key; the first ones had no attempt in it. */
export const objectIdOf = (recordingId: string, objectKey: string): string =>
  recordingId + objectKey.slice(objectKey.lastIndexOf('/') + 1 + recordingId.length);

/** Half-open. */
export type PieceRange = [from: number, to: number];

/** `numbers` in rising order, each once. */
export const rangesOf = (numbers: readonly number[]): PieceRange[] => {
  const ranges: PieceRange[] = [];
  for (const n of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === n) last[1] = n + 1;
    else ranges.push([n, n + 1]);
  }
  return ranges;
};

/** What of the first `pieces` is not among `numbers`. */
export const missingRanges = (numbers: readonly number[], pieces: number): PieceRange[] => {
  const there = new Set(numbers);
  return rangesOf(Array.from({ length: pieces }, (_, n) => n).filter((n) => !there.has(n)));
};

const startsWith = (bytes: Uint8Array, at: number, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[at + index] === byte);

/** The container that a file is, by its first bytes: EBML, `ftyp` or `OggS`; null for anything else. */
export const containerOf = (bytes: Uint8Array): AudioMediaType | null => {
  if (startsWith(bytes, 0, [0x1a, 0x45, 0xdf, 0xa3])) return 'audio/webm';
  if (startsWith(bytes, 4, [0x66, 0x74, 0x79, 0x70])) return 'audio/mp4';
  return startsWith(bytes, 0, [0x4f, 0x67, 0x67, 0x53]) ? 'audio/ogg' : null;
};

/** What is known of a take when a piece of it arrives, in bytes. */
export type TakeStanding = { takeBytes: number; turnBytes: number };

export const bytesLeftOf = ({ takeBytes, turnBytes }: TakeStanding): number =>
  Math.max(0, Math.min(takeBytesMax - takeBytes, turnBytesMax - turnBytes));
