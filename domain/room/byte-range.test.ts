import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeOf } from './byte-range.ts';

const part = (start: number, end: number) => ({ kind: 'part', range: { start, end } });

test.each([
  [undefined, { kind: 'whole' }],
  ['bytes=0-', part(0, 100)],
  ['bytes=0-0', part(0, 1)],
  ['bytes=10-19', part(10, 20)],
  ['bytes=90-200', part(90, 100)],
  ['bytes=-10', part(90, 100)],
  ['bytes=-500', part(0, 100)],
  ['bytes=-0', { kind: 'none' }],
  ['bytes=100-', { kind: 'none' }],
  ['bytes=100-200', { kind: 'none' }],
  ['bytes=20-10', { kind: 'whole' }],
  ['bytes=0-1,5-6', { kind: 'whole' }],
  ['bytes=-', { kind: 'whole' }],
  ['seconds=1-2', { kind: 'whole' }],
  ['bytes=a-b', { kind: 'whole' }],
  ['bytes=1e1-20', { kind: 'whole' }],
  ['bytes=9999999999999999-', { kind: 'none' }],
])('%s of 100 bytes', (header, expected) => {
  expect(rangeOf(header, 100)).toEqual(expected);
});

test('a part lies within the file and is never empty, whatever is asked', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(60), fc.nat(60), fc.constantFrom('a-b', 'a-', '-b'), (bytes, a, b, form) => {
      const answer = rangeOf(`bytes=${form.replace('a', String(a)).replace('b', String(b))}`, bytes);
      if (answer.kind !== 'part') return;
      expect(answer.range.start).toBeLessThan(answer.range.end);
      expect(answer.range.end).toBeLessThanOrEqual(bytes);
    }),
  );
});
