// The plan of a template: read, approved, rejected, revised for all its candidates, tried once more.
import { z } from 'zod';
import type { Template } from '../../../domain/templates/template.ts';
import type { ShownTemplatePlan, TemplatePlanDecisions } from '../../../usecases/templates/plan-decisions.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { personName, revision, said } from '../../schemas/fields.ts';
import { planSchema } from '../../schemas/plan.ts';
import { longTextProblems } from '../calls.ts';
import { revisionTarget } from '../interviews/plan.ts';
import { templateStateSchema } from './template-schema.ts';
import { byTemplate, mayManage, mayRead, templateAsker, templatesPath } from './templates.ts';

export type TemplatePlanRoutesDeps = { plans: TemplatePlanDecisions };

const path = `${templatesPath}/:id/plan`;

const templatePlanSchema = z
  .object({
    templateId: z.string(),
    version: z.int(),
    state: templateStateSchema,
    failure: z.string().nullable().meta({ description: 'Why it could not be drafted, as a code.' }),
    revises: z.int().nullable().meta({ description: 'The version whose plan this one redrafts.' }),
    wishes: z
      .object({
        instructions: z.string(),
        targets: z.array(
          z.object({ questionId: z.string().optional(), competency: z.string().optional(), change: z.string() }),
        ),
      })
      .nullable()
      .meta({ description: 'What was asked of it.' }),
    requestedBy: z.string().nullable(),
    plan: planSchema.nullable().meta({ description: 'Null until it is drafted. Its `revision` is the version.' }),
    feedback: z.string().nullable(),
    decidedBy: z.string().nullable(),
    draftedAt: z.iso.datetime().nullable(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'TemplatePlan' });

const readRoute = ({ plans }: TemplatePlanRoutesDeps): Route =>
  defineRoute({
    ...mayRead,
    ...byTemplate,
    method: 'GET',
    path,
    operationId: 'getTemplatePlan',
    summary: 'Read the plan of a template',
    description: 'Of the newest version, or of the one that is asked for: interviews name the version that they used.',
    query: z.strictObject({ version: revision.optional() }),
    responses: { 200: { description: 'The plan and what became of it.', schema: templatePlanSchema } },
    problems: ['template.not_found'],
    handler: async ({ params: { id }, query: { version }, principal: { tenantId } }) => {
      const {
        job: _job,
        locale: _locale,
        tenantId: _,
        ...shown
      }: ShownTemplatePlan = await plans.read({ tenantId, id }, version);
      return { status: 200, body: shown };
    },
  });

const version = revision
  .optional()
  .meta({ description: 'The version that was looked at; another newest one is refused with 409.' });

const decidedSchema = z
  .object({
    version: z.int(),
    planState: templateStateSchema,
    publishedVersion: z.int().nullable().meta({ description: 'The version that is ordered now.' }),
  })
  .meta({ id: 'DecidedTemplatePlan' });

const decision = {
  ...mayManage,
  ...byTemplate,
  problems: [
    'template.not_found',
    'template.archived',
    'template.invalid_transition',
    'template.stale_version',
    'decision.decider_required',
  ],
} as const;

const decided = ({ version: newest, planState, publishedVersion }: Template) => ({
  status: 200,
  body: { version: newest, planState, publishedVersion },
});

const approveRoute = ({ plans }: TemplatePlanRoutesDeps): Route =>
  defineRoute({
    ...decision,
    method: 'POST',
    path: `${path}/approve`,
    operationId: 'approveTemplatePlan',
    summary: 'Approve the plan of a template',
    description:
      'From now on this version is ordered: all its candidates meet the same form, and nobody decides on a plan again.',
    body: z
      .strictObject({ version, approvedBy: personName.optional() })
      .meta({ id: 'TemplatePlanApproval', example: { version: 1, approvedBy: 'Dana Recruiter' } }),
    bodyOptional: true,
    responses: { 200: { description: 'Approved.', schema: decidedSchema } },
    handler: async ({ params: { id }, body, ...call }) => {
      const approval = { version: body.version, decidedBy: body.approvedBy };
      return decided(await plans.approve({ tenantId: call.principal.tenantId, id }, approval, templateAsker(call)));
    },
  });

const rejectRoute = ({ plans }: TemplatePlanRoutesDeps): Route =>
  defineRoute({
    ...decision,
    method: 'POST',
    path: `${path}/reject`,
    operationId: 'rejectTemplatePlan',
    summary: 'Reject the plan of a template',
    description: 'The version that was approved before, if any, goes on being ordered.',
    body: z
      .strictObject({ version, feedback: said('prose', 5_000), rejectedBy: personName.optional() })
      .meta({ id: 'TemplatePlanRejection', example: { feedback: 'The questions are too general.' } }),
    responses: { 200: { description: 'Rejected.', schema: decidedSchema } },
    handler: async ({ params: { id }, body, ...call }) => {
      const rejection = { version: body.version, feedback: body.feedback, decidedBy: body.rejectedBy };
      return decided(await plans.reject({ tenantId: call.principal.tenantId, id }, rejection, templateAsker(call)));
    },
  });

const reviseRoute = ({ plans }: TemplatePlanRoutesDeps): Route =>
  defineRoute({
    ...decision,
    method: 'PATCH',
    path: `${path}/revise`,
    operationId: 'reviseTemplatePlan',
    summary: 'Ask for targeted changes of the plan of a template',
    description:
      'Makes a new version, whose plan is redrafted from the present one and is a new form. What the request does not name stays as it is. The words are kept with the template: they are about the job, so name nobody.',
    body: z
      .strictObject({
        version,
        instructions: said('prose', 10_000),
        targets: z.array(revisionTarget).max(20).optional(),
        requestedBy: personName.optional(),
      })
      .meta({ id: 'TemplatePlanRevision', example: { instructions: 'Move question 2 to the start.' } }),
    responses: { 200: { description: 'The new version is being drafted.', schema: decidedSchema } },
    problems: [...decision.problems, 'plan.question_not_found', 'plan.revision_not_understood', ...longTextProblems],
    handler: async ({ params: { id }, body, ...call }) => {
      const { version: about, instructions, targets = [], requestedBy: decidedBy } = body;
      const wish = { version: about, instructions, targets, decidedBy };
      return decided(await plans.revise({ tenantId: call.principal.tenantId, id }, wish, templateAsker(call)));
    },
  });

const retryRoute = ({ plans }: TemplatePlanRoutesDeps): Route =>
  defineRoute({
    ...decision,
    method: 'POST',
    path: `${path}/retry`,
    operationId: 'retryTemplatePlan',
    summary: 'Draft the plan of a template once more',
    description: 'For a plan that could not be drafted.',
    body: z.strictObject({ version }),
    bodyOptional: true,
    responses: { 200: { description: 'It is being drafted.', schema: decidedSchema } },
    handler: async ({ params: { id }, body, ...call }) =>
      decided(await plans.retry({ tenantId: call.principal.tenantId, id }, body.version, templateAsker(call))),
  });

export const templatePlanRoutes = (deps: TemplatePlanRoutesDeps): Route[] =>
  [readRoute, approveRoute, rejectRoute, reviseRoute, retryRoute].map((route) => route(deps));
