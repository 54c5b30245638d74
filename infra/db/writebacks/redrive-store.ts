// Writing again: one thing, everything of a cause, or what a connection has missed; and what somebody decided of a conflict.
import type { Knex } from 'knex';
import type { RunRef } from '../../../domain/access/ids.ts';
import { checkUsable, type ConnectionStatus } from '../../../domain/connections/connection.ts';
import { AppError } from '../../../domain/errors.ts';
import type { AuditAct } from '../../../domain/audit/chain.ts';
import type { ResendActor } from '../../../domain/ports/deliveries.ts';
import type { WritebackActs } from '../../../domain/ports/writebacks.ts';
import { writtenAfter } from '../../../domain/writeback/written-after.ts';
import { writebackDeliveryId } from '../../delivery/delivery-id.ts';
import { noteAct } from '../audit/audit-intake.ts';
import { deliveryDueChannel } from '../deliveries/resend-store.ts';
import { ofRun } from '../knex.ts';
import { hasRecordSql } from './record-sql.ts';

const ordersMax = 10_000;
const insertMax = 1_000;

type Deps = { db: Knex; now: () => number };

const checkConnection = async (trx: Knex.Transaction, tenantId: string, id: string): Promise<void> => {
  const connection: { status: ConnectionStatus } | undefined = await trx('connections')
    .where({ tenant_id: tenantId, id })
    .forShare()
    .first('status');
  checkUsable(connection?.status);
};

type Next = {
  tenant_id: string;
  run_id: string;
  order_id: string;
  connection_id: string;
  event_id: string;
  event_type: string;
  event_at: Date;
  number: number;
};

/** The truth of each order is written for its last event; what still waits gives way. */
const sendAgain = async (trx: Knex.Transaction, tenantId: string, orderIds: readonly string[]): Promise<number> => {
  const { rows } = await trx.raw<{ rows: Next[] }>(
    `select o.tenant_id, o.run_id, o.id as order_id, o.connection_id, e.id as event_id, e.type as event_type, e.at as event_at,
            1 + coalesce((select max(d.number) from deliveries d
                           where d.event_id = e.id and d.order_id = o.id and d.channel = 'writeback'), 0) as number
       from orders o cross join lateral (
         select * from events last where last.tenant_id = o.tenant_id and last.run_id = o.run_id
            and last.type = any(:types::text[]) order by last.position desc limit 1) e
      where o.tenant_id = :tenantId and o.id = any(:orderIds::text[])`,
    { tenantId, orderIds: [...orderIds], types: [...writtenAfter] },
  );
  await trx('deliveries')
    .where({ tenant_id: tenantId, channel: 'writeback', status: 'pending' })
    .whereIn(
      'order_id',
      rows.map(({ order_id }) => order_id),
    )
    .update({ status: 'skipped', reason: 'superseded', next_attempt_at: null, finished_at: trx.fn.now() });
  for (let from = 0; from < rows.length; from += insertMax) {
    const batch = rows.slice(from, from + insertMax).map((row) => ({
      ...row,
      channel: 'writeback',
      id: writebackDeliveryId(row.event_id, row.order_id, row.number),
    }));
    // Somebody else may be doing the same right now.
    await trx('deliveries').insert(batch).onConflict().ignore();
  }
  await trx.raw('select pg_notify(?, ?)', [deliveryDueChannel, '']);
  return rows.length;
};

type Locked = { id: string; order_id: string; connection_id: string; status: string; theirs_digest: string | null };

const lock = async (trx: Knex.Transaction, run: RunRef, id: string): Promise<Locked> => {
  const row: Locked | undefined = await trx('writebacks')
    .where({ ...ofRun(run), id })
    .forUpdate()
    .first('id', 'order_id', 'connection_id', 'status', 'theirs_digest');
  if (row === undefined) throw new AppError('writeback.not_found');
  return row;
};

type Noted = { act: AuditAct; targetKind: 'interview' | 'connection'; targetId: string; reason?: string };

const note = (trx: Knex.Transaction, { now }: Deps, tenantId: string, by: ResendActor, noted: Noted): Promise<void> =>
  noteAct(trx, tenantId, new Date(now()), { ...noted, ...by });

/** Only what a person saw may be replaced: what has changed since then is a conflict again. */
const resolve = async (trx: Knex.Transaction, run: RunRef, row: Locked, take: 'theirs' | 'ours'): Promise<void> => {
  const change =
    take === 'theirs'
      ? { status: 'kept_theirs', reason: null }
      : { status: 'intended', reason: null, vendor_id: null, replaceable_digest: row.theirs_digest };
  await trx('writebacks')
    .where({ ...ofRun(run), id: row.id })
    .update({ ...change, updated_at: trx.fn.now() });
};

const resolvable = ['conflicted', 'kept_theirs'];

/** What is not there may be written anew, though the vendor once took it. */
const openAgain = (trx: Knex.Transaction) => ({
  status: 'intended',
  vendor_id: null,
  updated_at: trx.fn.now(),
});

const missedSql = `
  select o.id from orders o
   where o.tenant_id = :tenantId and o.connection_id = :connectionId and ${hasRecordSql('o')}
     and exists (select 1 from events e where e.tenant_id = o.tenant_id and e.run_id = o.run_id and e.at >= :since
                    and e.type = any(:types::text[]))
     and (:reason::text is not null or not exists (
           select 1 from deliveries d where d.order_id = o.id and d.channel = 'writeback'
              and (d.status = 'delivered' or (d.status = 'pending' and d.created_at > now() - interval '1 hour')))
         or exists (select 1 from writebacks w where w.order_id = o.id and w.tenant_id = o.tenant_id and w.status = 'failed'))
     and (:reason::text is null or exists (
           select 1 from writebacks w where w.order_id = o.id and w.tenant_id = o.tenant_id and w.status = 'failed'
              and w.reason = :reason))
   order by o.created_at, o.id limit :limit`;

export const createWritebackActs = (deps: Deps): WritebackActs => ({
  resolve: (run, id, take, by) =>
    deps.db.transaction(async (trx) => {
      const row = await lock(trx, run, id);
      if (!resolvable.includes(row.status)) throw new AppError('writeback.not_conflicted');
      if (take === 'ours') await checkConnection(trx, run.tenantId, row.connection_id);
      await resolve(trx, run, row, take);
      const target = { targetKind: 'interview', targetId: run.runId, reason: take } as const;
      await note(trx, deps, run.tenantId, by, { act: 'writeback.resolved', ...target });
      if (take === 'ours') await sendAgain(trx, run.tenantId, [row.order_id]);
    }),
  redrive: (run, id, by) =>
    deps.db.transaction(async (trx) => {
      const row = await lock(trx, run, id);
      if (row.status !== 'failed') throw new AppError('writeback.not_failed');
      await checkConnection(trx, run.tenantId, row.connection_id);
      await trx('writebacks')
        .where({ ...ofRun(run), id })
        .whereNotNull('value_digest')
        .update(openAgain(trx));
      const target = { targetKind: 'interview', targetId: run.runId } as const;
      await note(trx, deps, run.tenantId, by, { act: 'writeback.redriven', ...target });
      await sendAgain(trx, run.tenantId, [row.order_id]);
    }),
  redriveConnection: (tenantId, connectionId, { since, reason }, by) =>
    deps.db.transaction(async (trx) => {
      await checkConnection(trx, tenantId, connectionId);
      const { rows } = await trx.raw<{ rows: { id: string }[] }>(missedSql, {
        tenantId,
        connectionId,
        since,
        reason,
        types: [...writtenAfter],
        limit: ordersMax + 1,
      });
      const ids = rows.slice(0, ordersMax).map(({ id }) => id);
      await trx('writebacks')
        .where({ tenant_id: tenantId, status: 'failed', ...(reason !== null && { reason }) })
        .whereNotNull('value_digest')
        .whereIn('order_id', ids)
        .update(openAgain(trx));
      const target = { targetKind: 'connection', targetId: connectionId } as const;
      await note(trx, deps, tenantId, by, { act: 'writeback.redriven', ...target, ...(reason !== null && { reason }) });
      return { count: await sendAgain(trx, tenantId, ids), more: rows.length > ordersMax };
    }),
});
