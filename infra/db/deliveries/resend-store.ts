// Sends events again: one delivery that somebody asks for, or everything an endpoint missed.
import type { Knex } from 'knex';
import type { Audience } from '../../../domain/access/audience.ts';
import { checkUsable, type ConnectionStatus } from '../../../domain/connections/connection.ts';
import type { LedgerChannel } from '../../../domain/delivery/channels.ts';
import { checkTakesDeliveries } from '../../../domain/delivery/endpoint-rules.ts';
import { heardTypes } from '../../../domain/delivery/resolve-receivers.ts';
import { AppError } from '../../../domain/errors.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type { Delivery, DeliveryLedger, ResendActor } from '../../../domain/ports/deliveries.ts';
import type { EndpointOwner, EndpointStatus } from '../../../domain/ports/webhooks.ts';
import { deliveryId, writebackDeliveryId } from '../../delivery/delivery-id.ts';
import { noteAct } from '../audit/audit-intake.ts';
import { readAddresseesOf } from '../events/receiver-levels.ts';
import { isSilent } from './lost-deliveries.ts';
import { deliveryColumns, findDelivery, rowToDelivery, type DeliveryRow } from './delivery-ledger.ts';

/** Relays listen here beside the changes of interviews. */
export const deliveryDueChannel = 'delivery_due';

const recoveredMax = 10_000;
const insertMax = 1_000;

type Deps = { db: Knex; now: () => number };

type EndpointRow = {
  id: string;
  status: EndpointStatus;
  events: EventType[];
  scopes: Audience;
  deleted_at: Date | null;
};

const announce = (trx: Knex.Transaction): Promise<unknown> =>
  trx.raw('select pg_notify(?, ?)', [deliveryDueChannel, '']);

/** Whether the endpoint takes deliveries; the row stays as it is until the transaction ends. */
const lockEndpoint = async (trx: Knex.Transaction, where: Record<string, string>): Promise<EndpointRow | undefined> =>
  await trx<EndpointRow>('webhook_endpoints')
    .select('id', 'status', 'events', 'scopes', 'deleted_at')
    .where(where)
    .forShare()
    .first();

/** Whether the ATS may be told; an order without a connection is told why it cannot be. */
const checkConnection = async (trx: Knex.Transaction, tenantId: string, id: string): Promise<void> => {
  const connection: { status: ConnectionStatus } | undefined = await trx('connections')
    .where({ tenant_id: tenantId, id })
    .forShare()
    .first('status');
  checkUsable(connection?.status);
};

/** Throws for an endpoint or a connection that takes nothing now. */
const checkTakes = async (trx: Knex.Transaction, tenantId: string, delivery: Delivery): Promise<void> => {
  const { endpointId, connectionId } = delivery;
  if (connectionId !== null) await checkConnection(trx, tenantId, connectionId);
  if (endpointId === null) return;
  const endpoint = await lockEndpoint(trx, { id: endpointId });
  if (!endpoint) throw new AppError('delivery.not_found');
  checkTakesDeliveries({ status: endpoint.status, deleted: endpoint.deleted_at !== null });
};

/** To whom: exactly one of the two. */
type To = { endpoint_id: string } | { order_id: string };

const toOf = ({ endpointId, orderId }: Pick<Delivery, 'endpointId' | 'orderId'>): To =>
  endpointId === null ? { order_id: orderId ?? '' } : { endpoint_id: endpointId };

const idOf = (row: Pick<DeliveryRow, 'channel' | 'event_id' | 'order_id' | 'endpoint_id' | 'number'>): string =>
  row.channel === 'writeback'
    ? writebackDeliveryId(row.event_id, row.order_id ?? '', row.number)
    : deliveryId(row.event_id, row.endpoint_id ?? row.order_id ?? '', row.number);

/** Serialises re-sends of one event to one receiver by locking what was sent before; returns the next number. */
const nextNumber = async (trx: Knex.Transaction, delivery: Delivery): Promise<number> => {
  const pair = { event_id: delivery.eventId, channel: delivery.channel, ...toOf(delivery) };
  await trx('deliveries').select('id').where(pair).orderBy('number').forUpdate();
  // A statement of its own: the one before cannot see what was added while it waited.
  const last: { number: number } | undefined = await trx('deliveries')
    .select('number')
    .where(pair)
    .orderBy('number', 'desc')
    .first();
  return (last?.number ?? 0) + 1;
};

/** What still waits for its next attempt gives way to the new one; of an order whatever event it is of. */
const supersede = async (
  trx: Knex.Transaction,
  pairs: readonly { eventId: string; channel: LedgerChannel; to: To }[],
): Promise<void> => {
  const end = { status: 'skipped', reason: 'superseded', next_attempt_at: null, finished_at: trx.fn.now() };
  const orders = pairs.flatMap(({ to, channel }) => ('order_id' in to ? [[to.order_id, channel]] : []));
  const endpoints = pairs.flatMap(({ eventId, to }) => ('order_id' in to ? [] : [[eventId, to.endpoint_id]]));
  const waiting = (): Knex.QueryBuilder => trx('deliveries').where({ status: 'pending' });
  if (orders.length > 0) await waiting().whereIn(['order_id', 'channel'], orders).update(end);
  if (endpoints.length > 0) await waiting().whereIn(['event_id', 'endpoint_id'], endpoints).update(end);
};

/** The row of an order's last event, from which it is told again: what was true before is no vendor's concern any more. */
const lastOfOrder = (orderId: string, channel: string): string => `
  select last.* from deliveries last join events e on e.id = last.event_id
   where last.order_id = ${orderId} and last.channel = ${channel} order by e.position desc, last.number desc limit 1`;

const findEarlier = async (trx: Knex.Transaction, tenantId: string, id: string): Promise<Delivery | null> => {
  const delivery = await findDelivery(trx, tenantId, id);
  if (delivery === null || delivery.orderId === null) return delivery;
  const { rows } = await trx.raw<{ rows: DeliveryRow[] }>(lastOfOrder('?', '?'), [delivery.orderId, delivery.channel]);
  return rows[0] === undefined ? delivery : rowToDelivery(rows[0]);
};

const redeliverIn = async (
  trx: Knex.Transaction,
  { now }: Deps,
  tenantId: string,
  id: string,
  by: ResendActor,
): Promise<Delivery> => {
  const earlier = await findEarlier(trx, tenantId, id);
  if (!earlier) throw new AppError('delivery.not_found');
  await checkTakes(trx, tenantId, earlier);
  const number = await nextNumber(trx, earlier);
  const { channel, eventId, eventType, eventAt, runId, connectionId } = earlier;
  const to = toOf(earlier);
  await supersede(trx, [{ eventId, channel, to }]);
  const rows: DeliveryRow[] = await trx('deliveries')
    .insert({
      id: idOf({ channel, event_id: eventId, order_id: earlier.orderId, endpoint_id: earlier.endpointId, number }),
      tenant_id: tenantId,
      channel,
      event_id: eventId,
      event_type: eventType,
      event_at: eventAt,
      run_id: runId,
      ...to,
      connection_id: connectionId,
      number,
    })
    .returning([...deliveryColumns]);
  const act = { act: 'delivery.redelivered', targetKind: 'delivery', targetId: id } as const;
  await noteAct(trx, tenantId, new Date(now()), { ...act, ...by });
  await announce(trx);
  const [row] = rows;
  if (!row) throw new AppError('delivery.not_found');
  return rowToDelivery(row);
};

/** As a row of the ledger. */
type Missed = Pick<
  DeliveryRow,
  | 'event_id'
  | 'run_id'
  | 'event_type'
  | 'event_at'
  | 'channel'
  | 'endpoint_id'
  | 'order_id'
  | 'connection_id'
  | 'number'
> & { tenant_id: string };

/** One that has been silent for long has lost its workflow, and counts as missed. */
const underWay = `d.status = 'pending' and not ${isSilent('webhook')}`;

const findMissed = async (
  trx: Knex.Transaction,
  owner: EndpointOwner,
  endpoint: EndpointRow,
  since: Date,
): Promise<Missed[]> => {
  const addressees = await readAddresseesOf(trx, owner, endpoint.id);
  const { rows } = await trx.raw<{ rows: Missed[] }>(
    `select e.id as event_id, e.tenant_id, e.run_id, e.type as event_type, e.at as event_at,
            'webhook' as channel, cast(:endpointId as text) as endpoint_id, null as order_id, null as connection_id,
            coalesce((select max(d.number) from deliveries d where d.event_id = e.id and d.endpoint_id = :endpointId), 0)
              + 1 as number
       from events e left join interviews i on i.run_id = e.run_id
      where e.relayed_at is not null and e.at >= :since and e.type = any(:types::text[])
        and (e.tenant_id, i.callback_url is not null) in (select * from unnest(:tenantIds::text[], :hasCallback::boolean[]))
        and not exists (
          select 1 from deliveries d
           where d.event_id = e.id and d.endpoint_id = :endpointId and (d.status = 'delivered' or ${underWay}))
      order by e.position limit :limit`,
    {
      endpointId: endpoint.id,
      since,
      types: [...heardTypes(endpoint)],
      tenantIds: addressees.map(({ tenantId }) => tenantId),
      hasCallback: addressees.map(({ hasCallback }) => hasCallback),
      limit: recoveredMax + 1,
    },
  );
  return rows;
};

/** The last telling of each order, where it was given up, or came while the connection was paused. */
const findMissedResults = async (
  trx: Knex.Transaction,
  tenantId: string,
  connectionId: string,
  since: Date,
): Promise<Missed[]> => {
  const { rows } = await trx.raw<{ rows: Missed[] }>(
    `select d.event_id, d.tenant_id, d.run_id, d.event_type, d.event_at, d.channel, null as endpoint_id, d.order_id,
            o.connection_id,
            1 + (select max(n.number) from deliveries n where n.event_id = d.event_id and n.order_id = o.id and n.channel = 'result') as number
       from orders o cross join lateral (${lastOfOrder('o.id', `'result'`)}) d
      where o.tenant_id = :tenantId and o.connection_id = :connectionId and d.event_at >= :since
        and (d.status = 'dead' or d.reason = 'connection_paused' or (d.status = 'pending' and ${isSilent('result')}))
      order by d.event_at, d.id limit :limit`,
    { tenantId, connectionId, since, limit: recoveredMax + 1 },
  );
  return rows;
};

const insertMissed = async (trx: Knex.Transaction, missed: readonly Missed[]): Promise<number> => {
  let count = 0;
  for (let from = 0; from < missed.length; from += insertMax) {
    const batch = missed.slice(from, from + insertMax);
    await supersede(
      trx,
      batch.map((row) => ({
        eventId: row.event_id,
        channel: row.channel,
        to: toOf({ endpointId: row.endpoint_id, orderId: row.order_id }),
      })),
    );
    const rows = batch.map((row) => ({ ...row, id: idOf(row) }));
    // Somebody else may be sending the same ones again right now.
    const inserted: unknown[] = await trx('deliveries').insert(rows).onConflict().ignore().returning('id');
    count += inserted.length;
  }
  return count;
};

type Recovered = { count: number; more: boolean };

const sendMissed = async (trx: Knex.Transaction, missed: readonly Missed[]): Promise<Recovered> => {
  const count = await insertMissed(trx, missed.slice(0, recoveredMax));
  await announce(trx);
  return { count, more: missed.length > recoveredMax };
};

const recoverIn = async (
  trx: Knex.Transaction,
  { now }: Deps,
  { owner, endpointId, since, by }: { owner: EndpointOwner; endpointId: string; since: Date; by: ResendActor },
): Promise<Recovered> => {
  const endpoint = await lockEndpoint(trx, { id: endpointId, [`${owner.kind}_id`]: owner.id });
  if (!endpoint || endpoint.deleted_at !== null) throw new AppError('endpoint.not_found');
  checkTakesDeliveries({ status: endpoint.status, deleted: false });
  const act = { act: 'endpoint.recovered', targetKind: 'endpoint', targetId: endpointId } as const;
  await noteAct(trx, owner.id, new Date(now()), { ...act, ...by });
  return await sendMissed(trx, await findMissed(trx, owner, endpoint, since));
};

const recoverResultsIn = async (
  trx: Knex.Transaction,
  { now }: Deps,
  { tenantId, connectionId, since, by }: { tenantId: string; connectionId: string; since: Date; by: ResendActor },
): Promise<Recovered> => {
  await checkConnection(trx, tenantId, connectionId);
  const act = { act: 'connection.recovered', targetKind: 'connection', targetId: connectionId } as const;
  await noteAct(trx, tenantId, new Date(now()), { ...act, ...by });
  return await sendMissed(trx, await findMissedResults(trx, tenantId, connectionId, since));
};

export const createResendStore = (deps: Deps): Pick<DeliveryLedger, 'redeliver' | 'recover' | 'recoverResults'> => ({
  redeliver: (tenantId, id, by) => deps.db.transaction((trx) => redeliverIn(trx, deps, tenantId, id, by)),
  recover: (owner, endpointId, since, by) =>
    deps.db.transaction((trx) => recoverIn(trx, deps, { owner, endpointId, since, by })),
  recoverResults: (tenantId, connectionId, since, by) =>
    deps.db.transaction((trx) => recoverResultsIn(trx, deps, { tenantId, connectionId, since, by })),
});
