// Every request of a candidate: the room is read, and the request counts as a sign of life.
import { AppError } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Room, StoredClock } from '../../domain/ports/room.ts';
import { seen, type RoomClock } from '../../domain/room/clock.ts';
import type { RoomDeps, Visit } from './deps.ts';

/** Each lost attempt means that another request of the run won, so this bounds how many may race. */
const attemptsMax = 50;

/** A room whose conversation has begun. */
export type StartedRoom = Room & { clock: StoredClock; plan: Plan };

export const requireStarted = (room: Room): StartedRoom => {
  const { clock, plan } = room;
  if (clock === null || plan === null) throw new AppError('room.not_started');
  return { ...room, clock, plan };
};

type Change = (clock: RoomClock) => RoomClock;
type Reading = { clock: StoredClock | null; frozenAt: number | null };

const unchanged: Change = (clock) => clock;

/** The room as it stands, without any effect. */
export const readRoom = async ({ store, clock }: RoomDeps, run: Visit): Promise<Room> => {
  const room = await store.load(run, clock.now());
  if (!room) throw new AppError('room.link_invalid');
  return room;
};

/** The clock at this request: the time since the last sign of life is counted, then `change` is applied. */
export const clockAt = (
  deps: RoomDeps,
  { runId, arrivedAt }: Visit,
  clock: StoredClock,
  change = unchanged,
): StoredClock => ({
  ...change(seen(clock, { arrivedAt, now: deps.clock.now(), faultSince: deps.faults.since(runId) })),
  revision: clock.revision,
});

/** Another request that was overtaking this one has counted the time up to it. */
const isCounted = (clock: StoredClock, { arrivedAt }: Visit): boolean => (clock.lastSeenAt ?? 0) >= arrivedAt;

/** Devices may race: a write that was overtaken is computed again. A frozen or absent clock is left alone. */
const writeClock = async (deps: RoomDeps, visit: Visit, first: Reading, change: Change): Promise<Reading> => {
  const { tenantId, runId } = visit;
  let reading = first;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    if (reading.clock === null || reading.frozenAt !== null) return reading;
    if (attempt > 0 && change === unchanged && isCounted(reading.clock, visit)) return reading;
    const clock = clockAt(deps, visit, reading.clock, change);
    if (await deps.store.saveClock({ tenantId, runId }, clock))
      return { ...reading, clock: { ...clock, revision: clock.revision + 1 } };
    reading = (await deps.store.readClock({ tenantId, runId })) ?? { clock: null, frozenAt: null };
  }
  throw new AppError('store.unavailable', { retryAfterSeconds: 1 });
};

/** Reads the room and counts the visit. */
export const visitRoom = async (deps: RoomDeps, visit: Visit, change = unchanged): Promise<Room> => {
  const room = await readRoom(deps, visit);
  return { ...room, ...(await writeClock(deps, visit, room, change)) };
};

/** Counts the visit and changes the clock without reading the rest of the room. */
export const touchClock = async (deps: RoomDeps, visit: Visit, change = unchanged): Promise<StoredClock> => {
  const first = await deps.store.readClock(visit);
  if (!first) throw new AppError('room.link_invalid');
  const { clock, frozenAt } = await writeClock(deps, visit, first, change);
  if (frozenAt !== null) throw new AppError('room.frozen');
  if (clock === null) throw new AppError('room.not_started');
  return clock;
};
