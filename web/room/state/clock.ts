// The clock that is shown: the server's own rule, held over what the server said last.
import { gapMaxMs, newClock, seen, timeLeftMs, type RoomClock } from '../../../domain/room/clock.ts';
import type { RoomState } from './state.ts';

type Told = { timeLeftMs: number; questionOpen: boolean; paused: boolean; now: number };

/** The server has just said how much is left: it has seen us, and counts from here. */
export const toldClock = ({ timeLeftMs: limitMs, questionOpen, paused, now }: Told): RoomClock => ({
  ...newClock(limitMs),
  questionOpen,
  paused,
  lastSeenAt: now,
});

/** What is left at this moment: silences count as little as the server will count them, our own trouble nothing. */
export const shownMs = ({ clock, faultSince }: Pick<RoomState, 'clock' | 'faultSince'>, now: number): number =>
  clock === null ? 0 : timeLeftMs(seen(clock, { arrivedAt: now, now, faultSince }));

/** Whether the clock is moving: after a silence as long as counts, it stands. */
export const isTicking = ({ clock, faultSince }: Pick<RoomState, 'clock' | 'faultSince'>, now: number): boolean =>
  clock !== null &&
  clock.questionOpen &&
  !clock.paused &&
  faultSince === null &&
  now - (clock.lastSeenAt ?? now) < gapMaxMs &&
  timeLeftMs(clock) > 0;

const minuteMs = 60_000;

/** Minutes until two are left, rounded so that nobody is promised more than there is; then minutes and seconds. */
export type ShownTime = { minutes: number } | { minutes: number; seconds: number };

export const shownTime = (leftMs: number): ShownTime => {
  if (leftMs > 2 * minuteMs) return { minutes: Math.floor(leftMs / minuteMs) };
  const seconds = Math.ceil(leftMs / 1_000);
  return { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
};

/** The minutes at which the time left is said aloud, once each. */
export const announcedAt = [5, 2, 1] as const;

/** The mark that was passed between two looks at the clock, or null; a clock that begins below a mark has not passed it. */
export const markPassed = (beforeMs: number, afterMs: number): (typeof announcedAt)[number] | null =>
  [...announcedAt].reverse().find((mark) => beforeMs > mark * minuteMs && afterMs <= mark * minuteMs) ?? null;
