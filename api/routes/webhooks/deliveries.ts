// Deliveries over HTTP: the ledger, sending one again, and sending an endpoint what it missed.
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import { eventTypes } from '../../../domain/events/event-types.ts';
import { deliveryStatuses, type ResendActor } from '../../../domain/ports/deliveries.ts';
import type { DeliveryUseCases } from '../../../usecases/deliveries/deliveries.ts';
import { defineRoute, type RequestFacts, type Route } from '../../guard/route.ts';
import { pageQuery, storableInstant } from '../../schemas/fields.ts';
import {
  deliveryPageSchema,
  deliverySchema,
  deliveryWithAttemptsSchema,
  presentAttempt,
  presentDelivery,
  recoverySchema,
} from './delivery-schema.ts';

export type DeliveryRoutesDeps = { deliveries: DeliveryUseCases };

const path = '/api/v1/deliveries';
const tag = 'webhooks';
const read = { kind: 'key', scope: 'events:read' } as const;
const act = { kind: 'key', scope: 'webhooks:manage' } as const;
const id = z.string().min(1).max(100);
const params = z.object({ id: id.meta({ description: 'The delivery.' }) });
const exampleParams = { id: 'dlv_0b6f2c6d1f6f4f0e9a9f3c1c2b7a5d11' };

const byOf = ({ keyId }: { keyId: string }, { requestId }: RequestFacts): ResendActor => ({
  actor: { kind: 'integrator', id: keyId },
  requestId,
});

const listQuery = z.strictObject({
  runId: id.optional(),
  endpointId: id.optional(),
  status: z.enum(deliveryStatuses).optional(),
  eventType: z.enum(eventTypes).optional(),
  since: storableInstant.optional().meta({ description: 'Deliveries made at or after this time.' }),
  ...pageQuery,
});

const listRoute = ({ deliveries }: DeliveryRoutesDeps): Route =>
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listDeliveries',
    summary: 'List deliveries of webhooks',
    description: 'Newest first: what was sent to whom and how it ended. Pages stay stable while new ones come in.',
    tag,
    access: read,
    query: listQuery,
    responses: { 200: { description: 'One page.', schema: deliveryPageSchema } },
    problems: ['cursor.invalid'],
    limitClass: 'read',
    example: { query: { status: 'dead', limit: '20' } },
    handler: async ({ query, principal }) => {
      const { limit, cursor, ...filter } = query;
      const request = { filter: present(filter), limit, cursor };
      const { items, nextCursor } = await deliveries.listDeliveries(principal.tenantId, request);
      return { status: 200, body: { items: items.map(presentDelivery), nextCursor } };
    },
  });

const readRoute = ({ deliveries }: DeliveryRoutesDeps): Route =>
  defineRoute({
    method: 'GET',
    path: `${path}/:id`,
    operationId: 'getDelivery',
    summary: 'Read a delivery with its attempts',
    tag,
    access: read,
    params,
    responses: { 200: { description: 'The delivery.', schema: deliveryWithAttemptsSchema } },
    problems: ['delivery.not_found'],
    limitClass: 'read',
    example: { params: exampleParams },
    handler: async ({ params: { id: deliveryId }, principal }) => {
      const { delivery, attempts } = await deliveries.readDelivery(principal.tenantId, deliveryId);
      return { status: 200, body: { ...presentDelivery(delivery), attempts: attempts.map(presentAttempt) } };
    },
  });

const redeliverRoute = ({ deliveries }: DeliveryRoutesDeps): Route =>
  defineRoute({
    method: 'POST',
    path: `${path}/:id/redeliver`,
    operationId: 'redeliver',
    summary: 'Send an event again',
    description:
      'Makes a new delivery of the same event to the same endpoint, under the same `webhook-id`. One that still waits for its next attempt is skipped in its favour.',
    tag,
    access: act,
    params,
    responses: { 202: { description: 'The new delivery.', schema: deliverySchema } },
    problems: ['delivery.not_found', 'endpoint.not_active'],
    idempotent: true,
    limitClass: 'write',
    example: { params: exampleParams },
    handler: async ({ params: { id: deliveryId }, principal, request }) => {
      const delivery = await deliveries.redeliver(principal.tenantId, deliveryId, byOf(principal, request));
      return { status: 202, body: presentDelivery(delivery) };
    },
  });

const recoverRoute = ({ deliveries }: DeliveryRoutesDeps): Route =>
  defineRoute({
    method: 'POST',
    path: '/api/v1/webhook-endpoints/:id/recover',
    operationId: 'recoverWebhookEndpoint',
    summary: 'Send an endpoint what it missed',
    description:
      'Every event since the given time that this endpoint should have got and has not: because it was paused, disabled, or did not answer. What is still on its way is left alone. 10,000 events at most; `more` says that there are others.',
    tag,
    access: { ...act, platformToo: true },
    params: z.object({ id: id.meta({ description: 'The endpoint.' }) }),
    query: z.strictObject({
      since: storableInstant.meta({ description: 'Events that happened at or after this time.' }),
    }),
    responses: { 202: { description: 'The deliveries are on their way.', schema: recoverySchema } },
    problems: ['endpoint.not_found', 'endpoint.not_active'],
    idempotent: true,
    limitClass: 'write',
    example: { params: { id: 'wep_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' }, query: { since: '2026-11-22T00:00:00Z' } },
    handler: async ({ params: { id: endpointId }, query, principal, request }) => {
      const by = byOf(principal, request);
      const { count, more } = await deliveries.recover(principal.owner, endpointId, new Date(query.since), by);
      return { status: 202, body: { count, more } };
    },
  });

export const deliveryRoutes = (deps: DeliveryRoutesDeps): Route[] => [
  listRoute(deps),
  readRoute(deps),
  redeliverRoute(deps),
  recoverRoute(deps),
];
