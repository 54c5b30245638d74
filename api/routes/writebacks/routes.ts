// Write-backs over HTTP: why something is not in the ATS, what to do about a conflict, and writing again.
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import { writebackStatuses } from '../../../domain/writeback/item.ts';
import type { WritebackUseCases } from '../../../usecases/writeback/writebacks.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { basePath, pageQuery, runExample, runParams, storableInstant } from '../../schemas/fields.ts';
import { askerOf, runOf } from '../calls.ts';
import {
  presentRunWritebacks,
  presentWriteback,
  redriveSchema,
  runWritebacksSchema,
  writebackPageSchema,
} from './writeback-schema.ts';

const runPath = `${basePath}/interviews/:runId/writebacks`;
const connectionPath = '/api/v1/connections/:id/writebacks';
const tag = 'Write-backs';
const act = {
  tag,
  access: { kind: 'key', scope: 'connections:manage' },
  idempotent: true,
  limitClass: 'write',
} as const;

const code = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z_.]+$/, { error: 'A code, as `reason` shows it.' });
const connectionParams = z.object({ id: z.string().min(1).max(100).meta({ description: 'The connection.' }) });
const connectionExample = { params: { id: 'con_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } };
const oneParams = runParams.extend({
  writebackId: z.string().min(1).max(100).meta({ description: 'The single thing that is written.' }),
});
const oneExample = { params: { ...runExample.params, writebackId: 'wbk_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } };
/** Writing again means calling the ATS again. */
const actProblems = ['writeback.not_found', 'connection.not_found', 'connection.paused'] as const;

const runRoute = (writebacks: WritebackUseCases): Route =>
  defineRoute({
    tag,
    access: { kind: 'key', scope: 'interviews:read' },
    limitClass: 'read',
    reads: ['writeback'],
    method: 'GET',
    path: runPath,
    operationId: 'listWritebacks',
    summary: 'Why is this score not in my ATS?',
    description:
      'Where the run stands with the ATS that it was ordered from, in a code and in words, and every single thing that is, was or is to be written into the record, with its value, what happened to it and what would help.',
    params: runParams,
    example: runExample,
    responses: { 200: { description: 'Where it stands.', schema: runWritebacksSchema } },
    problems: ['interview.not_found'],
    handler: async (call) => ({ status: 200, body: presentRunWritebacks(await writebacks.ofRun(runOf(call))) }),
  });

const resolveRoute = (writebacks: WritebackUseCases): Route =>
  defineRoute({
    ...act,
    method: 'POST',
    path: `${runPath}/:writebackId/resolve`,
    operationId: 'resolveWriteback',
    summary: 'Decide a conflict with a person’s value',
    description:
      '`theirs`: the value in the ATS stays, also when ours changes. `ours`: it is overwritten, if it is still the value that this shows; one that has changed again is a conflict again.',
    params: oneParams,
    example: { ...oneExample, body: { take: 'theirs' } },
    body: z.strictObject({ take: z.enum(['theirs', 'ours']) }),
    responses: { 200: { description: 'Where the run stands now.', schema: runWritebacksSchema } },
    problems: [...actProblems, 'writeback.not_conflicted', 'interview.not_found'],
    reads: ['writeback'],
    handler: async (call) => {
      await writebacks.resolve(runOf(call), call.params.writebackId, call.body.take, askerOf(call));
      return { status: 200, body: presentRunWritebacks(await writebacks.ofRun(runOf(call))) };
    },
  });

const redriveRoute = (writebacks: WritebackUseCases): Route =>
  defineRoute({
    ...act,
    method: 'POST',
    path: `${runPath}/:writebackId/redrive`,
    operationId: 'redriveWriteback',
    summary: 'Write again what failed',
    description: 'The record is read first: what stands there by now is confirmed and not written twice.',
    params: oneParams,
    example: oneExample,
    responses: { 202: { description: 'Where the run stands now.', schema: runWritebacksSchema } },
    problems: [...actProblems, 'writeback.not_failed', 'interview.not_found'],
    reads: ['writeback'],
    handler: async (call) => {
      await writebacks.redrive(runOf(call), call.params.writebackId, askerOf(call));
      return { status: 202, body: presentRunWritebacks(await writebacks.ofRun(runOf(call))) };
    },
  });

const listRoute = (writebacks: WritebackUseCases): Route =>
  defineRoute({
    tag,
    access: { kind: 'key', scope: 'connections:manage' },
    limitClass: 'read',
    method: 'GET',
    path: connectionPath,
    operationId: 'listConnectionWritebacks',
    summary: 'List the write-backs of a connection',
    description: 'Newest first, without values. Pages stay stable while new ones come in.',
    params: connectionParams,
    query: z.strictObject({
      status: z.enum(writebackStatuses).optional(),
      reason: code.optional(),
      since: storableInstant.optional().meta({ description: 'Those that were wanted at or after this time.' }),
      ...pageQuery,
    }),
    example: { ...connectionExample, query: { status: 'failed', limit: '20' } },
    responses: { 200: { description: 'One page.', schema: writebackPageSchema } },
    problems: ['cursor.invalid', 'connection.not_found'],
    handler: async ({ params: { id }, query: { limit, cursor, ...filter }, principal }) => {
      const request = { filter: { connectionId: id, ...present(filter) }, limit, cursor };
      const { items, nextCursor } = await writebacks.list(principal.tenantId, request);
      return { status: 200, body: { items: items.map(presentWriteback), nextCursor } };
    },
  });

const redriveConnectionRoute = (writebacks: WritebackUseCases): Route =>
  defineRoute({
    ...act,
    method: 'POST',
    path: `${connectionPath}/redrive`,
    operationId: 'redriveConnectionWritebacks',
    summary: 'Write what the records of a connection lack',
    description:
      'Every interview of this connection with something to write since the given time whose record lacks something: what failed (for this reason alone, where one is given), was given up, came while the connection was paused, or before it had a mapping. 10,000 at most; `more` says that there are others.',
    params: connectionParams,
    query: z.strictObject({
      since: storableInstant.meta({ description: 'Interviews with something to write at or after this time.' }),
      reason: code.optional().meta({ description: 'Only where something failed for this reason.' }),
    }),
    example: { ...connectionExample, query: { since: '2026-11-22T00:00:00Z' } },
    responses: { 202: { description: 'They are written anew.', schema: redriveSchema } },
    problems: ['connection.not_found', 'connection.paused'],
    handler: async ({ params: { id }, query: { since, reason = null }, ...call }) => ({
      status: 202,
      body: await writebacks.redriveConnection(
        call.principal.tenantId,
        id,
        { since: new Date(since), reason },
        askerOf(call),
      ),
    }),
  });

export const writebackRoutes = (writebacks: WritebackUseCases): Route[] => [
  runRoute(writebacks),
  resolveRoute(writebacks),
  redriveRoute(writebacks),
  listRoute(writebacks),
  redriveConnectionRoute(writebacks),
];
