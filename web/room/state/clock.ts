// The clock that is shown: the server's own rule, held over what the server said last.
import { newClock, seen, timeLeftMs, type RoomClock } from '../../../domain/room/clock.ts';
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

/** In whole minutes, never more than there is. */
export const minutesIn = (ms: number): number => Math.floor(ms / 60_000);
