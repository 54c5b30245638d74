// Templates over HTTP: made, read, changed, archived.
import { z } from 'zod';
import type { Template } from '../../../domain/templates/template.ts';
import type { Digest } from '../../../domain/ports/system.ts';
import type { KeyPrincipal } from '../../../domain/access/principal.ts';
import { templateTag, type TemplateUseCases } from '../../../usecases/templates/templates.ts';
import { entityTag, expectedTags } from '../../guard/answer.ts';
import { defineRoute, type Reply, type RequestFacts, type Route } from '../../guard/route.ts';
import { pageQuery } from '../../schemas/fields.ts';
import { askerOf, longTextProblems } from '../calls.ts';
import { requestBytesMax } from '../interviews/interview-request.ts';
import {
  newTemplateSchema,
  presentTemplate,
  templatePageSchema,
  templatePatchSchema,
  templateSchema,
} from './template-schema.ts';

export type TemplateRoutesDeps = { templates: TemplateUseCases; digest: Digest };

export const templatesPath = '/api/v1/templates';
export const byTemplate = {
  params: z.object({ id: z.string().min(1).max(100).meta({ description: 'The template.' }) }),
  example: { params: { id: 'tpl_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } },
};
export const mayRead = {
  tag: 'Templates',
  access: { kind: 'key', scope: 'templates:read' },
  limitClass: 'read',
} as const;
export const mayManage = {
  tag: 'Templates',
  access: { kind: 'key', scope: 'templates:manage' },
  limitClass: 'write',
  idempotent: true,
} as const;

/** For the audit log, and by which request's repetition is known. */
export const templateAsker = (call: { principal: KeyPrincipal; request: RequestFacts }) => ({
  ...askerOf(call),
  request: call.request.idempotencyHash,
});

const reply = ({ digest }: TemplateRoutesDeps, status: number, template: Template): Reply => ({
  status,
  body: presentTemplate(template),
  headers: {
    ETag: entityTag(templateTag(digest, template)),
    ...(status === 201 && { Location: `${templatesPath}/${template.id}` }),
  },
});

const answer = (description: string) => ({
  description,
  schema: templateSchema,
  headers: { ETag: 'Changes with the template and the state of its plan.' },
});

const links = {
  to: [
    'getTemplate',
    'updateTemplate',
    'archiveTemplate',
    'getTemplatePlan',
    'approveTemplatePlan',
    'rejectTemplatePlan',
    'reviseTemplatePlan',
    'retryTemplatePlan',
  ],
  with: { id: '$response.body#/id' },
};

const createRoute = (deps: TemplateRoutesDeps): Route =>
  defineRoute({
    ...mayManage,
    method: 'POST',
    path: templatesPath,
    operationId: 'createTemplate',
    summary: 'Make a template',
    description:
      'Its plan is drafted at once and then waits for approval, unless the template or the tenant approves plans by itself. What lacks critical data is refused with a pointer and a question for each gap: unlike an interview, a template waits for nobody.',
    body: newTemplateSchema,
    bodyBytesMax: requestBytesMax,
    responses: { 201: { ...answer('The template; its plan is being drafted.'), links } },
    problems: ['template.incomplete', 'locale.unsupported', 'template.external_id_taken', ...longTextProblems],
    handler: async ({ body, ...call }) =>
      reply(deps, 201, await deps.templates.create(call.principal.tenantId, body, templateAsker(call))),
  });

const listQuery = z.strictObject({
  archived: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: '`true` lists the archived ones instead of the others.' }),
  ...pageQuery,
});

const listRoute = ({ templates }: TemplateRoutesDeps): Route =>
  defineRoute({
    ...mayRead,
    method: 'GET',
    path: templatesPath,
    operationId: 'listTemplates',
    summary: 'List templates',
    description: 'Newest first.',
    query: listQuery,
    responses: { 200: { description: 'One page.', schema: templatePageSchema } },
    problems: ['cursor.invalid'],
    handler: async ({ query: { archived, limit, cursor }, principal }) => {
      const filter = { archived: archived === 'true' };
      const { items, nextCursor } = await templates.list(principal.tenantId, { filter, limit, cursor });
      return { status: 200, body: { items: items.map(presentTemplate), nextCursor } };
    },
  });

const readRoute = (deps: TemplateRoutesDeps): Route =>
  defineRoute({
    ...mayRead,
    ...byTemplate,
    method: 'GET',
    path: `${templatesPath}/:id`,
    operationId: 'getTemplate',
    summary: 'Read a template',
    responses: { 200: answer('The template.') },
    problems: ['template.not_found'],
    handler: async ({ params: { id }, principal }) =>
      reply(deps, 200, await deps.templates.find(principal.tenantId, id)),
  });

const changeRoute = (deps: TemplateRoutesDeps): Route =>
  defineRoute({
    ...mayManage,
    ...byTemplate,
    method: 'PATCH',
    path: `${templatesPath}/:id`,
    operationId: 'updateTemplate',
    summary: 'Change a template, or bring it back',
    description:
      'A change of the job or the language makes a new version with a plan of its own; until that is approved, the version before goes on being ordered. The rest changes in place. `archived: false` brings an archived template back. `If-Match` with the `ETag` of a read refuses the change when somebody else was faster.',
    body: templatePatchSchema,
    bodyBytesMax: requestBytesMax,
    responses: { 200: answer('The template after the change.') },
    problems: [
      'template.not_found',
      'template.archived',
      'locale.unsupported',
      'template.incomplete',
      'template.external_id_taken',
      'template.stale_version',
      'request.precondition_failed',
      ...longTextProblems,
    ],
    handler: async ({ params: { id }, body, ...call }) => {
      const by = { ...templateAsker(call), expectedTags: expectedTags(call.request.header('If-Match')) };
      return reply(deps, 200, await deps.templates.change(call.principal.tenantId, id, body, by));
    },
  });

const archiveRoute = (deps: TemplateRoutesDeps): Route =>
  defineRoute({
    ...mayManage,
    ...byTemplate,
    method: 'DELETE',
    path: `${templatesPath}/:id`,
    operationId: 'archiveTemplate',
    summary: 'Archive a template',
    description: 'Nothing new is ordered of it; interviews that use it live on, and it can be brought back.',
    responses: { 200: answer('The archived template.') },
    problems: ['template.not_found'],
    handler: async ({ params: { id }, ...call }) =>
      reply(deps, 200, await deps.templates.archive(call.principal.tenantId, id, templateAsker(call))),
  });

export const templateRoutes = (deps: TemplateRoutesDeps): Route[] =>
  [createRoute, listRoute, readRoute, changeRoute, archiveRoute].map((route) => route(deps));
