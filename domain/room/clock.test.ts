import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  closeQuestion,
  gapMaxMs,
  graceMs,
  isGraceOver,
  isTimeOver,
  newClock,
  pause,
  resume,
  seen,
  timeLeftMs,
  type RoomClock,
} from './clock.ts';

const start = 1_700_000_000_000;
const open = (clock: RoomClock, at: number): RoomClock => ({
  ...clock,
  questionOpen: true,
  lastSeenAt: Math.max(clock.lastSeenAt ?? 0, at),
});
const visit = (clock: RoomClock, arrivedAt: number): RoomClock =>
  seen(clock, { arrivedAt, now: arrivedAt, faultSince: null });

type Step = {
  kind: 'visit' | 'open' | 'close' | 'pause' | 'resume';
  afterMs: number;
  processingMs: number;
  faultMs: number | null;
};

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind']>('visit', 'visit', 'visit', 'open', 'close', 'pause', 'resume'),
    // Clocks of several servers disagree, so time may also seem to run back a little.
    afterMs: fc.integer({ min: -2_000, max: 120_000 }),
    processingMs: fc.integer({ min: 0, max: 8_000 }),
    faultMs: fc.option(fc.integer({ min: 0, max: 60_000 })),
  }),
  { maxLength: 60 },
);

const apply = (clock: RoomClock, step: Step, at: number): RoomClock => {
  const visited = seen(clock, {
    arrivedAt: at,
    now: at + step.processingMs,
    faultSince: step.faultMs === null ? null : at - step.faultMs,
  });
  switch (step.kind) {
    case 'visit':
      return visited;
    case 'open':
      return open(visited, at);
    case 'close':
      return closeQuestion(visited);
    case 'pause':
      return pause(visited);
    case 'resume':
      return resume(visited);
  }
};

const walk = (list: Step[], check: (before: RoomClock, after: RoomClock, gapMs: number) => void): RoomClock => {
  let clock = newClock(600_000);
  let at = start;
  for (const step of list) {
    at += step.afterMs;
    const after = apply(clock, step, at);
    check(clock, after, at - (clock.lastSeenAt ?? at));
    clock = after;
  }
  return clock;
};

describe('clock', () => {
  test('time used never shrinks, time left is never negative, and the limit stays', () => {
    fc.assert(
      fc.property(steps, (list) => {
        walk(list, (before, after) => {
          expect(after.usedMs).toBeGreaterThanOrEqual(before.usedMs);
          expect(timeLeftMs(after)).toBeGreaterThanOrEqual(0);
          expect(timeLeftMs(after)).toBeLessThanOrEqual(after.limitMs);
          expect(after.limitMs).toBe(before.limitMs);
        });
      }),
    );
  });

  test('one sign of life costs at most the real gap and at most 15 seconds', () => {
    fc.assert(
      fc.property(steps, (list) => {
        walk(list, (before, after, gapMs) => {
          const cost = after.usedMs - before.usedMs;
          expect(cost).toBeLessThanOrEqual(gapMaxMs);
          expect(cost).toBeLessThanOrEqual(Math.max(0, gapMs));
        });
      }),
    );
  });

  test('nothing is counted while no question is open or the room is paused', () => {
    fc.assert(
      fc.property(steps, (list) => {
        walk(list, (before, after) => {
          if (!before.questionOpen || before.paused) expect(after.usedMs).toBe(before.usedMs);
        });
      }),
    );
  });

  test('counts exactly the time between signs of life that come often enough', () => {
    let clock = open(newClock(600_000), start);
    for (let second = 10; second <= 100; second += 10) clock = visit(clock, start + second * 1000);
    expect(clock.usedMs).toBe(100_000);
    expect(timeLeftMs(clock)).toBe(500_000);
  });

  test('a closed laptop costs 15 seconds', () => {
    const clock = visit(open(newClock(600_000), start), start + 3 * 3_600_000);
    expect(clock.usedMs).toBe(gapMaxMs);
  });

  test('the time in which the server dealt with a request is not counted', () => {
    const opened = open(newClock(600_000), start);
    const slow = seen(opened, { arrivedAt: start + 1_000, now: start + 7_000, faultSince: null });
    expect(visit(slow, start + 8_000).usedMs).toBe(2_000);
  });

  test('time since the server began to fail is not counted', () => {
    const opened = open(newClock(600_000), start);
    expect(seen(opened, { arrivedAt: start + 12_000, now: start + 12_000, faultSince: start + 2_000 }).usedMs).toBe(
      2_000,
    );
    expect(seen(opened, { arrivedAt: start + 12_000, now: start + 12_000, faultSince: start - 5_000 }).usedMs).toBe(0);
  });

  test('two devices together cost no more than one', () => {
    let both = open(newClock(600_000), start);
    for (let at = 1_000; at <= 60_000; at += 1_000) both = visit(visit(both, start + at), start + at - 300);
    expect(both.usedMs).toBe(60_000);
  });

  test('at zero the open answer has 60 more seconds', () => {
    const clock = { ...open(newClock(10_000), start), usedMs: 10_000 };
    expect(isTimeOver(clock)).toBe(true);
    expect(isTimeOver({ ...clock, usedMs: 9_999 })).toBe(false);
    expect(isGraceOver({ ...clock, usedMs: 10_000 + graceMs })).toBe(false);
    expect(isGraceOver({ ...clock, usedMs: 10_001 + graceMs })).toBe(true);
  });
});
