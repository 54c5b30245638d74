// A few declared routes that show every side of the guard.
import { z } from 'zod';
import { defineBytesRoute, defineRoute, type Route } from '../../api/guard/route.ts';
import { AppError } from '../../domain/errors.ts';

const thing = z.object({ id: z.string(), name: z.string(), runId: z.string().optional() });
const heard = z.object({ hex: z.string(), mediaType: z.string(), parameters: z.record(z.string(), z.string()) });
const params = z.strictObject({ id: z.string().min(1).max(50) });
const body = z
  .strictObject({
    name: z.string().min(1).max(20),
    size: z.int().min(0).max(10).optional(),
    free: z.record(z.string(), z.unknown()).optional(),
    runId: z.string().max(50).optional(),
  })
  .meta({ example: { name: 'chair' } });

export type SampleCalls = { made: number; hashes: (string | null)[]; block?: Promise<void>; fail?: Error };

export const sampleRoutes = (calls: SampleCalls): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/things/:id',
    operationId: 'getThing',
    summary: 'Read a thing',
    tag: 'Service',
    access: { kind: 'key', scope: 'interviews:read' },
    params,
    query: z.object({ wait: z.int().max(20).optional() }),
    responses: { 200: { description: 'The thing.', schema: thing, headers: { ETag: 'Its version.' } } },
    problems: ['interview.not_found'],
    limitClass: 'read',
    example: { params: { id: 'a1' } },
    handler: ({ params: { id } }) => {
      if (id === 'missing') throw new AppError('interview.not_found');
      if (id === 'extra') throw new AppError('plan.invalid');
      if (id === 'boom') throw new Error('secret text of a foreign library');
      if (id === 'away') throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
      if (id === 'teapot') return Promise.resolve({ status: 418, body: {} });
      if (id === 'wrong') return Promise.resolve({ status: 200, body: { id: 7 } });
      return Promise.resolve({ status: 200, body: { id, name: 'x', hidden: 'never' }, headers: { ETag: '"3.1"' } });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/things',
    operationId: 'createThing',
    summary: 'Create a thing',
    tag: 'Service',
    access: { kind: 'key', scope: 'interviews:create' },
    body,
    bodyBytesMax: 2_000,
    responses: { 201: { description: 'Created.', schema: thing } },
    problems: ['interview.busy', 'interview.invalid_transition', 'interview.unknown_outcome'],
    idempotent: true,
    limitClass: 'write',
    handler: async ({ body: { name, runId }, request }) => {
      calls.made += 1;
      calls.hashes.push(request.idempotencyHash);
      await calls.block;
      if (calls.fail) throw calls.fail;
      return { status: 201, body: { id: `t${calls.made}`, name, ...(runId !== undefined && { runId }) } };
    },
  }),
  defineBytesRoute({
    method: 'PUT',
    path: '/things/:id/sound',
    operationId: 'putSound',
    summary: 'Say how a thing sounds',
    tag: 'Service',
    access: { kind: 'key', scope: 'interviews:create' },
    params,
    bodyBytes: ['audio/webm', 'audio/ogg'],
    bodyBytesMax: 2_000,
    responses: { 200: { description: 'Heard.', schema: heard } },
    hidden: true,
    problems: [],
    limitClass: 'write',
    handler: ({ body: { bytes, mediaType, parameters } }) =>
      Promise.resolve({ status: 200, body: { hex: Buffer.from(bytes).toString('hex'), mediaType, parameters } }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/things/:id',
    operationId: 'deleteThing',
    summary: 'Delete a thing',
    tag: 'Service',
    access: { kind: 'key', scope: 'candidates:erase' },
    params,
    responses: { 204: { description: 'Gone.' } },
    problems: [],
    limitClass: 'write',
    example: { params: { id: 'a1' } },
    handler: () => Promise.resolve({ status: 204 }),
  }),
  defineRoute({
    method: 'POST',
    path: '/open',
    operationId: 'openDoor',
    summary: 'Open a door',
    tag: 'Service',
    access: { kind: 'public' },
    bodyOptional: true,
    body: z.strictObject({ note: z.string().max(10).optional() }),
    responses: { 200: { description: 'Open.', schema: z.object({ open: z.boolean() }) } },
    problems: ['room.link_invalid'],
    limitClass: 'write',
    holder: ({ body: { note = 'door' } }) => Promise.resolve(note === 'guess' ? null : note),
    handler: ({ body: { note } }) => {
      if (note === 'guess') throw new AppError('room.link_invalid');
      return Promise.resolve({
        status: 200,
        body: { open: true },
        cookies: [{ name: 'room', value: 'abc', maxAgeSeconds: 60, path: '/' }],
      });
    },
  }),
];
