// One hook at its turn: opened with what it is held against, and written down how it ended.
import type { Knex } from 'knex';
import { goneEventTypes } from '../../../domain/ports/ats-hooks.ts';
import type { ConnectionStatus } from '../../../domain/connections/connection.ts';
import type { HookAtTurn, HookEnd, HookRef, HookWork } from '../../../domain/ports/ats-inbox.ts';
import type { TriggerRule } from '../../../domain/triggers/rule.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import type { Db } from '../knex.ts';
import { prepared, preparedNamed } from '../prepared.ts';
import { inboxTable, openBody, rowToHook, type InboxRow } from './inbox-rows.ts';
import { isGoneSql } from './standing-store.ts';

const received = (db: Db, { tenantId, id }: HookRef) =>
  db(inboxTable).where({ tenant_id: tenantId, id, status: 'received' });

type TurnRow = InboxRow & { kind: string | null; connection_status: ConnectionStatus; rules: TriggerRule[] | null };

const readTurn = prepared<TurnRow>(
  'read_hook_at_turn',
  `select i.id, i.position, i.tenant_id, i.connection_id, i.action, i.event, i.application_id, i.candidate_id, i.job_id,
     i.body_sealed, i.status, i.outcome, i.rule_id, i.order_id, i.received_at, i.finished_at,
     c.kind, c.status as connection_status, r.rules
   from ats_inbox i
   left join connections c on c.id = i.connection_id and c.tenant_id = i.tenant_id
   left join connection_rules r on r.connection_id = c.id and r.tenant_id = i.tenant_id
   where i.tenant_id = $1 and i.id = $2 and i.status = 'received'`,
);

const open = async (db: Db, secretBox: SecretBox, { tenantId, id }: HookRef): Promise<HookAtTurn | null> => {
  const [row] = await readTurn(db, [tenantId, id]);
  if (row === undefined) return null;
  const connection = row.kind === null ? null : { kind: row.kind, status: row.connection_status };
  return { ...rowToHook(row), body: openBody(secretBox, row), connection, rules: row.rules ?? [] };
};

const readGone = preparedNamed<{ gone: boolean }>('read_gone', `select ${isGoneSql} as gone`);

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

export const createHookWork = ({ db, secretBox }: { db: Knex; secretBox: SecretBox }): HookWork => ({
  open: (ref) => open(db, secretBox, ref),
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
  isGone: async (tenantId, connectionId, who) => {
    const [row] = await readGone(db, { tenantId, connectionId, ...who, goneEvents: goneEventTypes });
    return row?.gone === true;
  },
});
