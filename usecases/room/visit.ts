// Every request of a candidate: the room is read, and the request counts as a sign of life.
import { AppError } from '../../domain/errors.ts';
import type { Room, StoredClock } from '../../domain/ports/room.ts';
import { seen, type RoomClock } from '../../domain/room/clock.ts';
import type { RoomDeps, Visit } from './deps.ts';

const attemptsMax = 10;

/** The room as it stands, without any effect. */
export const readRoom = async ({ store, clock }: RoomDeps, { tenantId, runId }: Visit): Promise<Room> => {
  const room = await store.load(tenantId, runId, clock.now());
  if (!room) throw new AppError('room.link_invalid');
  return room;
};

type Change = (clock: RoomClock) => RoomClock;

/**
 * Counts the time up to this request, applies `change`, and stores both in one write. Devices may race: a write
 * that was overtaken is computed again. A frozen conversation has no clock any more.
 */
export const touchClock = async (deps: RoomDeps, visit: Visit, change: Change = (clock) => clock): Promise<StoredClock> => {
  const { tenantId, runId, arrivedAt } = visit;
  const faultSince = deps.faults.take(runId);
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const stored = await deps.store.readClock(tenantId, runId);
    if (!stored) throw new AppError('room.link_invalid');
    if (stored.frozenAt !== null) throw new AppError('room.frozen');
    if (stored.clock === null) throw new AppError('room.not_started');
    const changed = { ...change(seen(stored.clock, { arrivedAt, now: deps.clock.now(), faultSince })), revision: stored.clock.revision };
    if (await deps.store.saveClock(tenantId, runId, changed)) return { ...changed, revision: changed.revision + 1 };
  }
  throw new AppError('store.unavailable', { retryAfterSeconds: 1 });
};

/** Reads the room and counts the visit, when there is a clock that can run. */
export const visitRoom = async (deps: RoomDeps, visit: Visit, change?: Change): Promise<Room> => {
  const room = await readRoom(deps, visit);
  if (room.clock === null || room.frozenAt !== null) return room;
  return { ...room, clock: await touchClock(deps, visit, change) };
};
