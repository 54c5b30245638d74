// Jobs and their pipelines as ARIA's scopes name them: a job is a template, its stages are where its candidates stand.
import { z } from 'zod';
import type { KeyPrincipal } from '../../../domain/access/principal.ts';
import { qualificationsMax, rawLengthMax } from '../../../domain/request/job-texts.ts';
import { levels } from '../../../domain/request/request.ts';
import type { CandidateStore } from '../../../domain/ports/candidates.ts';
import { templateStates, type Template } from '../../../domain/templates/template.ts';
import type { JobReader } from '../../../infra/db/templates/job-reader.ts';
import type { TemplateUseCases } from '../../../usecases/templates/templates.ts';
import { defineRoute, inFace, type RequestFacts, type Route } from '../../guard/route.ts';
import { locale, opaqueReference, said, typed, words } from '../../schemas/fields.ts';
import { jobsFace, pageFields, pageOf, reference } from './face.ts';
import { candidateStatuses, statusesOf } from './words.ts';

export type JobRoutesDeps = {
  jobs: JobReader;
  templates: Pick<TemplateUseCases, 'create' | 'change'>;
  candidates: Pick<CandidateStore, 'countByStatus'>;
};

const base = '/api/v1/jobs';
const shared = { tag: 'ARIA', method: 'GET', limitClass: 'read' } as const;
const writing = {
  tag: 'ARIA',
  access: { kind: 'key', scope: 'jobs:write' },
  limitClass: 'write',
  idempotent: true,
  bodyBytesMax: 512 * 1_024,
} as const;
const one = {
  params: z.object({ id: reference.meta({ description: 'The `externalId` of the template, or its id.' }) }),
  example: { params: { id: 'software-backend' } },
  problems: ['template.not_found'],
} as const;

const jobSchema = z
  .object({
    id: z
      .string()
      .meta({ description: 'What candidates are brought in for: the template’s `externalId`, else its id.' }),
    templateId: z.string(),
    title: z.string(),
    name: z.string(),
    level: z.enum(levels),
    qualifications: z.array(z.string()),
    description: z.string().nullable(),
    locale: z.string(),
    status: z
      .enum(['draft', 'open', 'closed'])
      .meta({ description: '`draft` until a plan is approved; nobody is brought in for `draft` and `closed` ones.' }),
    planState: z.enum(templateStates).meta({ description: 'Of the newest version.' }),
    createdAt: z.string().meta({ format: 'date-time' }),
    updatedAt: z.string().meta({ format: 'date-time' }),
  })
  .meta({ id: 'AriaJob' });

const statusOf = ({ archived, publishedVersion }: Template): 'draft' | 'open' | 'closed' => {
  if (archived) return 'closed';
  return publishedVersion === null ? 'draft' : 'open';
};

const jobOf = (template: Template) => {
  const { job, id, externalId, name, locale: language, planState, createdAt, updatedAt } = template;
  return {
    id: externalId ?? id,
    templateId: id,
    title: job.position,
    name,
    level: job.level,
    qualifications: job.qualifications,
    description: job.jobDescription,
    locale: language,
    status: statusOf(template),
    planState,
    createdAt,
    updatedAt,
  };
};

const listRoute = ({ jobs }: JobRoutesDeps): Route =>
  defineRoute({
    ...shared,
    path: base,
    operationId: 'ariaListJobs',
    summary: 'List jobs',
    description: 'Those that are not closed, newest first.',
    access: { kind: 'key', scope: 'jobs:read' },
    query: z.strictObject(pageFields),
    responses: {
      200: {
        description: 'A page.',
        schema: z
          .object({ jobs: z.array(jobSchema), total: z.int(), page: z.int(), limit: z.int() })
          .meta({ id: 'AriaJobs' }),
      },
    },
    problems: [],
    handler: async ({ query, principal }) => {
      const found = await jobs.list(principal.tenantId, pageOf(query));
      return { status: 200, body: { ...query, jobs: found.jobs.map(jobOf), total: found.total } };
    },
  });

const readRoute = ({ jobs }: JobRoutesDeps): Route =>
  defineRoute({
    ...shared,
    ...one,
    path: `${base}/:id`,
    operationId: 'ariaGetJob',
    summary: 'Read a job',
    access: { kind: 'key', scope: 'jobs:read' },
    responses: { 200: { description: 'As it is now.', schema: jobSchema } },
    handler: async ({ params, principal }) => ({
      status: 200,
      body: jobOf(await jobs.find(principal.tenantId, params.id)),
    }),
  });

const jobFields = {
  title: said('line', 200).optional(),
  level: z.enum(levels).optional(),
  qualifications: z.array(words(rawLengthMax.qualifications)).max(qualificationsMax).optional(),
  description: typed('prose', rawLengthMax.jobDescription)
    .optional()
    .meta({ description: 'This or `qualifications` is needed; at least 50 characters when it stands alone.' }),
  name: said('line', 200).optional().meta({ description: 'As recruiters know it; the title when absent.' }),
  externalId: opaqueReference.optional().meta({ description: 'Your own id, which is the job’s `id` then.' }),
  locale: locale.optional(),
  autoApprovePlan: z
    .boolean()
    .optional()
    .meta({ description: 'Whether its plan counts as approved once it is drafted; the tenant’s setting when absent.' }),
};

const newJob = z.object({ ...jobFields, title: said('line', 200), level: z.enum(levels) }).meta({
  id: 'AriaNewJob',
  example: {
    title: 'Night nurse',
    level: 'MID',
    qualifications: ['Three years on an intensive care ward', 'Triage in emergencies'],
    externalId: 'night-nurse',
  },
});

const jobPatch = z
  .object({ ...jobFields, status: z.enum(['open', 'closed']).optional() })
  .meta({ id: 'AriaJobPatch', example: { status: 'closed' } });

const templateOf = ({ title: position, description: jobDescription, ...rest }: z.output<typeof jobPatch>) => {
  const { status: _, ...fields } = rest;
  return { ...fields, position, jobDescription };
};

const askerOf = ({ principal, request }: { principal: KeyPrincipal; request: RequestFacts }) => ({
  actor: { kind: 'integrator' as const, id: principal.keyId },
  requestId: request.requestId,
  request: request.idempotencyHash,
});

const problems = [
  'template.incomplete',
  'locale.unsupported',
  'template.external_id_taken',
  'text.too_complex',
  'text.busy',
] as const;

const createRoute = ({ templates }: JobRoutesDeps): Route =>
  defineRoute({
    ...writing,
    method: 'POST',
    path: base,
    operationId: 'ariaAddJob',
    summary: 'Make a job',
    description: 'Its plan is drafted at once; candidates can be brought in once that is approved.',
    body: newJob,
    responses: { 200: { description: 'The job.', schema: jobSchema } },
    problems,
    handler: async ({ body, ...call }) => {
      const wish = { ...templateOf(body), name: body.name ?? body.title };
      return { status: 200, body: jobOf(await templates.create(call.principal.tenantId, wish, askerOf(call))) };
    },
  });

const changeRoute = ({ jobs, templates }: JobRoutesDeps): Route =>
  defineRoute({
    ...writing,
    ...one,
    method: 'PATCH',
    path: `${base}/:id`,
    operationId: 'ariaChangeJob',
    summary: 'Change a job, close it or open it again',
    description: 'What is absent stays. Another text of the job makes another version, whose plan waits for approval.',
    body: jobPatch,
    responses: { 200: { description: 'The job.', schema: jobSchema } },
    problems: ['template.not_found', 'template.archived', 'template.stale_version', ...problems],
    handler: async ({ params, body, ...call }) => {
      const { tenantId } = call.principal;
      const { id } = await jobs.find(tenantId, params.id);
      const { status } = body;
      const patch = { ...templateOf(body), ...(status !== undefined && { archived: status === 'closed' }) };
      const changed = await templates.change(tenantId, id, patch, { ...askerOf(call), expectedTags: null });
      return { status: 200, body: jobOf(changed) };
    },
  });

const stages = z.array(z.object({ stage: z.enum(candidateStatuses), count: z.int() }));

const pipelineRoute = ({ jobs, candidates }: JobRoutesDeps): Route =>
  defineRoute({
    ...shared,
    ...one,
    path: `${base}/:id/pipeline`,
    operationId: 'ariaGetPipeline',
    summary: 'Read how many candidates of a job stand where',
    description: 'Each by the newest interview for the job; every stage is there, also with nobody in it.',
    access: { kind: 'key', scope: 'pipeline:manage' },
    responses: {
      200: {
        description: 'As it is now.',
        schema: z.object({ jobId: z.string(), stages, total: z.int() }).meta({ id: 'AriaPipeline' }),
      },
    },
    handler: async ({ params, principal: { tenantId } }) => {
      const { id, externalId } = await jobs.find(tenantId, params.id);
      const counts = await candidates.countByStatus(tenantId, id);
      const shown = candidateStatuses.map((stage) => ({
        stage,
        count: statusesOf(stage).reduce((sum, status) => sum + (counts.get(status) ?? 0), 0),
      }));
      const total = shown.reduce((sum, { count }) => sum + count, 0);
      return { status: 200, body: { jobId: externalId ?? id, stages: shown, total } };
    },
  });

export const jobRoutes = (deps: JobRoutesDeps): Route[] =>
  inFace(
    jobsFace,
    [listRoute, createRoute, readRoute, changeRoute, pipelineRoute].map((route) => route(deps)),
  );
