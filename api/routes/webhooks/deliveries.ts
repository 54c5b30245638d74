// Deliveries over HTTP: the ledger, sending one again, and sending an endpoint what it missed.
import { z } from 'zod';
import { ledgerChannels } from '../../../domain/delivery/channels.ts';
import { present } from '../../../domain/present.ts';
import { eventTypes } from '../../../domain/events/event-types.ts';
import { deliveryStatuses } from '../../../domain/ports/deliveries.ts';
import type { DeliveryUseCases } from '../../../usecases/deliveries/deliveries.ts';
import { askerOf } from '../calls.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { pageQuery, runIdField, storableInstant } from '../../schemas/fields.ts';
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
const read = {
  tag: 'Webhooks',
  access: { kind: 'key', scope: 'events:read' },
  limitClass: 'read',
  reads: ['delivery'],
} as const;
const act = { kind: 'key', scope: 'webhooks:manage' } as const;
const send = { tag: 'Webhooks', access: act, idempotent: true, limitClass: 'write' } as const;
const id = z.string().min(1).max(100);
const params = z.object({ id: id.meta({ description: 'The delivery.' }) });
const one = { params, example: { params: { id: 'dlv_0b6f2c6d1f6f4f0e9a9f3c1c2b7a5d11' } } };

const listQuery = z.strictObject({
  runId: runIdField.optional(),
  channel: z.enum(ledgerChannels).optional(),
  endpointId: id.optional(),
  orderId: id.optional(),
  connectionId: id.optional(),
  status: z.enum(deliveryStatuses).optional(),
  eventType: z.enum(eventTypes).optional(),
  since: storableInstant.optional().meta({ description: 'Deliveries made at or after this time.' }),
  ...pageQuery,
});

const listRoute = ({ deliveries }: DeliveryRoutesDeps): Route =>
  defineRoute({
    ...read,
    method: 'GET',
    path,
    operationId: 'listDeliveries',
    summary: 'List deliveries of webhooks and results',
    description: 'Newest first: what was sent to whom and how it ended. Pages stay stable while new ones come in.',
    query: listQuery,
    responses: { 200: { description: 'One page.', schema: deliveryPageSchema } },
    problems: ['cursor.invalid'],
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
    ...read,
    ...one,
    method: 'GET',
    path: `${path}/:id`,
    operationId: 'getDelivery',
    summary: 'Read a delivery with its attempts',
    responses: { 200: { description: 'The delivery.', schema: deliveryWithAttemptsSchema } },
    problems: ['delivery.not_found'],
    handler: async ({ params: { id: deliveryId }, principal }) => {
      const { delivery, attempts } = await deliveries.readDelivery(principal.tenantId, deliveryId);
      return { status: 200, body: { ...presentDelivery(delivery), attempts: attempts.map(presentAttempt) } };
    },
  });

const redeliverRoute = ({ deliveries }: DeliveryRoutesDeps): Route =>
  defineRoute({
    ...send,
    ...one,
    method: 'POST',
    path: `${path}/:id/redeliver`,
    operationId: 'redeliver',
    summary: 'Send an event again',
    description:
      'Makes a new delivery of the same event to the same endpoint, under the same `webhook-id`, or tells the ATS of the order what is true now, for the last event of the order. One that still waits for its next attempt is skipped in its favour.',
    responses: { 202: { description: 'The new delivery.', schema: deliverySchema } },
    problems: ['delivery.not_found', 'endpoint.not_active', 'connection.not_found', 'connection.paused'],
    handler: async (call) => {
      const delivery = await deliveries.redeliver(call.principal.tenantId, call.params.id, askerOf(call));
      return { status: 202, body: presentDelivery(delivery) };
    },
  });

const recoverRoute = ({ deliveries }: DeliveryRoutesDeps): Route =>
  defineRoute({
    ...send,
    method: 'POST',
    path: '/api/v1/webhook-endpoints/:id/recover',
    operationId: 'recoverWebhookEndpoint',
    summary: 'Send an endpoint what it missed',
    description:
      'Every event since the given time that this endpoint should have got and has not: because it was paused, disabled, or did not answer. What is still on its way is left alone. 10,000 events at most; `more` says that there are others.',
    access: { ...act, platformToo: true },
    params: z.object({ id: id.meta({ description: 'The endpoint.' }) }),
    query: z.strictObject({
      since: storableInstant.meta({ description: 'Events that happened at or after this time.' }),
    }),
    responses: { 202: { description: 'The deliveries are on their way.', schema: recoverySchema } },
    problems: ['endpoint.not_found', 'endpoint.not_active'],
    example: { params: { id: 'wep_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' }, query: { since: '2026-11-22T00:00:00Z' } },
    handler: async ({ params: { id: endpointId }, query: { since }, ...call }) => ({
      status: 202,
      body: await deliveries.recover(call.principal.owner, endpointId, new Date(since), askerOf(call)),
    }),
  });

const recoverResultsRoute = ({ deliveries }: DeliveryRoutesDeps): Route =>
  defineRoute({
    ...send,
    tag: 'Connections',
    method: 'POST',
    path: '/api/v1/connections/:id/recover',
    operationId: 'recoverConnection',
    summary: 'Tell an ATS what it missed',
    description:
      'The last result of every order of this connection since the given time, where it was given up or came while the connection was paused. What is still on its way is left alone. 10,000 orders at most; `more` says that there are others.',
    access: { kind: 'key', scope: 'connections:manage' },
    params: z.object({ id: id.meta({ description: 'The connection.' }) }),
    query: z.strictObject({
      since: storableInstant.meta({ description: 'Results of events that happened at or after this time.' }),
    }),
    responses: { 202: { description: 'The deliveries are on their way.', schema: recoverySchema } },
    problems: ['connection.not_found', 'connection.paused'],
    example: { params: { id: 'con_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' }, query: { since: '2026-11-22T00:00:00Z' } },
    handler: async ({ params: { id: connectionId }, query: { since }, ...call }) => ({
      status: 202,
      body: await deliveries.recoverResults(call.principal.tenantId, connectionId, new Date(since), askerOf(call)),
    }),
  });

export const deliveryRoutes = (deps: DeliveryRoutesDeps): Route[] => [
  listRoute(deps),
  readRoute(deps),
  redeliverRoute(deps),
  recoverRoute(deps),
  recoverResultsRoute(deps),
];
