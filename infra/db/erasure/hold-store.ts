// Legal holds as stored; erasures and retention ask here before they destroy anything.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Knex } from 'knex';

import type { AuditActor } from '../../../domain/audit/chain.ts';
import { checkHoldable, isLive, type HoldableRun } from '../../../domain/erasure/decide.ts';
import { AppError } from '../../../domain/errors.ts';
import type { Hold, HoldAct, HoldStore, NewHold, StoredHold } from '../../../domain/ports/holds.ts';
import { noteAct } from '../audit/audit-intake.ts';
import { ofRun, type Db } from '../knex.ts';
import { keptSql } from './erasing-sql.ts';

const table = 'legal_holds';
const listMax = 200;

const columns = `id, run_id, tenant_id, reason_code, ${keptSql(table, 'note_sealed')} as note_sealed,
  placed_by_kind, placed_by_id, placed_at, ends_at, released_at`;

type Row = {
  id: string;
  run_id: string;
  tenant_id: string;
  reason_code: string;
  note_sealed: Buffer | null;
  placed_by_kind: AuditActor['kind'];
  placed_by_id: string | null;
  placed_at: Date;
  ends_at: Date;
  released_at: Date | null;
};

const rowToHold = (row: Row): Hold => ({
  id: row.id,
  runId: row.run_id,
  reasonCode: row.reason_code,
  placedBy: { kind: row.placed_by_kind, id: row.placed_by_id },
  placedAt: row.placed_at.getTime(),
  endsAt: row.ends_at.getTime(),
  releasedAt: row.released_at?.getTime() ?? null,
});

const rowToStored = (row: Row): StoredHold => ({ ...rowToHold(row), noteSealed: row.note_sealed });

const liveHolds = (db: Db, run: RunRef) =>
  db<Row>(table)
    .where({ ...ofRun(run), released_at: null })
    .where('ends_at', '>', db.fn.now())
    .orderBy('ends_at', 'desc');

/**
 * The live hold that ends last, or null. Whoever is about to erase asks in the transaction that records the erasure,
 * after `select … from interviews … for update`: placing a hold takes the same lock.
 */
export const findHold = async (db: Db, run: RunRef): Promise<Hold | null> => {
  const row = await liveHolds(db, run).first();
  return row === undefined ? null : rowToHold(row);
};

type RunRow = {
  tenant_id: string;
  run_id: string;
  erased_at: Date | null;
  assessments_erased_at: Date | null;
};

/** Whoever asks for an erasure takes the same lock: either it comes first and is seen, or it finds the hold. */
const lockHoldable = async (trx: Knex.Transaction, { tenantId, runId }: RunRef): Promise<HoldableRun> => {
  const run = await trx<RunRow>('interviews')
    .where({ tenant_id: tenantId, run_id: runId })
    .forUpdate()
    .first('erased_at', 'assessments_erased_at');
  if (run === undefined) throw new AppError('interview.not_found');
  const erasure: unknown = await trx('erasures')
    .where({ tenant_id: tenantId, run_id: runId, state: 'running' })
    .first('run_id');
  return {
    erasureRuns: erasure !== undefined,
    personalErased: run.erased_at !== null,
    assessmentErased: run.assessments_erased_at !== null,
    liveHolds: (await liveHolds(trx, { tenantId, runId })).length,
  };
};

const noteHoldAct = (
  trx: Knex.Transaction,
  tenantId: string,
  act: 'hold.placed' | 'hold.released',
  { hold, by }: { hold: Hold; by: HoldAct },
): Promise<void> =>
  noteAct(trx, tenantId, new Date(by.at), {
    act,
    actor: by.actor,
    targetKind: 'interview',
    targetId: hold.runId,
    requestId: by.requestId,
    reason: hold.reasonCode,
  });

const place = (db: Knex, { tenantId, runId }: RunRef, hold: NewHold, by: HoldAct): Promise<StoredHold> =>
  db.transaction(async (trx) => {
    checkHoldable(await lockHoldable(trx, { tenantId, runId }));
    await trx(table).insert({
      id: hold.id,
      tenant_id: tenantId,
      run_id: runId,
      reason_code: hold.reasonCode,
      note_sealed: hold.noteSealed,
      placed_by_kind: hold.placedBy.kind,
      placed_by_id: hold.placedBy.id,
      placed_at: new Date(hold.placedAt),
      ends_at: new Date(hold.endsAt),
    });
    const placed: StoredHold = { ...hold, runId, releasedAt: null };
    await noteHoldAct(trx, tenantId, 'hold.placed', { hold: placed, by });
    return placed;
  });

const release = (db: Knex, { tenantId, runId }: RunRef, holdId: string, by: HoldAct): Promise<StoredHold> =>
  db.transaction(async (trx) => {
    const row: Row | undefined = await trx(table)
      .where({ tenant_id: tenantId, run_id: runId, id: holdId })
      .forUpdate()
      .first(trx.raw(columns));
    if (row === undefined) throw new AppError('hold.not_found');
    const hold = rowToStored(row);
    if (!isLive(hold, by.at)) return hold;
    await trx(table)
      .where({ tenant_id: tenantId, run_id: runId, id: holdId })
      .update({ released_at: new Date(by.at) });
    await noteHoldAct(trx, tenantId, 'hold.released', { hold, by });
    return { ...hold, releasedAt: by.at };
  });

const list = async (db: Knex, { tenantId, runId }: RunRef): Promise<StoredHold[] | null> => {
  const run: unknown = await db('interviews').where({ tenant_id: tenantId, run_id: runId }).first('run_id');
  if (run === undefined) return null;
  const rows: Row[] = await db(table)
    .select(db.raw(columns))
    .where({ tenant_id: tenantId, run_id: runId })
    .orderBy([
      { column: 'placed_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(listMax);
  return rows.map(rowToStored);
};

export const createHoldStore = (db: Knex): HoldStore => ({
  place: (run, hold, by) => place(db, run, hold, by),
  release: (run, holdId, by) => release(db, run, holdId, by),
  list: (run) => list(db, run),
});
