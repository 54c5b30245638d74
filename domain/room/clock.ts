// The candidate's clock: the only place that says how time is counted, shown and ended.
import type { QuestionKind } from './transcript.ts';

/**
 * Times in milliseconds. It counts only while a question is open and the room is not paused; `lastSeenAt` is the
 * candidate's last sign of life (epoch milliseconds).
 */
export type RoomClock = {
  limitMs: number;
  usedMs: number;
  questionOpen: boolean;
  paused: boolean;
  lastSeenAt: number | null;
};

/** A silence between two signs of life counts this much at most: a closed laptop costs seconds, not hours. */
export const gapMaxMs = 15_000;
/** After the limit the open answer may still be sent for this long. */
export const graceMs = 60_000;
/** How often a client should ping while a question is open. */
export const pingEveryMs = 10_000;

/** A sign of life: when it arrived, when it was dealt with, and since when the server was failing, if it was. */
export type SignOfLife = { arrivedAt: number; now: number; faultSince: number | null };

/** The clock stands still while a candidate chooses how to go on, and at the end. */
export const opensClock = (kind: QuestionKind): boolean => kind !== 'choice' && kind !== 'closing';

export const newClock = (limitMs: number): RoomClock => ({
  limitMs,
  usedMs: 0,
  questionOpen: false,
  paused: false,
  lastSeenAt: null,
});

/**
 * Counts the time since the last sign of life: up to the request's arrival, or up to the moment from which the
 * server failed. The server's own processing (arrival to `now`) never counts.
 */
export const seen = (clock: RoomClock, { arrivedAt, now, faultSince }: SignOfLife): RoomClock => {
  const until = Math.min(arrivedAt, faultSince ?? arrivedAt);
  const counting = clock.questionOpen && !clock.paused && clock.lastSeenAt !== null;
  const gapMs = counting ? until - (clock.lastSeenAt ?? until) : 0;
  const countedMs = Math.min(gapMaxMs, Math.max(0, gapMs));
  return {
    ...clock,
    usedMs: clock.usedMs + countedMs,
    lastSeenAt: Math.max(clock.lastSeenAt ?? 0, arrivedAt, now),
  };
};

/** The open question was answered, so the clock stands still until the next one is there. */
export const closeQuestion = (clock: RoomClock): RoomClock => ({ ...clock, questionOpen: false });

export const pause = (clock: RoomClock): RoomClock => ({ ...clock, paused: true });

export const resume = (clock: RoomClock): RoomClock => ({ ...clock, paused: false });

/** What the candidate is shown: never negative, and exactly what is enforced. */
export const timeLeftMs = (clock: RoomClock): number => Math.max(0, clock.limitMs - clock.usedMs);

export const isTimeOver = (clock: RoomClock): boolean => clock.usedMs >= clock.limitMs;

/** Whether even the open answer comes too late. */
export const isGraceOver = (clock: RoomClock): boolean => clock.usedMs > clock.limitMs + graceMs;
