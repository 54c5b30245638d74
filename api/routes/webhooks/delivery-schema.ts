// What callers see of deliveries.
import { z } from 'zod';
import { eventTypes } from '../../../domain/events/event-types.ts';
import { ledgerChannels } from '../../../domain/delivery/channels.ts';
import { pageOf } from '../../schemas/fields.ts';
import { deliveryStatuses, type Delivery, type DeliveryAttempt } from '../../../domain/ports/deliveries.ts';

const instant = z.iso.datetime();

const deliveryShape = z.object({
  id: z.string(),
  channel: z.enum(ledgerChannels).meta({
    description:
      '`webhook`: an event on its way to an endpoint. `result`: what the ATS of an order is told. `writeback`: what is written into the record that it keeps.',
  }),
  eventId: z.string().meta({ description: 'The `webhook-id` that the receiver of a webhook sees.' }),
  eventType: z.enum(eventTypes),
  eventAt: instant,
  runId: z.string().nullable().meta({ description: 'Null where the event is no interview’s.' }),
  endpointId: z.string().nullable().meta({ description: 'Null for a result.' }),
  orderId: z.string().nullable().meta({ description: 'The order whose ATS is told; null for a webhook.' }),
  connectionId: z.string().nullable().meta({
    description: 'The connection over which the ATS is told; null for a webhook, and for an order without one.',
  }),
  number: z.int().meta({
    description: '1 for the first delivery of the event to this endpoint or ATS; grows when it is sent again.',
  }),
  status: z.enum(deliveryStatuses).meta({
    description:
      '`dead`: given up. `skipped`: its endpoint or connection was paused, disabled or deleted, there was nothing to tell, or a newer delivery took over.',
  }),
  reason: z.string().nullable().meta({ description: 'Why it is dead or was skipped; a code.' }),
  attemptCount: z.int(),
  nextAttemptAt: instant.nullable().meta({ description: 'When a longer pause ends; null while none runs.' }),
  createdAt: instant,
  finishedAt: instant.nullable(),
});

const attemptSchema = z.object({
  attempt: z.int(),
  at: instant,
  durationMs: z.int(),
  status: z.int().nullable().meta({ description: 'HTTP status of the answer; null when there was none.' }),
  failure: z.string().nullable().meta({
    description:
      'Why there was no answer, or `answer_refused` where the answer says in spite of its status that nothing was taken; a code.',
  }),
  excerpt: z.string().nullable().meta({
    description: 'The first kilobyte of the answer, without what looks like a secret or personal data.',
  }),
  erased: z.boolean().meta({ description: 'The excerpt was erased with the candidate’s personal data.' }),
});

export const deliverySchema = deliveryShape.meta({ id: 'Delivery' });
export const deliveryPageSchema = pageOf(deliverySchema, 'DeliveryPage');
export const deliveryWithAttemptsSchema = deliveryShape
  .extend({ attempts: z.array(attemptSchema) })
  .meta({ id: 'DeliveryWithAttempts' });
export const recoverySchema = z
  .object({
    count: z.int().meta({ description: 'Deliveries that were made.' }),
    more: z.boolean().meta({ description: 'There are more than one call may send: repeat it.' }),
  })
  .meta({ id: 'WebhookRecovery' });

export const presentDelivery = ({ attempts, ...delivery }: Delivery) => ({
  ...delivery,
  eventAt: delivery.eventAt.toISOString(),
  attemptCount: attempts,
  nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
  createdAt: delivery.createdAt.toISOString(),
  finishedAt: delivery.finishedAt?.toISOString() ?? null,
});

export const presentAttempt = ({ at, ...attempt }: DeliveryAttempt) => ({ ...attempt, at: at.toISOString() });
