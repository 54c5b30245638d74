// The ledger of hooks as people see it: what came, what became of it, and setting failed ones going again.
import type { Knex } from 'knex';
import { goneEventTypes } from '../../../domain/ports/ats-hooks.ts';
import type { Hook, HookFilter, HookLedger, HookPlace } from '../../../domain/ports/ats-inbox.ts';
import { present } from '../../../domain/present.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import { noteAct } from '../audit/audit-intake.ts';
import type { Db } from '../knex.ts';
import { hookAddedChannel, inboxTable, openBody, rowToHook, type InboxRow } from './inbox-rows.ts';

const untold = { told_at: null, start_claimed_until: null };

/** Set going in one call; whoever has more asks again. */
const redrivenMax = 10_000;

const columns = `id, position, tenant_id, connection_id, action, event, application_id, candidate_id, job_id, status, outcome,
  rule_id, order_id, received_at, finished_at, case when body_sealed is null then null else ''::bytea end as body_sealed`;

const ofConnection = (db: Db, tenantId: string, connectionId: string): Knex.QueryBuilder =>
  db(inboxTable).where({ tenant_id: tenantId, connection_id: connectionId });

const filtered = (rows: Knex.QueryBuilder, { status, outcome, since }: HookFilter): Knex.QueryBuilder => {
  const matching = rows.where(present({ status, outcome }));
  return since === undefined ? matching : matching.where('received_at', '>=', since);
};

const list = async (
  db: Db,
  tenantId: string,
  connectionId: string,
  { filter, limit, after }: { filter: HookFilter; limit: number; after: HookPlace | null },
): Promise<{ items: Hook[]; next: HookPlace | null } | null> => {
  const known: unknown = await db('connections').where({ tenant_id: tenantId, id: connectionId }).first('id');
  if (known === undefined) return null;
  const page = filtered(ofConnection(db, tenantId, connectionId), filter)
    .select(db.raw(columns))
    .orderBy('position', 'desc')
    .limit(limit + 1);
  const rows = (await (after === null ? page : page.where('position', '<', after.position))) as InboxRow[];
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(rowToHook), next: last === undefined ? null : { position: last.position } };
};

type Deps = { db: Knex; secretBox: SecretBox; now: () => number };

/** Each goes to the end of its lane: what it tells may be overtaken by then, which is seen when it is its turn. */
const redrive = async ({ db, now }: Deps, ...[tenantId, connectionId, which, by]: Parameters<HookLedger['redrive']>) =>
  await db.transaction(async (trx) => {
    const failed = ofConnection(trx, tenantId, connectionId)
      .where({ status: 'failed' })
      .where((row) => row.whereNotNull('body_sealed').orWhereIn('event', goneEventTypes));
    const matching = 'id' in which ? failed.where({ id: which.id }) : filtered(failed, { ...which, status: 'failed' });
    const rows: { id: string }[] = await matching
      .orderBy('position')
      .limit(redrivenMax + 1)
      .forUpdate()
      .select('id');
    const ids = rows.slice(0, redrivenMax).map(({ id }) => id);
    if (ids.length === 0) return { count: 0, more: false };
    await ofConnection(trx, tenantId, connectionId)
      .whereIn('id', ids)
      .update({ ...untold, status: 'received', outcome: null, finished_at: null, unforeseen: 0 });
    const about = { act: 'connection.hooks_redriven', targetKind: 'connection', targetId: connectionId } as const;
    await noteAct(trx, tenantId, new Date(now()), { ...about, ...by });
    await trx.raw('select pg_notify(?, ?)', [hookAddedChannel, '']);
    return { count: ids.length, more: rows.length > ids.length };
  });

export const createHookLedger = (deps: Deps): HookLedger => ({
  list: (tenantId, connectionId, page) => list(deps.db, tenantId, connectionId, page),
  read: async (tenantId, connectionId, id) => {
    const row: InboxRow | undefined = await ofConnection(deps.db, tenantId, connectionId).where({ id }).first();
    return row === undefined ? null : { ...rowToHook(row), body: openBody(deps.secretBox, row) };
  },
  redrive: (...asked) => redrive(deps, ...asked),
});

const bodyDays = 7;
const rowDays = 365;
const batchMax = 10_000;
/** Told twice is told once, so that a workflow which only waits for its ATS minds nothing. */
const lostHours = 1;

/** Whoever was told of these may be gone, with a Temporal that was set up anew: the relay tells them again. */
const tellLostAgain = (db: Db) =>
  db.raw(
    `update ats_inbox set told_at = null, start_claimed_until = null where id in (
       select id from ats_inbox
        where status = 'received' and told_at < now() - make_interval(hours => :lostHours)
        order by position limit :batchMax)`,
    { lostHours, batchMax },
  );

/** Bodies after their week, waiting ones too: those then fail in the open, but for who is gone. Rows after a year: what came before is a new event. */
export const sweepInbox = async (db: Db): Promise<void> => {
  await tellLostAgain(db);
  await db.raw(
    `update ats_inbox set body_sealed = null where id in (
       select id from ats_inbox where body_sealed is not null and received_at < now() - make_interval(days => :bodyDays) limit :batchMax)`,
    { bodyDays, batchMax },
  );
  await db.raw(
    `delete from ats_inbox where id in (
       select id from ats_inbox where received_at < now() - make_interval(days => :rowDays) limit :batchMax)`,
    { rowDays, batchMax },
  );
};
