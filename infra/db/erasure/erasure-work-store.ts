// What the steps of an erasure read and write; each method may be repeated after a crash between any two lines.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Knex } from 'knex';
import type { Certificate } from '../../../domain/erasure/certificate.ts';
import { addCopies, addEmptied, decideCertificate } from '../../../domain/erasure/decide.ts';
import type { ErasureScope } from '../../../domain/lifecycle/facts.ts';
import type { Policy } from '../../../domain/lifecycle/policy.ts';
import type { RunState } from '../../../domain/lifecycle/state.ts';
import type {
  ErasedCopies,
  ErasureProgress,
  ErasureWork,
  OpenErasure,
  RunToErase,
} from '../../../domain/ports/erasure.ts';
import { noteAct } from '../audit/audit-intake.ts';
import { emptyPlaces } from './empty-places.ts';
import { findErasureRow, markChanged, type ErasureRow } from './erasure-store.ts';
import { ofRun, type Db } from '../knex.ts';

const rowToOpen = (row: ErasureRow): OpenErasure => ({
  scope: row.scope,
  cause: row.cause,
  requestedAt: row.requested_at.getTime(),
  actor: { kind: row.requested_by_kind, id: row.requested_by_id },
  requestId: row.request_id,
});

const openOf = async (db: Db, run: RunRef): Promise<OpenErasure | null> => {
  const row = await findErasureRow(db, run);
  return row?.state === 'running' ? rowToOpen(row) : null;
};

type RunRow = { interview_id: string; machine: RunState; policy: Policy; workflow_started_at: Date | null };

const readRun = async (db: Db, run: RunRef): Promise<RunToErase | null> => {
  const row: RunRow | undefined = await db('interviews')
    .select('interview_id', 'machine', 'policy', 'workflow_started_at')
    .where(ofRun(run))
    .first();
  if (!row) return null;
  const { interview_id: interviewId, machine: state, policy, workflow_started_at: startedAt } = row;
  return { interviewId, state, policy, started: startedAt !== null };
};

const servicesOf = async (db: Db, run: RunRef): Promise<string[]> => {
  const { rows } = (await db.raw(
    `select engine as name from model_calls where tenant_id = :tenantId and run_id = :runId
     union select provider from sessions where tenant_id = :tenantId and run_id = :runId
     union select 'object-store' from recordings where tenant_id = :tenantId and run_id = :runId
     union select 'written-record' from writebacks where tenant_id = :tenantId and run_id = :runId order by name`,
    run,
  )) as { rows: { name: string }[] };
  return rows.map(({ name }) => name);
};

const noProgress: ErasureProgress = { emptied: {}, copies: {} };

type DoneRow = { done: Partial<ErasureProgress> };

const rowToProgress = (row: DoneRow | undefined): ErasureProgress => ({ ...noProgress, ...row?.done });

/** Reads the figures under a lock and writes what `work` makes of them, with what it did or not at all. */
const changeProgress = async (
  trx: Knex.Transaction,
  run: RunRef,
  work: (before: ErasureProgress) => ErasureProgress | Promise<ErasureProgress>,
): Promise<void> => {
  const row: DoneRow | undefined = await trx('erasures').select('done').where(ofRun(run)).forUpdate().first();
  await trx('erasures')
    .where(ofRun(run))
    .update({ done: JSON.stringify(await work(rowToProgress(row))) });
};

/** The run's row first, as everywhere: whoever asks for an erasure holds it and wants the erasure's row next. */
const lockRow = async (trx: Knex.Transaction, run: RunRef): Promise<void> => {
  await trx('interviews').where(ofRun(run)).forUpdate().first('run_id');
};

const empty = (db: Knex, run: RunRef, scope: ErasureScope): Promise<void> =>
  db.transaction(async (trx) => {
    await lockRow(trx, run);
    await changeProgress(trx, run, async (before) => addEmptied(before, await emptyPlaces(trx, run, scope)));
  });

const noteCopies = (db: Knex, run: RunRef, service: string, erased: ErasedCopies): Promise<void> =>
  db.transaction((trx) => changeProgress(trx, run, (before) => addCopies(before, service, erased)));

const isRecorded = async (db: Db, run: RunRef, scope: ErasureScope): Promise<boolean> => {
  const row: unknown = await db('transitions')
    .where({ ...ofRun(run), type: 'erased' })
    .whereRaw(`detail ->> 'scope' in ('all', ?)`, [scope])
    .first('seq');
  return row !== undefined;
};

const certify = (
  db: Knex,
  run: RunRef,
  scope: ErasureScope,
  issue: (erasure: OpenErasure) => Certificate,
): Promise<boolean> =>
  db.transaction(async (trx) => {
    await lockRow(trx, run);
    const row: ErasureRow | undefined = await trx('erasures').where(ofRun(run)).forUpdate().first();
    const decision = decideCertificate(scope, row ?? null);
    if (row === undefined || decision !== 'issue') return decision === 'issued';
    const certificate = issue(rowToOpen(row));
    const at = new Date(certificate.certifiedAt);
    await trx('erasures')
      .where(ofRun(run))
      .update({ state: 'certified', certificate: JSON.stringify(certificate), certified_at: at });
    await noteAct(trx, run.tenantId, at, {
      act: 'erasure.certified',
      actor: { kind: 'system', id: null },
      targetKind: 'interview',
      targetId: run.runId,
      requestId: row.request_id,
      reason: scope,
    });
    await markChanged(trx, run);
    return true;
  });

export const createErasureWork = (db: Knex): ErasureWork => ({
  open: (run) => openOf(db, run),
  readRun: (run) => readRun(db, run),
  servicesOf: (run) => servicesOf(db, run),
  noteCopies: (run, service, erased) => noteCopies(db, run, service, erased),
  empty: (run, scope) => empty(db, run, scope),
  isRecorded: (run, scope) => isRecorded(db, run, scope),
  progress: async (run) => {
    const row: DoneRow | undefined = await db('erasures').select('done').where(ofRun(run)).first();
    return rowToProgress(row);
  },
  certify: (run, scope, issue) => certify(db, run, scope, issue),
});
