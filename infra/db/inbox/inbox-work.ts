// One hook at its turn: opened, and written down how it ended; and what earlier ones told of the same application.
import type { Knex } from 'knex';
import { goneEventTypes } from '../../../domain/ports/ats-hooks.ts';
import type { Hook, HookEnd, HookRef, HookWork } from '../../../domain/ports/ats-inbox.ts';
import type { KnownApplication } from '../../../domain/triggers/step.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import type { Db } from '../knex.ts';
import { inboxTable, openBody, rowToHook, type InboxRow } from './inbox-rows.ts';

const received = (db: Db, { tenantId, id }: HookRef) =>
  db(inboxTable).where({ tenant_id: tenantId, id, status: 'received' });

const finishIn = async (db: Db, ref: HookRef, { outcome, ruleId, orderId, known }: HookEnd): Promise<void> => {
  const standing =
    known === undefined
      ? {}
      : {
          stage_id: known.stage?.id ?? null,
          application_status: known.status,
          changed_at: known.updatedAt === null ? null : new Date(known.updatedAt),
          candidate_id: known.candidateId,
          job_id: known.job?.id ?? null,
        };
  await received(db, ref).update({
    ...standing,
    status: 'done',
    outcome,
    rule_id: ruleId ?? null,
    order_id: orderId ?? null,
    finished_at: db.fn.now(),
  });
};

type KnownRow = {
  stage_id: string | null;
  application_status: KnownApplication['status'];
  changed_at: Date | null;
  received_at: Date;
};

const known = async (db: Db, hook: Hook, applicationId: string): Promise<KnownApplication | null> => {
  const row: KnownRow | undefined = await db(inboxTable)
    .where({ tenant_id: hook.tenantId, connection_id: hook.connectionId, application_id: applicationId })
    .whereNot({ id: hook.id })
    .whereNotNull('application_status')
    .orderByRaw('finished_at desc, position desc')
    .first('stage_id', 'application_status', 'changed_at', 'received_at');
  if (row === undefined) return null;
  return {
    stageId: row.stage_id,
    status: row.application_status,
    updatedAt: row.changed_at?.getTime() ?? null,
    receivedAt: row.received_at.getTime(),
  };
};

type Who = { applicationId: string | null; candidateId: string | null };

/** Rows that name the application or the candidate. */
const about = (db: Db, tenantId: string, connectionId: string, { applicationId, candidateId }: Who) =>
  db(inboxTable)
    .where({ tenant_id: tenantId, connection_id: connectionId })
    .whereRaw('(application_id = ? or candidate_id = ?)', [applicationId, candidateId]);

const finish = async (db: Knex, ref: HookRef, end: HookEnd): Promise<void> => {
  const { gone } = end;
  if (gone === undefined) return await finishIn(db, ref, end);
  await db.transaction(async (trx) => {
    const hook: { connection_id: string } | undefined = await received(trx, ref).first('connection_id');
    await finishIn(trx, ref, end);
    await about(trx, ref.tenantId, hook?.connection_id ?? '', gone)
      .whereNotNull('body_sealed')
      .update({ body_sealed: null });
  });
};

const isJobClosed = async (db: Db, tenantId: string, connectionId: string, jobId: string): Promise<boolean> => {
  const row: { event: string } | undefined = await db(inboxTable)
    .where({ tenant_id: tenantId, connection_id: connectionId, job_id: jobId })
    .whereIn('event', ['job_closed', 'job_opened'])
    .orderBy('position', 'desc')
    .first('event');
  return row?.event === 'job_closed';
};

export const createHookWork = ({ db, secretBox }: { db: Knex; secretBox: SecretBox }): HookWork => ({
  open: async (ref) => {
    const row: InboxRow | undefined = await received(db, ref).first();
    return row === undefined ? null : { ...rowToHook(row), body: openBody(secretBox, row) };
  },
  finish: (ref, end) => finish(db, ref, end),
  fail: async (ref, code) => {
    await received(db, ref).update({ status: 'failed', outcome: code, finished_at: db.fn.now() });
  },
  countUnforeseen: async (ref) => {
    const [row]: { unforeseen: number }[] = await received(db, ref)
      .update({ unforeseen: db.raw('unforeseen + 1') })
      .returning('unforeseen');
    return row?.unforeseen ?? 0;
  },
  hold: async (ref) => {
    await received(db, ref).update({ told_at: null, start_claimed_until: null });
  },
  known: (hook, applicationId) => known(db, hook, applicationId),
  isGone: async (tenantId, connectionId, who) => {
    const row: unknown = await about(db, tenantId, connectionId, who)
      .whereIn('event', goneEventTypes)
      .whereRaw(`(outcome = 'erased' or body_signed)`)
      .first('id');
    return row !== undefined;
  },
  isJobClosed: (tenantId, connectionId, jobId) => isJobClosed(db, tenantId, connectionId, jobId),
});
