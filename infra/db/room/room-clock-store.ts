// The clock of a conversation as stored: every write names the revision that it was computed from.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { StoredClock } from '../../../domain/ports/room.ts';
import { ofRun, type Db } from '../knex.ts';

/** A clock row, also as `row_to_json` gives it. */
export type ClockRow = {
  limit_ms: number;
  used_ms: number;
  question_open: boolean;
  paused: boolean;
  last_seen_at: Date | string | null;
  revision: number;
};

export const rowToClock = (row: ClockRow): StoredClock => ({
  limitMs: row.limit_ms,
  usedMs: row.used_ms,
  questionOpen: row.question_open,
  paused: row.paused,
  lastSeenAt: row.last_seen_at === null ? null : new Date(row.last_seen_at).getTime(),
  revision: row.revision,
});

export const insertClock = async (db: Db, run: RunRef, limitMs: number): Promise<void> => {
  await db('room_clocks')
    .insert({ ...ofRun(run), limit_ms: limitMs })
    .onConflict('run_id')
    .ignore();
};

/** False when the clock was written since it was read. */
export const updateClock = async (db: Db, run: RunRef, clock: StoredClock): Promise<boolean> => {
  const count: number = await db('room_clocks')
    .where({ ...ofRun(run), revision: clock.revision })
    .update({
      limit_ms: clock.limitMs,
      used_ms: clock.usedMs,
      question_open: clock.questionOpen,
      paused: clock.paused,
      last_seen_at: clock.lastSeenAt === null ? null : new Date(clock.lastSeenAt),
      revision: clock.revision + 1,
    });
  return count === 1;
};

/** Null when there is no such run. */
export const readClock = async (
  db: Db,
  { tenantId, runId }: RunRef,
): Promise<{ clock: StoredClock | null; frozenAt: number | null } | null> => {
  const { rows } = (await db.raw(
    `select i.frozen_at, row_to_json(c) as clock from interviews i
     left join room_clocks c on c.tenant_id = i.tenant_id and c.run_id = i.run_id
     where i.tenant_id = ? and i.run_id = ?`,
    [tenantId, runId],
  )) as { rows: { frozen_at: Date | null; clock: ClockRow | null }[] };
  const row = rows[0];
  if (!row) return null;
  return { clock: row.clock === null ? null : rowToClock(row.clock), frozenAt: row.frozen_at?.getTime() ?? null };
};
