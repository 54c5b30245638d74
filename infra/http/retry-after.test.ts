import { expect, test } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

const now = Date.parse('2026-05-04T10:00:00Z');

test.each([
  ['0', 0],
  ['7', 7],
  ['1.2', 2],
  [' 30 ', 30],
  ['99999', 600],
  ['Mon, 04 May 2026 10:01:30 GMT', 90],
  ['Mon, 04 May 2026 09:00:00 GMT', 0],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 600],
  ['-5', undefined],
  ['2026', 600],
  ['1e3', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %s means %s seconds', (value, seconds) => {
  expect(parseRetryAfter(value, now, 600)).toBe(seconds);
});
