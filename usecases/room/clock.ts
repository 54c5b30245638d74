// Pausing, going on and staying alive: the clock alone, no command to the workflow.
import { pause, resume, timeLeftMs, type RoomClock } from '../../domain/room/clock.ts';
import type { RoomDeps, Visit } from './deps.ts';
import { touchClock } from './visit.ts';

export type ClockView = { timeLeftMs: number; paused: boolean };

const createClockCall =
  (change: (clock: RoomClock) => RoomClock) =>
  (deps: RoomDeps) =>
  async (visit: Visit): Promise<ClockView> => {
    const clock = await touchClock(deps, visit, change);
    return { timeLeftMs: timeLeftMs(clock), paused: clock.paused };
  };

export const createPause = createClockCall(pause);
export const createResume = createClockCall(resume);
export const createPing = createClockCall((clock) => clock);
