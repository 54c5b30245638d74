// Connections to ATS products over HTTP.
import { z } from 'zod';
import type { KeyPrincipal } from '../../../domain/access/principal.ts';
import type { AtsKinds } from '../../../domain/ports/ats.ts';
import { parseDuration } from '../../../domain/text/duration.ts';
import type {
  ConnectionAsker,
  ConnectionUseCases,
  ConnectionWithSecrets,
} from '../../../usecases/connections/connections.ts';
import type { ConnectionTest } from '../../../usecases/connections/test-connection.ts';
import { asMeant } from '../../guard/as-meant.ts';
import { defineRoute, type Reply, type RequestFacts, type Route } from '../../guard/route.ts';
import { askerOf } from '../calls.ts';
import {
  connectionPatchSchema,
  connectionSchemas,
  kindsSchema,
  newConnectionSchema,
  presentConnection,
  presentKinds,
  presentWithSecrets,
  rotationSchema,
  testSchema,
} from './connection-schema.ts';

export type ConnectionRoutesDeps = {
  connections: ConnectionUseCases;
  testConnection: (
    tenantId: string,
    id: string,
    asker: ConnectionAsker,
    signal: AbortSignal,
  ) => Promise<ConnectionTest>;
  kinds: AtsKinds;
};

type Deps = ConnectionRoutesDeps & { schemas: ReturnType<typeof connectionSchemas> };

const path = '/api/v1/connections';
const common = {
  tag: 'Connections',
  access: { kind: 'key', scope: 'connections:manage' },
  limitClass: 'write',
} as const;
const one = {
  ...common,
  params: z.object({ id: z.string().min(1).max(100).meta({ description: 'The connection.' }) }),
  example: { params: { id: 'con_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } },
};

const connectionAsker = (call: { principal: KeyPrincipal; request: RequestFacts }): ConnectionAsker => ({
  ...askerOf(call),
  request: call.request.idempotencyHash,
});

/** Secrets go out once, and are never kept to be told again. */
const withSecrets = (status: number, made: ConnectionWithSecrets): Reply => ({
  status,
  body: presentWithSecrets(made),
  repeatBody: presentWithSecrets({ ...made, key: null, hookUrl: null }),
  headers: { 'Cache-Control': 'no-store' },
});

const createRoute = ({ connections, kinds, schemas }: Deps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path,
    operationId: 'createConnection',
    summary: 'Connect an ATS',
    description:
      'Makes what the ATS needs to call us: a `partner` key that stands for this connection, or an address with a secret, as its kind says. This answer alone shows them; when it is lost, rotate. At most 50 at a time. Credentials are sealed and never shown again.',
    body: newConnectionSchema(kinds),
    responses: {
      201: {
        description: 'The connection, with what the ATS presents.',
        schema: schemas.withSecrets,
        links: {
          to: ['getConnection', 'updateConnection', 'testConnection', 'pauseConnection', 'deleteConnection'],
          with: { id: '$response.body#/id' },
        },
      },
    },
    problems: ['connection.too_many', 'key.too_many_live'],
    idempotent: true,
    example: {
      body: { kind: 'greenhouse', name: 'Greenhouse', config: {}, credentials: { apiKey: 'from-the-ats-0123456789' } },
    },
    handler: async ({ body, ...call }) =>
      withSecrets(
        201,
        await connections.create(
          call.principal.tenantId,
          { kind: body.kind, name: body.name, config: body.config, credentials: body.credentials },
          connectionAsker(call),
        ),
      ),
  });

const kindsRoute = ({ kinds }: Deps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path: `${path}/kinds`,
    operationId: 'listConnectionKinds',
    summary: 'List the kinds of connections',
    description: 'With what each takes, as JSON Schema.',
    responses: { 200: { description: 'The kinds.', schema: kindsSchema } },
    problems: [],
    limitClass: 'read',
    handler: () => Promise.resolve({ status: 200, body: presentKinds(kinds) }),
  });

const listRoute = ({ connections, schemas }: Deps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path,
    operationId: 'listConnections',
    summary: 'List the connections',
    description: 'Oldest first, without deleted ones.',
    responses: { 200: { description: 'The connections.', schema: schemas.list } },
    problems: [],
    limitClass: 'read',
    handler: async ({ principal }) => ({
      status: 200,
      body: { items: (await connections.list(principal.tenantId)).map(presentConnection) },
    }),
  });

const readRoute = ({ connections, schemas }: Deps): Route =>
  defineRoute({
    ...one,
    method: 'GET',
    path: `${path}/:id`,
    operationId: 'getConnection',
    summary: 'Read a connection',
    description: 'Deleted ones too: what went over them stays on record.',
    responses: { 200: { description: 'The connection.', schema: schemas.one } },
    problems: ['connection.not_found'],
    limitClass: 'read',
    handler: async ({ params: { id }, principal }) => ({
      status: 200,
      body: presentConnection(await connections.find(principal.tenantId, id)),
    }),
  });

const changeRoute = ({ connections, schemas, kinds }: Deps): Route =>
  defineRoute({
    ...one,
    method: 'PATCH',
    path: `${path}/:id`,
    operationId: 'updateConnection',
    summary: 'Change a connection, or rotate its credentials',
    description:
      'What is absent stays; `config` and `credentials` are replaced as a whole. It counts from the next call on. After new credentials those before are tried as well until the overlap ends; a second rotation meanwhile is refused unless its own overlap is `PT0S`.',
    body: connectionPatchSchema,
    responses: { 200: { description: 'The connection after the change.', schema: schemas.one } },
    problems: ['connection.not_found', 'connection.rotation_running'],
    idempotent: true,
    handler: async ({ params: { id }, body: { overlap, config, credentials, ...rest }, ...call }) => {
      const { tenantId } = call.principal;
      const kind = kinds[(await connections.find(tenantId, id)).kind];
      const patch = {
        ...rest,
        overlapMs: parseDuration(overlap) ?? 0,
        config: config && kind ? asMeant(kind.configSchema, config) : config,
        credentials: credentials && kind ? asMeant(kind.credentialsSchema, credentials) : credentials,
      };
      const changed = await connections.change(tenantId, id, patch, connectionAsker(call));
      return { status: 200, body: presentConnection(changed) };
    },
  });

const statusRoute = (
  { connections, schemas }: Deps,
  {
    verb,
    status,
    summary,
    description,
  }: Record<'verb' | 'summary' | 'description', string> & {
    status: 'active' | 'paused';
  },
): Route =>
  defineRoute({
    ...one,
    method: 'POST',
    path: `${path}/:id/${verb}`,
    operationId: `${verb}Connection`,
    summary,
    description,
    responses: { 200: { description: 'The connection after the change.', schema: schemas.one } },
    problems: ['connection.not_found'],
    idempotent: true,
    handler: async ({ params: { id }, ...call }) => {
      const patch = { status, overlapMs: 0 };
      const changed = await connections.change(call.principal.tenantId, id, patch, connectionAsker(call));
      return { status: 200, body: presentConnection(changed) };
    },
  });

const deleteRoute = ({ connections }: Deps): Route =>
  defineRoute({
    ...one,
    method: 'DELETE',
    path: `${path}/:id`,
    operationId: 'deleteConnection',
    summary: 'Delete a connection',
    description:
      'Its credentials, settings and the secret of its address are destroyed, its keys revoked. Interviews that came over it go on; nobody is told of their results. What was ordered and told stays on record.',
    responses: { 204: { description: 'Gone.' } },
    problems: ['connection.not_found'],
    idempotent: true,
    handler: async ({ params: { id }, ...call }) => {
      await connections.remove(call.principal.tenantId, id, connectionAsker(call));
      return { status: 204 };
    },
  });

const rotations = [
  {
    part: 'key',
    operationId: 'rotateConnectionKey',
    summary: 'Give a connection a new key',
    description: 'Shown once. The key so far ends after the overlap; with `PT0S` the new one is the only one.',
    problems: ['connection.not_found', 'key.too_many_live'],
  },
  {
    part: 'hook',
    operationId: 'rotateConnectionHook',
    summary: 'Give a connection a new address',
    description:
      'Shown once. The address so far works until the overlap ends; a second rotation meanwhile is refused unless its own overlap is `PT0S`.',
    problems: ['connection.not_found', 'connection.rotation_running'],
  },
] as const;

const rotateRoute = ({ connections, schemas }: Deps, { part, ...words }: (typeof rotations)[number]): Route =>
  defineRoute({
    ...one,
    ...words,
    method: 'POST',
    path: `${path}/:id/rotate-${part}`,
    body: rotationSchema,
    bodyOptional: true,
    responses: { 200: { description: 'The connection with its new secret.', schema: schemas.withSecrets } },
    idempotent: true,
    handler: async ({ params: { id }, body: { overlap }, ...call }) => {
      const rotate = part === 'key' ? connections.rotateKey : connections.rotateHook;
      const wish = { overlapMs: parseDuration(overlap) ?? 0 };
      return withSecrets(200, await rotate(call.principal.tenantId, id, wish, connectionAsker(call)));
    },
  });

const testRoute = ({ testConnection }: Deps): Route =>
  defineRoute({
    ...one,
    method: 'POST',
    path: `${path}/:id/test`,
    operationId: 'testConnection',
    summary: 'Try a connection',
    description:
      'Makes a call to the vendor that changes nothing, also while the connection is paused, and says what came back. Answers after 15 seconds at most.',
    responses: { 200: { description: 'How it went.', schema: testSchema } },
    problems: ['connection.not_found'],
    handler: async ({ params: { id }, ...call }) => ({
      status: 200,
      body: await testConnection(call.principal.tenantId, id, connectionAsker(call), call.request.signal),
    }),
  });

export const connectionRoutes = (given: ConnectionRoutesDeps): Route[] => {
  const deps = { ...given, schemas: connectionSchemas(given.kinds) };
  return [
    createRoute(deps),
    kindsRoute(deps),
    listRoute(deps),
    readRoute(deps),
    changeRoute(deps),
    statusRoute(deps, {
      verb: 'pause',
      status: 'paused',
      summary: 'Pause a connection',
      description: 'Nothing is ordered or told over it until it is resumed; its interviews go on.',
    }),
    statusRoute(deps, {
      verb: 'resume',
      status: 'active',
      summary: 'Resume a connection',
      description: 'What was held back is told now.',
    }),
    deleteRoute(deps),
    ...rotations.map((rotation) => rotateRoute(deps, rotation)),
    testRoute(deps),
  ];
};
