// The intent to erase, as a row: written before anything is destroyed, so that no crash forgets a promise.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Knex } from 'knex';
import type { AuditActor } from '../../../domain/audit/chain.ts';
import type { Certificate, ErasureCause } from '../../../domain/erasure/certificate.ts';
import { decideErasure } from '../../../domain/erasure/decide.ts';
import { AppError } from '../../../domain/errors.ts';
import type { ErasureScope } from '../../../domain/lifecycle/facts.ts';
import type { ErasureState, ErasureStore, ErasureView, ErasureWish } from '../../../domain/ports/erasure.ts';
import { noteAct } from '../audit/audit-intake.ts';
import { findHold } from './hold-store.ts';
import { ofRun, type Db } from '../knex.ts';

const table = 'erasures';
/** A start that is under way right now is left alone. */
const graceSeconds = 10;

export type ErasureRow = {
  run_id: string;
  tenant_id: string;
  scope: ErasureScope;
  cause: ErasureCause;
  state: ErasureState;
  requested_by_kind: AuditActor['kind'];
  requested_by_id: string | null;
  request_id: string | null;
  requested_at: Date;
  certificate: Certificate | null;
};

const rowToView = (row: ErasureRow): ErasureView => ({
  runId: row.run_id,
  scope: row.scope,
  cause: row.cause,
  state: row.state,
  requestedAt: row.requested_at.getTime(),
  certificate: row.certificate,
});

export const findErasureRow = (db: Db, run: RunRef): Promise<ErasureRow | undefined> =>
  db<ErasureRow>(table).where(ofRun(run)).first();

const findErasure = async (db: Db, run: RunRef): Promise<ErasureView | null> => {
  const row = await findErasureRow(db, run);
  return row ? rowToView(row) : null;
};

/** Placing a hold takes the same lock: either it comes first and is seen, or it finds the erasure running. */
const lockRun = async (trx: Knex.Transaction, { tenantId, runId }: RunRef): Promise<void> => {
  const run: unknown = await trx('interviews')
    .where({ tenant_id: tenantId, run_id: runId })
    .forUpdate()
    .first('run_id');
  if (run === undefined) throw new AppError('interview.not_found');
};

/** Whoever reads the run, or waits for it to change, sees another one from this transaction on. */
export const markChanged = async (trx: Knex.Transaction, run: RunRef): Promise<void> => {
  await trx('interviews')
    .where(ofRun(run))
    .update({ version: trx.raw('version + 1'), updated_at: trx.fn.now() })
    .returning(trx.raw(`pg_notify('interview_changed', run_id)`));
};

type Asking = { tenantId: string; runId: string; wish: ErasureWish; at: number };

const write = async (trx: Knex.Transaction, { tenantId, runId, wish, at }: Asking): Promise<ErasureView> => {
  const { scope, cause, actor, requestId } = wish;
  const rows: ErasureRow[] = await trx(table)
    .insert({
      run_id: runId,
      tenant_id: tenantId,
      scope,
      cause,
      state: 'running',
      requested_by_kind: actor.kind,
      requested_by_id: actor.id,
      request_id: requestId,
      requested_at: new Date(at),
      certificate: null,
      certified_at: null,
    })
    .onConflict('run_id')
    .merge()
    .returning('*');
  const [row] = rows;
  if (row === undefined) throw new AppError('interview.not_found');
  await noteAct(trx, tenantId, new Date(at), {
    act: 'erasure.requested',
    actor,
    targetKind: 'interview',
    targetId: runId,
    requestId,
    reason: `${cause}.${scope}`,
  });
  await markChanged(trx, { tenantId, runId });
  return rowToView(row);
};

const request = async (trx: Knex.Transaction, asking: Asking): Promise<ErasureView> => {
  const { tenantId, runId, wish } = asking;
  await lockRun(trx, { tenantId, runId });
  const present = await findErasureRow(trx, { tenantId, runId });
  const hold = await findHold(trx, { tenantId, runId });
  const decision = decideErasure(wish.scope, { present: present ?? null, hold });
  return present !== undefined && decision === 'covered' ? rowToView(present) : write(trx, asking);
};

export const createErasureStore = (db: Knex): ErasureStore => ({
  request: ({ tenantId, runId }, wish, at) => db.transaction((trx) => request(trx, { tenantId, runId, wish, at })),
  find: (run) => findErasure(db, run),
  due: async (limit) => {
    const rows = await db<ErasureRow>(table)
      .select('tenant_id', 'run_id')
      .where({ state: 'running' })
      .where('requested_at', '<', db.raw('now() - make_interval(secs => ?)', [graceSeconds]))
      .orderBy('requested_at')
      .limit(limit);
    return rows.map((row) => ({ tenantId: row.tenant_id, runId: row.run_id }));
  },
});
