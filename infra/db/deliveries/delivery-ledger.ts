// The ledger of deliveries as people read it.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { LedgerChannel } from '../../../domain/delivery/channels.ts';
import type { EventType } from '../../../domain/events/event-types.ts';
import type {
  Delivery,
  DeliveryAttempt,
  DeliveryFilter,
  DeliveryLedger,
  DeliveryPage,
  DeliveryPlace,
  DeliveryStatus,
} from '../../../domain/ports/deliveries.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { openIfKept } from '../../../domain/seal/open.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import { erasingSql, keptSql } from '../erasure/erasing-sql.ts';
import { exactTime, type Db } from '../knex.ts';

export type DeliveryRow = {
  id: string;
  channel: LedgerChannel;
  event_id: string;
  event_type: EventType;
  event_at: Date;
  run_id: string | null;
  endpoint_id: string | null;
  order_id: string | null;
  connection_id: string | null;
  number: number;
  status: DeliveryStatus;
  reason: string | null;
  attempts: number;
  next_attempt_at: Date | null;
  created_at: Date;
  finished_at: Date | null;
};

export const deliveryColumns = [
  'id',
  'channel',
  'event_id',
  'event_type',
  'event_at',
  'run_id',
  'endpoint_id',
  'order_id',
  'connection_id',
  'number',
  'status',
  'reason',
  'attempts',
  'next_attempt_at',
  'created_at',
  'finished_at',
] as const;

export const rowToDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  channel: row.channel,
  eventId: row.event_id,
  eventType: row.event_type,
  eventAt: row.event_at,
  runId: row.run_id,
  endpointId: row.endpoint_id,
  orderId: row.order_id,
  connectionId: row.connection_id,
  number: row.number,
  status: row.status,
  reason: row.reason,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});

type AttemptRow = {
  attempt: number;
  at: Date;
  duration_ms: number;
  status: number | null;
  failure: string | null;
  answer_sealed: Buffer | null;
  erased: boolean;
};

type ListRow = DeliveryRow & { place: string };

const placeColumn = `${exactTime('created_at')} as place`;

type Condition = { sql: string; bindings: string[] };

const conditionsOf = (filter: DeliveryFilter, after: DeliveryPlace | null): Condition[] => {
  const { runId, channel, endpointId, orderId, connectionId, status, eventType, since } = filter;
  const to = { channel, endpoint_id: endpointId, order_id: orderId, connection_id: connectionId };
  const equal = { run_id: runId, ...to, status, event_type: eventType };
  return [
    ...Object.entries(equal).flatMap(([column, value]) =>
      value === undefined ? [] : [{ sql: `${column} = ?`, bindings: [value] }],
    ),
    ...(since === undefined ? [] : [{ sql: 'created_at >= ?::timestamptz', bindings: [since] }]),
    ...(after === null ? [] : [{ sql: '(created_at, id) < (?::timestamptz, ?)', bindings: [after.at, after.id] }]),
  ];
};

const list = async (
  db: Db,
  tenantId: string,
  filter: DeliveryFilter,
  { limit, after }: { limit: number; after: DeliveryPlace | null },
): Promise<DeliveryPage> => {
  const page = db('deliveries')
    .select<ListRow[]>([...deliveryColumns, db.raw(placeColumn)])
    .where({ tenant_id: tenantId })
    .orderByRaw('created_at desc, id desc')
    .limit(limit + 1);
  const rows = await conditionsOf(filter, after).reduce(
    (query, { sql, bindings }) => query.whereRaw(sql, bindings),
    page,
  );
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items: items.map(rowToDelivery), next: last === undefined ? null : { at: last.place, id: last.id } };
};

export const findDelivery = async (db: Db, tenantId: string, id: string): Promise<Delivery | null> => {
  const row: DeliveryRow | undefined = await db('deliveries')
    .select(deliveryColumns)
    .where({ tenant_id: tenantId, id })
    .first();
  return row ? rowToDelivery(row) : null;
};

type Excerpt = Pick<DeliveryAttempt, 'excerpt' | 'erased'>;

const openExcerpt = async (
  sealer: Sealer,
  run: RunRef | null,
  deliveryId: string,
  { attempt, answer_sealed: sealed }: AttemptRow,
): Promise<Excerpt> => {
  // Of what is no interview's no answer is kept: there is no key to seal it with.
  if (sealed === null || run === null) return { excerpt: null, erased: false };
  const excerpt = await openIfKept(sealer, sealPlaces.deliveryAnswer(run, deliveryId, attempt), sealed);
  return { excerpt, erased: excerpt === null };
};

const readAttempts = async (
  db: Db,
  sealer: Sealer,
  tenantId: string,
  { id, runId }: Pick<Delivery, 'id' | 'runId'>,
): Promise<DeliveryAttempt[]> => {
  const rows: AttemptRow[] = await db('delivery_attempts as a')
    .leftJoin('interviews as i', { 'i.tenant_id': 'a.tenant_id', 'i.run_id': db.raw('?', [runId]) })
    .select('a.attempt', 'a.at', 'a.duration_ms', 'a.status', 'a.failure')
    .select(
      db.raw(`${keptSql('i', 'a.answer_sealed')} as answer_sealed, coalesce(${erasingSql('i')}, false) as erased`),
    )
    .where({ 'a.tenant_id': tenantId, delivery_id: id })
    .orderBy('attempt');
  const run = runId === null ? null : { tenantId, runId };
  const attempts: DeliveryAttempt[] = [];
  for (const row of rows) {
    const opened = await openExcerpt(sealer, run, id, row);
    attempts.push({
      attempt: row.attempt,
      at: row.at,
      durationMs: row.duration_ms,
      status: row.status,
      failure: row.failure,
      ...opened,
      erased: opened.erased || row.erased,
    });
  }
  return attempts;
};

export const createLedgerReads = (deps: {
  db: Db;
  sealer: Sealer;
}): Pick<DeliveryLedger, 'list' | 'find' | 'attempts'> => ({
  list: (tenantId, filter, page) => list(deps.db, tenantId, filter, page),
  find: (tenantId, id) => findDelivery(deps.db, tenantId, id),
  attempts: (tenantId, delivery) => readAttempts(deps.db, deps.sealer, tenantId, delivery),
});
