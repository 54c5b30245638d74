import { describe, expect, test } from 'vitest';
import { newClock, pause, resume, seen, timeLeftMs, type RoomClock } from '../../../domain/room/clock.ts';
import { minutesIn, shownMs, toldClock } from './clock.ts';

const told = (change: Partial<Parameters<typeof toldClock>[0]> = {}) =>
  toldClock({ timeLeftMs: 300_000, questionOpen: true, paused: false, now: 0, ...change });

test.each([
  { name: 'runs while a question is open', clock: told(), faultSince: null, now: 7_000, left: 293_000 },
  { name: 'counts a silence of 15 seconds at most', clock: told(), faultSince: null, now: 90_000, left: 285_000 },
  { name: 'stands still in a pause', clock: told({ paused: true }), faultSince: null, now: 7_000, left: 300_000 },
  {
    name: 'stands still between questions',
    clock: told({ questionOpen: false }),
    faultSince: null,
    now: 7_000,
    left: 300_000,
  },
  { name: 'stops when our trouble began', clock: told(), faultSince: 3_000, now: 7_000, left: 297_000 },
  { name: 'never goes below nothing', clock: told({ timeLeftMs: 2_000 }), faultSince: null, now: 9_000, left: 0 },
  { name: 'is nothing where there is none', clock: null, faultSince: null, now: 9_000, left: 0 },
])('the shown clock $name', ({ clock, faultSince, now, left }) => {
  expect(shownMs({ clock, faultSince }, now)).toBe(left);
});

describe('what is shown is what is enforced', () => {
  /** The server as it counts, and the page that hears of it with every sign of life that gets through. */
  const steps: { at: number; arrives: boolean; change?: (clock: RoomClock) => RoomClock }[] = [
    { at: 10_000, arrives: true },
    { at: 20_000, arrives: false },
    { at: 30_000, arrives: false },
    { at: 95_000, arrives: true },
    { at: 100_000, arrives: true, change: pause },
    { at: 160_000, arrives: true },
    { at: 170_000, arrives: true, change: resume },
    { at: 179_000, arrives: true },
  ];

  test('through lost signs, pauses and silences, at every one that arrives', () => {
    let server: RoomClock = { ...newClock(300_000), questionOpen: true, lastSeenAt: 0 };
    let page = { clock: told(), faultSince: null };
    for (const { at, arrives, change = (clock: RoomClock) => clock } of steps) {
      if (!arrives) continue;
      const before = shownMs(page, at);
      server = change(seen(server, { arrivedAt: at, now: at, faultSince: null }));
      expect(before).toBe(timeLeftMs(server));
      page = { clock: told({ timeLeftMs: timeLeftMs(server), paused: server.paused, now: at }), faultSince: null };
    }
    expect(timeLeftMs(server)).toBe(300_000 - 10_000 - 15_000 - 5_000 - 9_000);
  });
});

test('minutes are never rounded to more than there is', () => {
  expect([59_999, 60_000, 119_000].map(minutesIn)).toEqual([0, 1, 1]);
});
