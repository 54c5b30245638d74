import { expect, it } from 'vitest';
import { ageOf, lengthOf } from './age.ts';

const [minute, hour] = [60_000, 3_600_000];

it.each([
  [0, 1, 'minute'],
  [59 * minute + 59_999, 59, 'minute'],
  [hour, 1, 'hour'],
  [48 * hour - 1, 47, 'hour'],
  [48 * hour, 2, 'day'],
  [400 * 24 * hour, 400, 'day'],
] as const)('%i ms are said as %i of a %s', (ms, count, unit) => {
  expect(lengthOf(ms)).toEqual({ count, unit });
});

it('what waits is late past its target, and in time at it', () => {
  const [since, dueAt] = [0, 24 * hour];

  expect(ageOf({ since, dueAt }, 72 * hour)).toEqual({
    waits: { unit: 'day', count: 3 },
    late: true,
    rest: { unit: 'day', count: 2 },
  });
  expect(ageOf({ since, dueAt }, 5 * hour)).toMatchObject({ late: false, rest: { unit: 'hour', count: 19 } });
  expect(ageOf({ since, dueAt }, dueAt).late).toBe(false);
});

it('a clock that runs behind the server’s says no negative age', () => {
  expect(ageOf({ since: 1_000, dueAt: 2_000 }, 0)).toMatchObject({ waits: { count: 1, unit: 'minute' }, late: false });
});
