// Webhook endpoints over HTTP: a tenant's own, or a platform's when its key names no tenant.
import { z } from 'zod';
import { parseDuration } from '../../../domain/text/duration.ts';
import type { EndpointWithSecret } from '../../../domain/ports/webhooks.ts';
import type { OwnerPrincipal } from '../../../domain/access/principal.ts';
import type { EndpointAsker, WebhookEndpointUseCases } from '../../../usecases/deliveries/webhook-endpoints.ts';
import { askerOf } from '../calls.ts';
import { defineRoute, type Reply, type RequestFacts, type Route } from '../../guard/route.ts';
import {
  changedEndpointSchema,
  endpointListSchema,
  endpointPatchSchema,
  endpointSchema,
  endpointWithSecretSchema,
  newEndpointSchema,
  presentEndpoint,
  rotationSchema,
  testOutcomeSchema,
} from './endpoint-schema.ts';

export type EndpointRoutesDeps = { webhooks: WebhookEndpointUseCases };

const path = '/api/v1/webhook-endpoints';
const common = {
  tag: 'Webhooks',
  access: { kind: 'key', scope: 'webhooks:manage', platformToo: true },
  limitClass: 'write',
} as const;
const one = {
  ...common,
  params: z.object({ id: z.string().min(1).max(100).meta({ description: 'The endpoint.' }) }),
  example: { params: { id: 'wep_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } },
};

const endpointAsker = (call: { principal: OwnerPrincipal; request: RequestFacts }): EndpointAsker => ({
  ...askerOf(call),
  request: call.request.idempotencyHash,
  scopes: call.principal.scopes,
});

const withSecret = (status: number, { endpoint, secret }: EndpointWithSecret): Reply => ({
  status,
  body: { ...presentEndpoint(endpoint), secret },
  headers: { 'Cache-Control': 'no-store' },
});

const createRoute = ({ webhooks }: EndpointRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path,
    operationId: 'createWebhookEndpoint',
    summary: 'Add a webhook endpoint',
    description:
      'Events are POSTed to its address from now on, signed with the secret that only this answer shows. Needs the scope `events:read` too, and `interviews:read` where events are to carry the candidate’s link. A platform key without `X-Tenant-ID` adds an endpoint of the platform: it hears of the interviews of those of its tenants that have none.',
    body: newEndpointSchema,
    responses: {
      201: {
        description: 'The endpoint with its secret.',
        schema: endpointWithSecretSchema,
        links: {
          to: [
            'getWebhookEndpoint',
            'updateWebhookEndpoint',
            'deleteWebhookEndpoint',
            'rotateWebhookSecret',
            'testWebhookEndpoint',
            'recoverWebhookEndpoint',
          ],
          with: { id: '$response.body#/id' },
        },
      },
    },
    problems: ['endpoint.too_many'],
    idempotent: true,
    handler: async ({ body, ...call }) =>
      withSecret(201, await webhooks.createEndpoint(call.principal.owner, body, endpointAsker(call))),
  });

const listRoute = ({ webhooks }: EndpointRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path,
    operationId: 'listWebhookEndpoints',
    summary: 'List the webhook endpoints',
    description:
      'All of them, oldest first. A tenant also sees its callback endpoint, which stands for the `callbackUrl` of its interviews: pause it, filter it, and rotate its secret to get one.',
    responses: { 200: { description: 'The endpoints.', schema: endpointListSchema } },
    problems: [],
    limitClass: 'read',
    handler: async ({ principal }) => ({
      status: 200,
      body: { items: (await webhooks.listEndpoints(principal.owner)).map(presentEndpoint) },
    }),
  });

const readRoute = ({ webhooks }: EndpointRoutesDeps): Route =>
  defineRoute({
    ...one,
    method: 'GET',
    path: `${path}/:id`,
    operationId: 'getWebhookEndpoint',
    summary: 'Read a webhook endpoint',
    responses: { 200: { description: 'The endpoint.', schema: endpointSchema } },
    problems: ['endpoint.not_found'],
    limitClass: 'read',
    handler: async ({ params: { id }, principal }) => ({
      status: 200,
      body: presentEndpoint(await webhooks.getEndpoint(principal.owner, id)),
    }),
  });

const changeRoute = ({ webhooks }: EndpointRoutesDeps): Route =>
  defineRoute({
    ...one,
    method: 'PATCH',
    path: `${path}/:id`,
    operationId: 'updateWebhookEndpoint',
    summary: 'Change, pause or activate a webhook endpoint',
    description:
      'What is absent stays. It counts from the next attempt on. A new address needs the scopes that a new endpoint needs. While an endpoint is paused nothing is sent to it, and nothing of it falls to another one.',
    body: endpointPatchSchema,
    responses: { 200: { description: 'The endpoint after the change.', schema: changedEndpointSchema } },
    problems: ['endpoint.not_found', 'endpoint.is_callback'],
    idempotent: true,
    handler: async ({ params: { id }, body, ...call }) => {
      const asker = endpointAsker(call);
      const { endpoint, statusBefore } = await webhooks.updateEndpoint(call.principal.owner, id, body, asker);
      return { status: 200, body: { ...presentEndpoint(endpoint), statusBefore } };
    },
  });

const deleteRoute = ({ webhooks }: EndpointRoutesDeps): Route =>
  defineRoute({
    ...one,
    method: 'DELETE',
    path: `${path}/:id`,
    operationId: 'deleteWebhookEndpoint',
    summary: 'Delete a webhook endpoint',
    description: 'Its secret is destroyed; what was sent to it stays listed among the deliveries.',
    responses: { 204: { description: 'Gone.' } },
    problems: ['endpoint.not_found', 'endpoint.is_callback'],
    idempotent: true,
    handler: async ({ params: { id }, ...call }) => {
      await webhooks.deleteEndpoint(call.principal.owner, id, endpointAsker(call));
      return { status: 204 };
    },
  });

const rotateRoute = ({ webhooks }: EndpointRoutesDeps): Route =>
  defineRoute({
    ...one,
    method: 'POST',
    path: `${path}/:id/rotate-secret`,
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook endpoint a new secret',
    description:
      'The new secret is shown once. Until the overlap ends, each delivery carries a signature of both; a second rotation meanwhile is refused unless its own overlap is `PT0S`, which leaves the newest secret alone.',
    body: rotationSchema,
    bodyOptional: true,
    responses: { 200: { description: 'The endpoint with its new secret.', schema: endpointWithSecretSchema } },
    problems: ['endpoint.not_found', 'endpoint.rotation_running'],
    idempotent: true,
    handler: async ({ params: { id }, body: { overlap, secret }, ...call }) => {
      const wish = { overlapMs: parseDuration(overlap) ?? 0, secret };
      return withSecret(200, await webhooks.rotateSecret(call.principal.owner, id, wish, endpointAsker(call)));
    },
  });

const testRoute = ({ webhooks }: EndpointRoutesDeps): Route =>
  defineRoute({
    ...one,
    method: 'POST',
    path: `${path}/:id/test`,
    operationId: 'testWebhookEndpoint',
    summary: 'Send a test event',
    description:
      'Sends a made-up `interview.plan_generated` with `data.test: true`, signed like any other, once and whatever the status and filter of the endpoint. Answers when the receiver did, after 15 seconds at most.',
    responses: { 200: { description: 'How it went.', schema: testOutcomeSchema } },
    problems: ['endpoint.not_found', 'endpoint.is_callback'],
    handler: async ({ params: { id }, ...call }) => ({
      status: 200,
      body: await webhooks.testEndpoint(call.principal.owner, id, endpointAsker(call), call.request.signal),
    }),
  });

export const endpointRoutes = (deps: EndpointRoutesDeps): Route[] => [
  createRoute(deps),
  listRoute(deps),
  readRoute(deps),
  changeRoute(deps),
  deleteRoute(deps),
  rotateRoute(deps),
  testRoute(deps),
];
