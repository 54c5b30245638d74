// What deliveries of a run left behind, without ids and times, and what their receiver saw of it.
import type { Knex } from 'knex';
import { accepted, contradictions, idsOf } from '../delivery/told-events.ts';
import type { ReceivedWebhook } from '../fakes/webhook-receiver.ts';

type Row = Record<string, unknown>;

const deliveriesOf = async (db: Knex, runId: string): Promise<Row[]> => {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select d.event_type, d.number, d.status, d.reason, d.attempts, d.started_at is not null as started,
            d.finished_at is not null as finished, d.next_attempt_at is not null as waits,
            (select json_agg(json_build_array(a.attempt, a.status, a.failure) order by a.attempt)
               from delivery_attempts a where a.delivery_id = d.id) as made
       from deliveries d where d.run_id = ? order by d.event_type, d.number`,
    [runId],
  );
  return rows;
};

export type DeliveryEnd = { events: Row[]; deliveries: Row[] };

/** Equal for two runs that went alike. */
export const readDeliveryEnd = async (db: Knex, runId: string): Promise<DeliveryEnd> => ({
  events: await db('events')
    .select('seq', 'type', db.raw('relayed_at is not null as relayed'))
    .where({ run_id: runId })
    .orderBy(['seq', 'type']),
  deliveries: await deliveriesOf(db, runId),
});

/** Every event was delivered, and its workflow is known to have been started. */
export const isSettled = ({ events, deliveries }: DeliveryEnd): boolean =>
  events.length > 0 &&
  deliveries.length === events.length &&
  deliveries.every(({ status, started }) => status === 'delivered' && started === true);

/** What a receiver can say: which events it took, and whether any repetition differed from the first. */
export const receiverView = (received: readonly ReceivedWebhook[], runId: string) => {
  const messages = received.filter(({ body }) => body.includes(runId));
  return { taken: idsOf(accepted(messages)).toSorted(), contradictions: contradictions(messages) };
};
