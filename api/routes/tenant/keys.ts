// API keys over HTTP: a tenant's, or a platform's when its key names no tenant; made by a key, within its own rights.
import { z } from 'zod';
import { keyKinds, scopes, type KeyPreset, type OwnerPrincipal } from '../../../domain/access/principal.ts';
import type { ApiKey } from '../../../domain/ports/administration.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import { parseDuration } from '../../../domain/text/duration.ts';
import { keyStateOf, labelLengthMax, networksMax, requestsPerHourMax } from '../../../usecases/access/keys.ts';
import type { ManagedCall, ManagedKeys } from '../../../usecases/access/managed-keys.ts';
import { defineRoute, type Reply, type RequestFacts, type Route } from '../../guard/route.ts';
import { instant, overlapOf, typed } from '../../schemas/fields.ts';
import { askerOf } from '../calls.ts';

export type KeyRoutesDeps = { keys: ManagedKeys; clock: Clock };

const path = '/api/v1/keys';
const common = {
  tag: 'Keys',
  access: { kind: 'key', scope: 'keys:manage', platformToo: true },
  limitClass: 'write',
} as const;
const one = {
  ...common,
  params: z.object({ keyId: z.string().min(1).max(100).meta({ description: 'The key, as it is listed.' }) }),
  example: { params: { keyId: 'key_4fT9xQ2LmZ7b' } },
};

const presets = Object.keys(keyKinds) as [KeyPreset, ...KeyPreset[]];
const time = z.iso.datetime();

const keyShape = z.object({
  keyId: z.string(),
  kind: z
    .enum([...presets, 'custom'])
    .meta({ description: '`custom` has scopes of its own, the others those of their preset.' }),
  label: z.string(),
  scopes: z.array(z.enum(scopes)),
  state: z.enum(['live', 'expired', 'revoked']),
  createdAt: time,
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable().meta({ description: 'To the minute.' }),
  revokedAt: time.nullable(),
  allowedNetworks: z.array(z.string()).meta({ description: 'From where it may be used; anywhere when empty.' }),
  requestsPerHour: z.int().nullable().meta({ description: 'Null for the limit of the deployment.' }),
  connectionId: z
    .string()
    .nullable()
    .meta({ description: 'The connection whose ATS presents it; null for every other key.' }),
});
const keySchema = keyShape.meta({ id: 'ApiKey' });
const mintedShape = keyShape.extend({
  key: z
    .string()
    .nullable()
    .meta({ description: 'What to send in X-API-Key. In this answer only: a repetition of the request shows null.' }),
});
const mintedSchema = mintedShape.meta({ id: 'NewApiKey' });
const rotatedSchema = mintedShape
  .extend({ previousUntil: time.nullable().meta({ description: 'When the key so far ends.' }) })
  .meta({ id: 'RotatedApiKey' });

const expiresAt = instant.optional().meta({
  description: 'At most 365 days ahead, and not after the end of the key that asks; absent: as late as that.',
});

const newKeyBody = z
  .strictObject({
    kind: z.enum(presets).optional().meta({ description: 'A preset; either this or `scopes`.' }),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length).optional(),
    label: typed('line', labelLengthMax).default(''),
    expiresAt,
    allowedNetworks: z
      .array(z.string().max(100))
      .min(1)
      .max(networksMax)
      .optional()
      .meta({ description: 'Addresses or CIDRs; absent: those of the key that asks.' }),
    requestsPerHour: z.int().min(1).max(requestsPerHourMax).optional(),
  })
  .refine(({ kind, scopes: wished }) => (kind === undefined) !== (wished === undefined), {
    error: 'Either `kind` or `scopes`.',
    params: { code: 'required' },
  })
  .meta({
    id: 'NewApiKeyRequest',
    example: { scopes: ['interviews:read', 'rankings:read', 'events:read'], label: 'dashboard' },
  });

const rotationBody = z
  .strictObject({ overlap: overlapOf('How long the key so far goes on working; `PT0S` ends it at once.'), expiresAt })
  .meta({ id: 'ApiKeyRotation', example: { overlap: 'PT24H' } });

const callOf = (call: { principal: OwnerPrincipal; request: RequestFacts }): ManagedCall => ({
  owner: call.principal.owner,
  makerId: call.principal.keyId,
  request: call.request.idempotencyHash,
  asker: askerOf(call),
});

const presentKey = (key: ApiKey, clock: Clock) => {
  const { id, owner: _, ...rest } = key;
  return { keyId: id, ...rest, state: keyStateOf(key, clock.now()) };
};

/** The text goes out once, and is never kept to be told again. */
const minted = <Body extends { key: string | null }>(body: Body): Reply => ({
  status: 201,
  body,
  repeatBody: { ...body, key: null },
  headers: { 'Cache-Control': 'no-store' },
});

const createRoute = ({ keys, clock }: KeyRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path,
    operationId: 'createApiKey',
    summary: 'Make an API key',
    description:
      'For the tenant, or for the platform itself when its key names none. It gets no scope, network, limit or life beyond those of the key that asks, and never `keys:manage`. When the answer is lost, a repetition tells which key was made, without its text: revoke it and make another.',
    body: newKeyBody,
    responses: {
      201: {
        description: 'The key, with its text.',
        schema: mintedSchema,
        links: { to: ['rotateApiKey', 'revokeApiKey'], with: { keyId: '$response.body#/keyId' } },
      },
    },
    problems: ['key.exceeds_caller', 'key.too_many_live'],
    idempotent: true,
    handler: async ({ body: { kind, scopes: wished, ...rest }, ...call }) => {
      const powers =
        wished === undefined ? { kind: kind ?? 'integration' } : { kind: 'custom' as const, scopes: wished };
      const { key, text } = await keys.createKey({ ...powers, ...rest }, callOf(call));
      return minted({ ...presentKey(key, clock), key: text });
    },
  });

const listRoute = ({ keys, clock }: KeyRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path,
    operationId: 'listApiKeys',
    summary: 'List the API keys',
    description: 'Those of the tenant, or of the platform itself; oldest first, ended ones too, a thousand at most.',
    responses: {
      200: { description: 'The keys.', schema: z.object({ items: z.array(keySchema) }).meta({ id: 'ApiKeyList' }) },
    },
    problems: [],
    limitClass: 'read',
    handler: async ({ principal }) => ({
      status: 200,
      body: { items: (await keys.listKeys(principal.owner)).map((key) => presentKey(key, clock)) },
    }),
  });

const rotateRoute = ({ keys, clock }: KeyRoutesDeps): Route =>
  defineRoute({
    ...one,
    method: 'POST',
    path: `${path}/:keyId/rotate`,
    operationId: 'rotateApiKey',
    summary: 'Replace an API key',
    description:
      'Makes the next key with the same scopes, label, networks and limit, and ends the one so far after the overlap. Refused where the key has more than the one that asks, or `keys:manage`: those are the operator’s to rotate.',
    body: rotationBody,
    bodyOptional: true,
    responses: { 201: { description: 'The next key, with its text.', schema: rotatedSchema } },
    problems: ['key.not_found', 'key.exceeds_caller', 'key.too_many_live'],
    idempotent: true,
    handler: async ({ params: { keyId }, body: { overlap, ...rest }, ...call }) => {
      const rotation = { keyId, overlapMs: parseDuration(overlap) ?? 0, ...rest };
      const { key, text, old } = await keys.rotateKey(rotation, callOf(call));
      return minted({ ...presentKey(key, clock), previousUntil: old.expiresAt, key: text });
    },
  });

const revokeRoute = ({ keys }: KeyRoutesDeps): Route =>
  defineRoute({
    ...one,
    method: 'DELETE',
    path: `${path}/:keyId`,
    operationId: 'revokeApiKey',
    summary: 'Revoke an API key',
    description: 'It is refused within a second, and stays listed. Any key of the owner, whatever it may do.',
    query: z.strictObject({
      own: z.enum(['true', 'false']).optional().meta({ description: '`true` to end the key that asks itself.' }),
    }),
    responses: { 204: { description: 'It has ended.' } },
    problems: ['key.not_found', 'key.is_own'],
    idempotent: true,
    handler: async ({ params: { keyId }, query: { own }, ...call }) => {
      await keys.revokeKey({ keyId, own: own === 'true' }, callOf(call));
      return { status: 204 };
    },
  });

export const keyRoutes = (deps: KeyRoutesDeps): Route[] => [
  createRoute(deps),
  listRoute(deps),
  rotateRoute(deps),
  revokeRoute(deps),
];
