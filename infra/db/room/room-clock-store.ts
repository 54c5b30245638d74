// The clock of a conversation as stored: every write names the revision that it was computed from.
import type { RunRef } from '../../../domain/access/ids.ts';
import { AppError } from '../../../domain/errors.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type { ClockReading, Draft, StoredClock } from '../../../domain/ports/room.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { erasingSql, keptSql } from '../erasure/erasing-sql.ts';
import { eventId } from '../../system.ts';
import { ofRun, type Db } from '../knex.ts';

/** A clock row as `clockJson` gives it. */
export type ClockRow = {
  limit_ms: number;
  used_ms: number;
  question_open: boolean;
  paused: boolean;
  last_seen_at: string | null;
  revision: number;
  client_hash: string | null;
  put_off_at: string | null;
  draft_turn: number | null;
  has_takes: boolean;
};

/** SQL for the clock of the run that `owner` names, without the draft beside it: null before the start. */
export const clockJson = (owner: string): string => `(
  select json_build_object('limit_ms', limit_ms, 'used_ms', used_ms, 'question_open', question_open, 'paused', paused,
    'last_seen_at', last_seen_at, 'revision', revision, 'client_hash', client_hash,
    'put_off_at', put_off_at, 'draft_turn', draft_turn, 'has_takes', take_id is not null)
  from room_clocks where room_clocks.tenant_id = ${owner}.tenant_id and room_clocks.run_id = ${owner}.run_id)`;

/** SQL for the end of a conversation under way, in epoch milliseconds; null before the start and after the end. */
export const resumableUntilSql = (owner: string): string =>
  `case when ${owner}.state = 'IN_PROGRESS' and ${owner}.frozen_at is null
     then (${owner}.machine ->> 'startedAt')::bigint + (${owner}.policy ->> 'sessionWindowMs')::bigint end`;

const timeOf = (at: string | null): number | null => (at === null ? null : new Date(at).getTime());

export const rowToClock = (row: ClockRow): StoredClock => ({
  limitMs: row.limit_ms,
  usedMs: row.used_ms,
  questionOpen: row.question_open,
  paused: row.paused,
  lastSeenAt: timeOf(row.last_seen_at),
  revision: row.revision,
  holder: row.client_hash,
  putOffAt: timeOf(row.put_off_at),
  draftTurn: row.draft_turn,
  hasTakes: row.has_takes,
});

export const insertClock = async (
  db: Db,
  run: RunRef,
  { limitMs, holder }: Pick<StoredClock, 'limitMs' | 'holder'>,
): Promise<void> => {
  await db('room_clocks')
    .insert({ ...ofRun(run), limit_ms: limitMs, client_hash: holder })
    .onConflict('run_id')
    .ignore();
};

/** Whoever takes over last holds the conversation: writes that were computed for the holder before are noticed. */
export const setHolder = async (db: Db, run: RunRef, holder: string, at: number): Promise<void> => {
  await db('room_clocks')
    .where(ofRun(run))
    .whereRaw('client_hash is distinct from ?', [holder])
    .update({ client_hash: holder, client_since: new Date(at), revision: db.raw('revision + 1') });
};

const setClockSql = `
  limit_ms = :limitMs, used_ms = :usedMs, question_open = :questionOpen, paused = :paused, last_seen_at = :lastSeenAt,
  put_off_at = :putOffAt, revision = revision + 1`;

const toDate = (at: number | null): Date | null => (at === null ? null : new Date(at));

const clockBindings = (clock: StoredClock) => ({
  limitMs: clock.limitMs,
  usedMs: clock.usedMs,
  questionOpen: clock.questionOpen,
  paused: clock.paused,
  lastSeenAt: toDate(clock.lastSeenAt),
  // Going on ends it.
  putOffAt: clock.paused ? toDate(clock.putOffAt) : null,
  revision: clock.revision,
});

const ofRevision = 'tenant_id = :tenantId and run_id = :runId and revision = :revision';

/** False when the clock was written since it was read. */
export const updateClock = async (db: Db, { tenantId, runId }: RunRef, clock: StoredClock): Promise<boolean> => {
  const { rowCount } = (await db.raw(`update room_clocks set ${setClockSql} where ${ofRevision}`, {
    tenantId,
    runId,
    ...clockBindings(clock),
  })) as { rowCount: number };
  return rowCount === 1;
};

const saveDraftSql = `
  update room_clocks set ${setClockSql}, draft_turn = :turn, draft_sealed = :draft, draft_saved_at = :savedAt
  where ${ofRevision}`;

type Sealing = { db: Db; sealer: Sealer };

/** The clock with what is typed to the open turn, in one write; false like `updateClock`. */
export const updateDraft = async (
  { db, sealer }: Sealing,
  run: RunRef,
  clock: StoredClock,
  { turn, text, savedAt }: Draft,
): Promise<boolean> => {
  const draft = text === '' ? null : await sealer.seal(sealPlaces.draft(run, turn), text);
  const { tenantId, runId } = run;
  const bindings = { tenantId, runId, ...clockBindings(clock), turn: draft && turn, draft, savedAt: new Date(savedAt) };
  const { rowCount } = (await db.raw(saveDraftSql, bindings)) as { rowCount: number };
  return rowCount === 1;
};

type DraftRow = { draft_turn: number; draft_sealed: Buffer | null; draft_saved_at: Date };

export const readDraft = async ({ db, sealer }: Sealing, run: RunRef): Promise<Draft | null> => {
  const row: DraftRow | undefined = await db('room_clocks')
    .select('draft_turn', db.raw(`${keptSql('room_clocks', 'draft_sealed')} as draft_sealed`), 'draft_saved_at')
    .where(ofRun(run))
    .first();
  if (!row?.draft_sealed) return null;
  const { draft_turn: turn, draft_sealed: sealed, draft_saved_at: savedAt } = row;
  return { turn, text: await sealer.open(sealPlaces.draft(run, turn), sealed), savedAt: savedAt.getTime() };
};

/**
 * The part of a statement that forgets the draft where the conversation of the runs in `frozen` ends. The revision grows
 * with it, so that one which is on its way is refused.
 */
export const forgetDraftSql = (frozen: string): string => `
  update room_clocks set draft_turn = null, draft_sealed = null, draft_saved_at = null, revision = revision + 1
  where tenant_id = :tenantId and run_id in (select run_id from ${frozen})`;

const putOffEvent = 'interview.put_off' satisfies EventType;

const putOffSql = `
  with room as (
    select run_id from interviews where tenant_id = :tenantId and run_id = :runId for no key update
  ), clock as (
    update room_clocks set ${setClockSql} where ${ofRevision} and run_id in (select run_id from room)
    returning run_id
  ), put_off as (
    update interviews set version = version + 1, updated_at = now()
    where tenant_id = :tenantId and run_id in (select run_id from clock)
    returning tenant_id, run_id, seq, state, outcome
  ), told as (
    insert into events (id, tenant_id, run_id, seq, type, at, state, outcome, data)
    select :eventId::uuid, tenant_id, run_id, seq, '${putOffEvent}', :at, state, outcome,
      jsonb_build_object('resumableUntil', :until::text)
    from put_off
  )
  select pg_notify('interview_changed', run_id), pg_notify('event_added', tenant_id) from put_off`;

/** Pauses for later and tells of it, in one statement. */
export const putOffClock = async (
  db: Db,
  { tenantId, runId }: RunRef,
  { clock, at, until }: { clock: StoredClock; at: number; until: number },
): Promise<boolean> => {
  const { rows } = (await db.raw(putOffSql, {
    tenantId,
    runId,
    ...clockBindings({ ...clock, putOffAt: at }),
    at: new Date(at),
    until: new Date(until).toISOString(),
    // The clock's revision tells one time from the next.
    eventId: eventId(runId, clock.revision, putOffEvent),
  })) as { rows: unknown[] };
  return rows.length === 1;
};

/** Null when there is no such run. Throws `personal_data.erased`: nothing is drafted or put off any more. */
export const readClock = async (db: Db, { tenantId, runId }: RunRef): Promise<ClockReading | null> => {
  const { rows } = (await db.raw(
    `select i.frozen_at, ${erasingSql('i')} as erasing, ${resumableUntilSql('i')} as resumable_until, ${clockJson('i')} as clock,
       (select case when answered_at is null then turn end from turns t
        where t.tenant_id = i.tenant_id and t.run_id = i.run_id order by turn desc, version desc limit 1) as open_turn
     from interviews i
     where i.tenant_id = ? and i.run_id = ?`,
    [tenantId, runId],
  )) as {
    rows: {
      frozen_at: Date | null;
      erasing: boolean;
      resumable_until: number | null;
      clock: ClockRow | null;
      open_turn: number | null;
    }[];
  };
  const row = rows[0];
  if (!row) return null;
  if (row.erasing) throw new AppError('personal_data.erased');
  return {
    clock: row.clock === null ? null : rowToClock(row.clock),
    frozenAt: row.frozen_at?.getTime() ?? null,
    resumableUntil: row.resumable_until,
    openTurn: row.open_turn,
  };
};
