// Sends events again: one delivery that somebody asks for, or everything an endpoint missed.
import type { Knex } from 'knex';
import type { Audience } from '../../../domain/access/audience.ts';
import { checkTakesDeliveries } from '../../../domain/delivery/endpoint-rules.ts';
import { heardTypes } from '../../../domain/delivery/resolve-receivers.ts';
import { AppError } from '../../../domain/errors.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type { Delivery, DeliveryLedger, ResendActor } from '../../../domain/ports/deliveries.ts';
import type { EndpointOwner, EndpointStatus } from '../../../domain/ports/webhooks.ts';
import { deliveryId } from '../../delivery/delivery-id.ts';
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

/** Serialises re-sends of one event to one endpoint by locking what was sent before; returns the next number. */
const nextNumber = async (trx: Knex.Transaction, { eventId, endpointId }: Delivery): Promise<number> => {
  const pair = { event_id: eventId, endpoint_id: endpointId };
  await trx('deliveries').select('id').where(pair).orderBy('number').forUpdate();
  // A statement of its own: the one before cannot see what was added while it waited.
  const last: { number: number } | undefined = await trx('deliveries')
    .select('number')
    .where(pair)
    .orderBy('number', 'desc')
    .first();
  return (last?.number ?? 0) + 1;
};

/** What still waits for its next attempt gives way to the new one. */
const supersede = async (trx: Knex.Transaction, pairs: { eventId: string; endpointId: string }[]): Promise<void> => {
  await trx('deliveries')
    .whereIn(
      ['event_id', 'endpoint_id'],
      pairs.map(({ eventId, endpointId }) => [eventId, endpointId]),
    )
    .where({ status: 'pending' })
    .update({ status: 'skipped', reason: 'superseded', next_attempt_at: null, finished_at: trx.fn.now() });
};

const redeliverIn = async (
  trx: Knex.Transaction,
  { now }: Deps,
  tenantId: string,
  id: string,
  by: ResendActor,
): Promise<Delivery> => {
  const earlier = await findDelivery(trx, tenantId, id);
  const endpoint = earlier && (await lockEndpoint(trx, { id: earlier.endpointId }));
  if (!earlier || !endpoint) throw new AppError('delivery.not_found');
  checkTakesDeliveries({ status: endpoint.status, deleted: endpoint.deleted_at !== null });
  const number = await nextNumber(trx, earlier);
  await supersede(trx, [earlier]);
  const { eventId, eventType, eventAt, runId, endpointId } = earlier;
  const rows: DeliveryRow[] = await trx('deliveries')
    .insert({
      id: deliveryId(eventId, endpointId, number),
      tenant_id: tenantId,
      event_id: eventId,
      event_type: eventType,
      event_at: eventAt,
      run_id: runId,
      endpoint_id: endpointId,
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

type Missed = { id: string; tenant_id: string; run_id: string | null; type: EventType; at: Date; number: number };

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
    `select e.id, e.tenant_id, e.run_id, e.type, e.at,
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

const insertMissed = async (trx: Knex.Transaction, endpointId: string, missed: readonly Missed[]): Promise<number> => {
  let count = 0;
  for (let from = 0; from < missed.length; from += insertMax) {
    const batch = missed.slice(from, from + insertMax);
    await supersede(
      trx,
      batch.map(({ id: eventId }) => ({ eventId, endpointId })),
    );
    const rows = batch.map(({ id, tenant_id, run_id, type, at, number }) => ({
      id: deliveryId(id, endpointId, number),
      tenant_id,
      event_id: id,
      event_type: type,
      event_at: at,
      run_id,
      endpoint_id: endpointId,
      number,
    }));
    // Somebody else may be sending the same ones again right now.
    const inserted: unknown[] = await trx('deliveries').insert(rows).onConflict().ignore().returning('id');
    count += inserted.length;
  }
  return count;
};

const recoverIn = async (
  trx: Knex.Transaction,
  { now }: Deps,
  { owner, endpointId, since, by }: { owner: EndpointOwner; endpointId: string; since: Date; by: ResendActor },
): Promise<{ count: number; more: boolean }> => {
  const endpoint = await lockEndpoint(trx, { id: endpointId, [`${owner.kind}_id`]: owner.id });
  if (!endpoint || endpoint.deleted_at !== null) throw new AppError('endpoint.not_found');
  checkTakesDeliveries({ status: endpoint.status, deleted: false });
  const missed = await findMissed(trx, owner, endpoint, since);
  const count = await insertMissed(trx, endpointId, missed.slice(0, recoveredMax));
  const act = { act: 'endpoint.recovered', targetKind: 'endpoint', targetId: endpointId } as const;
  await noteAct(trx, owner.id, new Date(now()), { ...act, ...by });
  await announce(trx);
  return { count, more: missed.length > recoveredMax };
};

export const createResendStore = (deps: Deps): Pick<DeliveryLedger, 'redeliver' | 'recover'> => ({
  redeliver: (tenantId, id, by) => deps.db.transaction((trx) => redeliverIn(trx, deps, tenantId, id, by)),
  recover: (owner, endpointId, since, by) =>
    deps.db.transaction((trx) => recoverIn(trx, deps, { owner, endpointId, since, by })),
});
