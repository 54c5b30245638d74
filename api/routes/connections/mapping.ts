// Mappings over HTTP: what of a result goes where in the record of an ATS, tried before it is saved.
import { z } from 'zod';
import type { KeyPrincipal } from '../../../domain/access/principal.ts';
import { AppError } from '../../../domain/errors.ts';
import { mappingSchema } from '../../../domain/mapping/mapping.ts';
import { atsFieldObjects, atsFieldTypes } from '../../../domain/ports/ats-records.ts';
import { recordParts, writebackKinds } from '../../../domain/writeback/item.ts';
import type { MappingUseCases, ShownMapping } from '../../../usecases/writeback/mapping.ts';
import type { createPreview } from '../../../usecases/writeback/preview.ts';
import { entityTag, expectedTags } from '../../guard/answer.ts';
import { defineRoute, type Reply, type Route } from '../../guard/route.ts';
import { runParams } from '../../schemas/fields.ts';
import { askerOf } from '../calls.ts';

export type MappingRoutesDeps = { mapping: MappingUseCases; preview: ReturnType<typeof createPreview> };

const path = '/api/v1/connections/:id';
const exampleId = 'con_01JCZ0Q6V3W6Y7M8N9P0R1S2T3';
const common = {
  tag: 'Connections',
  access: { kind: 'key', scope: 'connections:manage' },
  params: z.object({ id: z.string().min(1).max(100).meta({ description: 'The connection.' }) }),
  example: { params: { id: exampleId } },
} as const;

const exampleMapping = {
  fields: [
    {
      source: 'assessment.score100',
      target: { object: 'application', key: 'ai_interview_score' },
      convert: { kind: 'scale', from: [0, 100], to: [0, 10], round: 1 },
    },
    {
      source: 'assessment.verdict',
      target: { object: 'application', key: 'ai_interview_result' },
      convert: { kind: 'table', values: { STRONG_HIRE: 'Advance', HIRE: 'Advance' }, else: 'Discuss' },
      when: { decided: true },
    },
  ],
  tags: [{ tag: 'ai-interview-done' }],
  files: ['html'],
};

const shownSchema = z
  .object({
    version: z.int().meta({ description: '0 for the proposal that stands where none was saved.' }),
    isSaved: z.boolean().meta({ description: 'Nothing is written into the ATS while this is false.' }),
    mapping: mappingSchema,
    updatedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ConnectionMapping' });

const fieldsSchema = z
  .object({
    items: z.array(
      z.object({
        object: z.enum(atsFieldObjects),
        key: z.string(),
        name: z.string(),
        type: z.enum(atsFieldTypes).nullable().meta({ description: 'Null for one that cannot be written.' }),
        options: z.array(z.object({ id: z.string(), label: z.string() })).nullable(),
      }),
    ),
  })
  .meta({ id: 'AtsFields' });

const ownershipSchema = z
  .object({
    items: z.array(
      z.object({
        object: z.enum(['candidate', 'application', 'job', 'interview']),
        thing: z.string(),
        name: z.string().nullable().meta({ description: 'Of a field, as people see it.' }),
        owner: z.enum(['ats', 'parley']),
        direction: z.enum(['to_ats', 'from_ats', 'none']),
        why: z.string(),
      }),
    ),
  })
  .meta({ id: 'SourceOfTruth' });

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);

const previewSchema = z
  .object({
    revision: z.int().nullable().meta({ description: 'Null before there is anything to tell.' }),
    items: z.array(
      z.object({
        target: z.string(),
        kind: z.enum(writebackKinds),
        parts: z.array(z.enum(recordParts)).meta({ description: 'What of the audit-ready record is in it.' }),
        value: value.meta({ description: 'What would be written.' }),
        now: value.meta({ description: 'What stands there: a field’s value, the tags, the links, the stage.' }),
        isThere: z.boolean().nullable().meta({ description: 'It stands there already.' }),
        unreadable: z.string().nullable().meta({ description: 'Why it is not known what stands there; a code.' }),
      }),
    ),
    problems: z
      .array(z.object({ target: z.string(), kind: z.enum(writebackKinds), code: z.string(), message: z.string() }))
      .meta({ description: 'What could not be made of the mapping: it concerns these targets alone.' }),
  })
  .meta({ id: 'MappingPreview' });

const answer = (shown: ShownMapping): Reply => ({
  status: 200,
  body: shown,
  headers: { ETag: entityTag(`mapping.${shown.version}`) },
});

const responses = (description: string) => ({
  200: { description, schema: shownSchema, headers: { ETag: 'Changes with each saving.' } },
});

/** None of them for what is no tag of ours. */
const expectedVersions = (ifMatch: string | undefined): number[] | null =>
  expectedTags(ifMatch)?.flatMap((tag) => /^mapping\.(\d{1,9})$/.exec(tag)?.slice(1).map(Number) ?? []) ?? null;

const vendorProblems = [
  'connection.not_found',
  'connection.paused',
  'connection.no_record',
  'connection.vendor_unavailable',
  'connection.vendor_refused',
] as const;

const readRoute = ({ mapping }: MappingRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path: `${path}/mapping`,
    operationId: 'getConnectionMapping',
    summary: 'Read what goes where in the ATS',
    description:
      'The proposal where none was saved: notes, tags and the link, and no fields. It is not written by until you save it.',
    responses: responses('The mapping.'),
    problems: ['connection.not_found', 'connection.no_record'],
    limitClass: 'read',
    handler: async ({ params: { id }, principal }) => answer(await mapping.read(principal.tenantId, id)),
  });

const saveRoute = ({ mapping }: MappingRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'PUT',
    path: `${path}/mapping`,
    operationId: 'putConnectionMapping',
    summary: 'Say what goes where in the ATS',
    description:
      'The whole of it. Every path and expression is held against the result document, every target against the fields that the ATS lists now; what does not fit is refused as a whole, with a pointer for each entry. Nothing is saved while the ATS does not answer. `If-Match` with the `ETag` of a read refuses the change when somebody else was faster. It counts for what is told from then on.',
    body: mappingSchema,
    responses: responses('The mapping as saved.'),
    problems: [...vendorProblems, 'mapping.invalid', 'request.precondition_failed'],
    idempotent: true,
    limitClass: 'write',
    example: { params: { id: exampleId }, body: exampleMapping },
    handler: async ({ params: { id }, body, principal, request }) => {
      const by = { ...askerOf({ principal, request }), expectedVersions: expectedVersions(request.header('If-Match')) };
      return answer(await mapping.save(principal.tenantId, id, body, by));
    },
  });

const fieldsRoute = ({ mapping }: MappingRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path: `${path}/fields`,
    operationId: 'listAtsFields',
    summary: 'List the fields of the ATS',
    description: 'As its API lists them now, with types and options: the targets of a mapping.',
    responses: { 200: { description: 'The fields.', schema: fieldsSchema } },
    problems: vendorProblems,
    limitClass: 'write',
    handler: async ({ params: { id }, principal }) => ({
      status: 200,
      body: { items: await mapping.fields(principal.tenantId, id) },
    }),
  });

const ownershipRoute = ({ mapping }: MappingRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    path: `${path}/ownership`,
    operationId: 'getSourceOfTruth',
    summary: 'Read who owns what',
    description:
      'The source-of-truth table of the connection: each object and field with its owner, the direction in which it travels, and why.',
    responses: { 200: { description: 'The table.', schema: ownershipSchema } },
    problems: ['connection.not_found', 'connection.no_record'],
    limitClass: 'read',
    handler: async ({ params: { id }, principal }) => ({
      status: 200,
      body: { items: await mapping.ownership(principal.tenantId, id) },
    }),
  });

/** It shows what was said. */
const refuseWithoutTranscripts = ({ scopes }: KeyPrincipal): void => {
  if (!scopes.includes('transcripts:read'))
    throw new AppError('key.scope_missing', { extra: { scope: 'transcripts:read' } });
};

const previewRoute = ({ preview }: MappingRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: `${path}/mapping/preview`,
    operationId: 'previewConnectionMapping',
    summary: 'See what would be written of an interview',
    description:
      'Exactly what would be written where, beside what stands there now, by the saved mapping or by one that is sent to be tried. Changes nothing. Needs the scope `transcripts:read` as well, since notes hold what was said.',
    body: z.strictObject({
      runId: runParams.shape.runId,
      mapping: mappingSchema.optional().meta({ description: 'To be tried; the saved one when absent.' }),
    }),
    responses: { 200: { description: 'What would be written.', schema: previewSchema } },
    problems: [
      ...vendorProblems,
      'mapping.not_found',
      'mapping.invalid',
      'interview.not_found',
      'personal_data.erased',
    ],
    limitClass: 'write',
    reads: ['transcript', 'assessment', 'plan', 'notes'],
    uses: ['link'],
    example: { params: { id: exampleId }, body: { runId: 'run_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } },
    handler: async ({ params: { id }, body, principal }) => {
      refuseWithoutTranscripts(principal);
      const wish = { runId: body.runId, mapping: body.mapping ?? null };
      return { status: 200, body: await preview(principal.tenantId, id, wish) };
    },
  });

export const mappingRoutes = (deps: MappingRoutesDeps): Route[] => [
  readRoute(deps),
  saveRoute(deps),
  fieldsRoute(deps),
  ownershipRoute(deps),
  previewRoute(deps),
];
