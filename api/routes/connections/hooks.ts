// What an ATS told over a connection, as a ledger of ids and codes, and having failed ones worked on again.
import { z } from 'zod';
import { atsEventTypes } from '../../../domain/ports/ats-hooks.ts';
import { hookStatuses, type Hook } from '../../../domain/ports/ats-inbox.ts';
import { present } from '../../../domain/present.ts';
import type { HookUseCases } from '../../../usecases/triggers/hooks.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { pageOf, pageQuery, reasonCode, storableInstant } from '../../schemas/fields.ts';
import { askerOf } from '../calls.ts';

const path = '/api/v1/connections/:id/hooks';
const common = { tag: 'Triggers', access: { kind: 'key', scope: 'connections:manage' } } as const;
const connectionId = z.string().min(1).max(100).meta({ description: 'The connection.' });
const exampleId = 'con_01JCZ0Q6V3W6Y7M8N9P0R1S2T3';

const hookSchema = z
  .object({
    id: z.string(),
    action: z.string().meta({ description: 'The vendor’s word for what happened.' }),
    event: z.enum(atsEventTypes).meta({ description: 'Ours.' }),
    applicationId: z.string().nullable(),
    candidateId: z.string().nullable(),
    jobId: z.string().nullable(),
    status: z.enum(hookStatuses).meta({
      description:
        '`received`: it waits for its turn, or for the ATS. `failed`: see `outcome`, mend that, and redrive.',
    }),
    outcome: z.string().nullable().meta({
      description: 'A code: what came of it, or what went wrong.',
      example: 'interview_placed',
    }),
    ruleId: z.string().nullable().meta({ description: 'The rule that fitted.' }),
    orderId: z.string().nullable().meta({ description: 'The order of the interview that it is about.' }),
    receivedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    hasBody: z.boolean().meta({ description: 'False after seven days, and once its candidate is erased.' }),
  })
  .meta({ id: 'ConnectionHook' });

const presentHook = ({ tenantId: _t, connectionId: _c, receivedAt, finishedAt, ...hook }: Hook) => ({
  ...hook,
  receivedAt: receivedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

export type ConnectionHookDeps = { hooks: HookUseCases };

const listRoute = ({ hooks }: ConnectionHookDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path,
    operationId: 'listConnectionHooks',
    summary: 'List what an ATS told on its own',
    description: 'Newest first; what came of each, and no bodies. Kept for a year.',
    limitClass: 'read',
    params: z.object({ id: connectionId }),
    query: z.strictObject({
      status: z.enum(hookStatuses).optional(),
      outcome: reasonCode.optional(),
      since: storableInstant.optional().meta({ description: 'Those that came at or after this time.' }),
      ...pageQuery,
    }),
    example: { params: { id: exampleId }, query: { status: 'failed', limit: '20' } },
    responses: { 200: { description: 'One page.', schema: pageOf(hookSchema, 'ConnectionHookPage') } },
    problems: ['connection.not_found', 'cursor.invalid'],
    handler: async ({ params: { id }, query: { limit, cursor, ...filter }, principal }) => {
      const request = { filter: present(filter), limit, cursor };
      const { items, nextCursor } = await hooks.list(principal.tenantId, id, request);
      return { status: 200, body: { items: items.map(presentHook), nextCursor } };
    },
  });

const redriveRoute = ({ hooks }: ConnectionHookDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: `${path}/:hookId/redrive`,
    operationId: 'redriveConnectionHook',
    summary: 'Have a failed hook worked on again',
    description: 'After what its application has waiting. One that waits or is done stays as it is.',
    limitClass: 'write',
    params: z.object({ id: connectionId, hookId: z.string().min(1).max(100).meta({ description: 'The hook.' }) }),
    example: { params: { id: exampleId, hookId: 'hook_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } },
    responses: { 200: { description: 'The hook by then.', schema: hookSchema } },
    problems: ['hook.not_found', 'hook.body_gone'],
    idempotent: true,
    handler: async ({ params: { id, hookId }, ...call }) => ({
      status: 200,
      body: presentHook(await hooks.redrive(call.principal.tenantId, id, hookId, askerOf(call))),
    }),
  });

const redriveAllRoute = ({ hooks }: ConnectionHookDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: `${path}/redrive`,
    operationId: 'redriveConnectionHooks',
    summary: 'Have failed hooks worked on again',
    description:
      'All of the connection, for one cause, since a time, or both; 10,000 at most: `more` says that there are others.',
    limitClass: 'write',
    params: z.object({ id: connectionId }),
    body: z.strictObject({
      outcome: reasonCode.optional().meta({ description: 'The cause, such as `template.not_published`.' }),
      since: storableInstant.optional(),
    }),
    bodyOptional: true,
    example: { params: { id: exampleId }, body: { outcome: 'template.not_published' } },
    responses: {
      200: {
        description: 'How many.',
        schema: z
          .object({
            redriven: z.int(),
            more: z.boolean().meta({ description: 'The bound was reached: repeat the call.' }),
          })
          .meta({ id: 'RedrivenHooks' }),
      },
    },
    problems: ['connection.not_found'],
    idempotent: true,
    handler: async ({ params: { id }, body, ...call }) => {
      const { count, more } = await hooks.redriveAll(call.principal.tenantId, id, present(body), askerOf(call));
      return { status: 200, body: { redriven: count, more } };
    },
  });

export const connectionHookRoutes = (deps: ConnectionHookDeps): Route[] => [
  listRoute(deps),
  redriveRoute(deps),
  redriveAllRoute(deps),
];
