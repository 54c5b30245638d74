// What attempts to deliver read and write: the delivery, its receiver, and the record of how each attempt went.
import type { Knex } from 'knex';
import type {
  AttemptRecord,
  DeliveryEnd,
  DeliveryStatus,
  DeliveryStore,
  Due,
  DueDelivery,
  DueResult,
  RecordedAttempt,
  TellingClaim,
} from '../../../domain/ports/deliveries.ts';
import type { Scope } from '../../../domain/access/principal.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import type { Db } from '../knex.ts';
import { disableEndpoint, findReceiver } from '../events/webhook-endpoint-store.ts';

type DueRow = {
  run_id: string | null;
  event_id: string;
  event_at: Date;
  endpoint_id: string;
  status: DeliveryStatus;
  kind: 'registered' | 'callback';
  callback_url: string | null;
  callback_scopes: Scope[] | null;
  scopes: Scope[] | null;
};

const findDue = async (db: Db, tenantId: string, id: string): Promise<DueDelivery | null> => {
  const row: DueRow | undefined = await db('deliveries as d')
    .join('webhook_endpoints as e', 'e.id', 'd.endpoint_id')
    .leftJoin('interviews as i', 'i.run_id', 'd.run_id')
    .select('d.run_id', 'd.event_id', 'd.event_at', 'd.endpoint_id', 'd.status', 'e.kind', 'e.scopes')
    .select('i.callback_url', 'i.callback_scopes')
    .where({ 'd.tenant_id': tenantId, 'd.id': id })
    .first();
  if (!row) return null;
  return {
    id,
    tenantId,
    runId: row.run_id,
    eventId: row.event_id,
    eventAt: row.event_at,
    endpointId: row.endpoint_id,
    endpointKind: row.kind,
    status: row.status,
    callbackUrl: row.callback_url,
    // A callback that nobody is known to have named is told the least.
    audience: row.kind === 'callback' ? (row.callback_scopes ?? []) : row.scopes,
  };
};

const findResult = async (db: Db, tenantId: string, id: string): Promise<DueResult | null> => {
  const row: DueResult | undefined = await db('deliveries as d')
    .join('orders as o', { 'o.id': 'd.order_id', 'o.tenant_id': 'd.tenant_id' })
    .leftJoin('connections as c', { 'c.id': 'o.connection_id', 'c.tenant_id': 'o.tenant_id' })
    .where({ 'd.tenant_id': tenantId, 'd.id': id })
    .first({ id: 'd.id', tenantId: 'd.tenant_id', runId: 'd.run_id', eventAt: 'd.event_at', status: 'd.status' })
    .select({
      event: 'd.event_type',
      orderId: 'o.id',
      connectionId: 'o.connection_id',
      kind: db.raw('coalesce(c.kind, o.face)'),
    });
  return row ?? null;
};

/** Twice what a call may take, since the report is read before it: only a process that died, or stood still, lets it run out. */
const tellingSeconds = 30;

const claimTelling = async (
  db: Db,
  { tenantId, id, orderId }: Pick<DueResult, 'tenantId' | 'id' | 'orderId'>,
  now: number,
): Promise<TellingClaim | null> => {
  const rows: { told_at: string }[] = await db('orders')
    .where({ tenant_id: tenantId, id: orderId })
    .whereRaw('(telling_until is null or telling_until < now() or telling_id = ?)', [id])
    .update({
      told_at: db.raw('greatest(told_at + 1, ?)', [Math.floor(now)]),
      telling_id: id,
      telling_until: db.raw('now() + make_interval(secs => ?)', [tellingSeconds]),
    })
    .returning('told_at');
  if (rows[0] === undefined) return null;
  // A statement of its own: the one before cannot see what was recorded while it waited for the row.
  const before: unknown = await db('deliveries as d')
    .join('deliveries as b', { 'b.order_id': 'd.order_id', 'b.channel': 'd.channel', 'b.tenant_id': 'd.tenant_id' })
    .where({ 'd.tenant_id': tenantId, 'd.id': id, 'b.status': 'delivered' })
    .whereRaw('b.event_id <> d.event_id')
    .first('b.id');
  return { timestamp: Number(rows[0].told_at), toldBefore: before !== undefined };
};

const releaseTelling = async (db: Db, tenantId: string, id: string): Promise<void> => {
  await db.raw(
    `update orders o set telling_id = null, telling_until = null from deliveries d
      where d.tenant_id = :tenantId and d.id = :id and o.tenant_id = d.tenant_id and o.id = d.order_id
        and o.telling_id = d.id`,
    { tenantId, id },
  );
};

const findRecorded = async (db: Db, tenantId: string, id: string, attempt: number): Promise<RecordedAttempt | null> => {
  const row: RecordedAttempt | undefined = await db('delivery_attempts')
    .where({ tenant_id: tenantId, delivery_id: id, attempt })
    .first({ retryAfterMs: 'retry_after_ms' });
  return row ?? null;
};

/** Kept only as long as it can be sealed: an answer may quote what it was sent. The record matters more than its excerpt. */
const sealExcerpt = async (
  sealer: Sealer,
  delivery: Due,
  { attempt, result }: AttemptRecord,
): Promise<Uint8Array | null> => {
  const { id, tenantId, runId } = delivery;
  if (runId === null || result.kind !== 'answer' || result.excerpt === '') return null;
  return await sealer
    .seal(sealPlaces.deliveryAnswer({ tenantId, runId }, id, attempt), result.excerpt)
    .catch(() => null);
};

const insertAttempt = async (
  db: Db,
  { id, tenantId }: Due,
  { attempt, at, result, retryAfterMs, refusal = null }: AttemptRecord,
  answerSealed: Uint8Array | null,
): Promise<void> => {
  await db('delivery_attempts')
    .insert({
      delivery_id: id,
      tenant_id: tenantId,
      attempt,
      at,
      duration_ms: Math.round(result.durationMs),
      status: result.kind === 'answer' ? result.status : null,
      failure: result.kind === 'failure' ? result.failure : refusal,
      retry_after_ms: retryAfterMs,
      answer_sealed: answerSealed,
    })
    .onConflict()
    .ignore();
};

/** A later one may have taken its place while it was on its way: what arrived is delivered all the same. */
const endDelivery = async (db: Db, tenantId: string, id: string, end: DeliveryEnd): Promise<boolean> => {
  const open: DeliveryStatus[] = end.status === 'delivered' ? ['pending', 'skipped', 'dead'] : ['pending'];
  const ended = await db('deliveries')
    .where({ tenant_id: tenantId, id })
    .whereIn('status', open)
    .update({ status: end.status, reason: end.reason, next_attempt_at: null, finished_at: db.fn.now() });
  return ended === 1;
};

export const createDeliveryStore = (deps: { db: Knex; sealer: Sealer; secretBox: SecretBox }): DeliveryStore => {
  const { db, sealer, secretBox } = deps;
  return {
    find: (tenantId, id) => findDue(db, tenantId, id),
    recorded: (tenantId, id, attempt) => findRecorded(db, tenantId, id, attempt),
    receiver: (endpointId) => findReceiver(db, secretBox, endpointId),
    findResult: (tenantId, id) => findResult(db, tenantId, id),
    claimTelling: (due, now) => claimTelling(db, due, now),
    record: async (delivery, record, end) => {
      const { tenantId, id } = delivery;
      const answerSealed = await sealExcerpt(sealer, delivery, record);
      return await db.transaction(async (trx) => {
        await insertAttempt(trx, delivery, record, answerSealed);
        await trx('deliveries')
          .where({ tenant_id: tenantId, id })
          .update({ attempts: trx.raw('greatest(attempts, ?)', [record.attempt]), next_attempt_at: null });
        if (delivery.orderId !== undefined) await releaseTelling(trx, tenantId, id);
        if (end === null) return false;
        if (end.disableEndpoint && delivery.endpointId !== undefined)
          await disableEndpoint(trx, delivery.endpointId, 'gone');
        return await endDelivery(trx, tenantId, id, end);
      });
    },
    finish: (tenantId, id, end) =>
      db.transaction(async (trx) => {
        const ended = await endDelivery(trx, tenantId, id, end);
        await releaseTelling(trx, tenantId, id);
        return ended;
      }),
    announce: async (tenantId, id, at) => {
      await db('deliveries').where({ tenant_id: tenantId, id, status: 'pending' }).update({ next_attempt_at: at });
    },
  };
};
