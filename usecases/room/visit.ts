// Every request of a candidate: the room is read, and the request counts as a sign of life.
import { AppError } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { ClockReading, Room, StoredClock } from '../../domain/ports/room.ts';
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

const unchanged: Change = (clock) => clock;

/** The room as it stands, without any effect. */
export const readRoom = async ({ store, clock }: Pick<RoomDeps, 'store' | 'clock'>, run: Visit): Promise<Room> => {
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
  holder: clock.holder,
  putOffAt: clock.putOffAt,
  draftTurn: clock.draftTurn,
  hasTakes: clock.hasTakes,
});

/** Whether another window goes on with the conversation; one that does not say who it is never is another. */
export const isElsewhere = (clock: StoredClock | null, { client }: Visit): boolean =>
  (client ?? null) !== null && (clock?.holder ?? null) !== null && clock?.holder !== client;

/** Whatever changes the conversation is for the window that holds it. */
export const requireHolder = (clock: StoredClock | null, visit: Visit): void => {
  if (isElsewhere(clock, visit)) throw new AppError('room.taken_over');
};

/** Another request that was overtaking this one has counted the time up to it. */
const isCounted = (clock: StoredClock, { arrivedAt }: Visit): boolean => (clock.lastSeenAt ?? 0) >= arrivedAt;

/** What a request does to the clock beside being a sign of life. */
export type Touch = {
  change?: Change;
  /** Throws where it may not, by what was just read. */
  check?: (reading: ClockReading) => void;
  /** Writes the clock with whatever belongs to it; false when it was written meanwhile. */
  save?: (clock: StoredClock, reading: ClockReading) => Promise<boolean>;
};

const readingOf = ({ clock, frozenAt, resumableUntil, turns }: Room): ClockReading => {
  const last = turns.at(-1);
  return { clock, frozenAt, resumableUntil, openTurn: last?.answeredAt === null ? last.turn : null };
};

/** Devices may race: a write that was overtaken is computed again. A frozen or absent clock is left alone. */
const writeClock = async (
  deps: RoomDeps,
  visit: Visit,
  first: ClockReading,
  touch: Touch,
): Promise<Pick<ClockReading, 'clock' | 'frozenAt'>> => {
  const plain: Required<Touch> = {
    change: unchanged,
    check: () => {},
    save: (clock) => deps.store.saveClock(visit, clock),
  };
  const { change, check, save } = { ...plain, ...touch };
  const isPlain = change === plain.change && save === plain.save;
  let reading = first;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    check(reading);
    if (reading.clock === null || reading.frozenAt !== null) return reading;
    if (attempt > 0 && isPlain && isCounted(reading.clock, visit)) return reading;
    const clock = clockAt(deps, visit, reading.clock, change);
    if (await save(clock, reading)) return { ...reading, clock: { ...clock, revision: clock.revision + 1 } };
    reading = (await deps.store.readClock(visit)) ?? { ...first, clock: null, frozenAt: null };
  }
  throw new AppError('store.unavailable', { retryAfterSeconds: 1 });
};

/** Reads the room and counts the visit. */
export const visitRoom = async (deps: RoomDeps, visit: Visit): Promise<Room> => {
  const room = await readRoom(deps, visit);
  const { clock, frozenAt } = await writeClock(deps, visit, readingOf(room), {});
  return { ...room, clock, frozenAt };
};

const requireRunning = ({ clock, frozenAt }: Pick<ClockReading, 'clock' | 'frozenAt'>): StoredClock => {
  if (frozenAt !== null) throw new AppError('room.frozen');
  if (clock === null) throw new AppError('room.not_started');
  return clock;
};

/** Counts the visit of the window that holds the conversation, and changes the clock without reading the rest of the room. */
export const touchClock = async (deps: RoomDeps, visit: Visit, touch: Touch = {}): Promise<StoredClock> => {
  const first = await deps.store.readClock(visit);
  if (!first) throw new AppError('room.link_invalid');
  const check = (reading: ClockReading): void => {
    requireHolder(requireRunning(reading), visit);
    touch.check?.(reading);
  };
  return requireRunning(await writeClock(deps, visit, first, { ...touch, check }));
};
