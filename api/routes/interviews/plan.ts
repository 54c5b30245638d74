// The recruiter's decisions on a plan.
import { z } from 'zod';
import { mayKnowLink } from '../../../domain/access/audience.ts';
import type { Decisions } from '../../../usecases/decisions.ts';
import { defineRoute } from '../../guard/route.ts';
import { callerOf, longTextProblems, commandProblems, runOf } from '../calls.ts';
import {
  basePath,
  instant,
  personName,
  revision,
  runExample,
  runParams,
  said,
  toIsoOrNull,
} from '../../schemas/fields.ts';
import { outcomeSchema, stateSchema } from '../../schemas/interview.ts';

const planPath = `${basePath}/interviews/:runId/plan`;
const planRevision = revision
  .optional()
  .meta({ description: 'The revision that was looked at; another current one is refused with 409.' });
const decision = {
  tag: 'Plans',
  access: { kind: 'key', scope: 'interviews:decide' },
  params: runParams,
  example: runExample,
  problems: [...commandProblems, 'interview.stale_revision', 'decision.decider_required'],
  idempotent: true,
  limitClass: 'write',
  reads: ['link'],
  uses: ['plan', 'notes'],
} as const;

const approveBody = z
  .strictObject({
    planRevision,
    approvedBy: personName.optional(),
    scheduledAt: instant
      .optional()
      .meta({ description: 'Agreed start, at most a year ahead; the run is then SCHEDULED.' }),
  })
  .meta({ id: 'PlanApproval', example: { planRevision: 1, approvedBy: 'Dana Recruiter' } });

const approvedSchema = z
  .object({
    state: stateSchema,
    interviewLink: z
      .string()
      .nullable()
      .meta({ description: 'The candidate’s link; null for keys that may not read interviews.' }),
    expiresAt: z.string().nullable().meta({ format: 'date-time' }),
  })
  .meta({ id: 'ApprovedPlan' });

const approveRoute = (decisions: Decisions) =>
  defineRoute({
    ...decision,
    method: 'POST',
    path: `${planPath}/approve`,
    operationId: 'approvePlan',
    summary: 'Approve the plan',
    description: 'Locks the rubric and makes the candidate’s link.',
    body: approveBody,
    bodyOptional: true,
    responses: { 200: { description: 'Approved.', schema: approvedSchema } },
    handler: async ({ body: { approvedBy, scheduledAt, planRevision: about }, ...call }) => {
      const start = scheduledAt === undefined ? undefined : Date.parse(scheduledAt);
      const approval = { planRevision: about, scheduledAt: start, decidedBy: approvedBy };
      const { state, expiresAt, ...made } = await decisions.approvePlan(
        runOf(call),
        approval,
        callerOf(call, approvedBy),
      );
      const interviewLink = mayKnowLink(call.principal.scopes) ? made.interviewLink : null;
      return { status: 200, body: { state, interviewLink, expiresAt: toIsoOrNull(expiresAt) } };
    },
  });

const rejectBody = z
  .strictObject({ planRevision, feedback: said('prose', 5_000), rejectedBy: personName.optional() })
  .meta({ id: 'PlanRejection', example: { feedback: 'We are not hiring for this position any more.' } });

const rejectRoute = (decisions: Decisions) =>
  defineRoute({
    ...decision,
    method: 'POST',
    path: `${planPath}/reject`,
    operationId: 'rejectPlan',
    summary: 'Reject the plan and end the run',
    body: rejectBody,
    responses: { 200: { description: 'Rejected.', schema: z.object({ state: stateSchema, outcome: outcomeSchema }) } },
    handler: async ({ body: { planRevision: about, feedback, rejectedBy }, ...call }) => {
      const rejection = { planRevision: about, text: feedback, decidedBy: rejectedBy };
      await decisions.rejectPlan(runOf(call), rejection, callerOf(call, rejectedBy));
      return { status: 200, body: { state: 'REJECTED', outcome: 'PLAN_REJECTED' } };
    },
  });

const change = said('prose', 2_000);
export const revisionTarget = z.union([
  z.strictObject({ questionId: z.string().min(1).max(64), change }),
  z.strictObject({ competency: said('line', 200), change }),
]);

const reviseBody = z
  .strictObject({
    planRevision,
    instructions: said('prose', 10_000),
    targets: z.array(revisionTarget).max(20).optional().meta({
      description:
        'What to change, by question id, or by id or name of a competency; what is not named stays as it is.',
    }),
    requestedBy: personName.optional(),
  })
  .meta({
    id: 'PlanRevision',
    example: { instructions: 'Move question 2 to the start.' },
  });

const revisedSchema = z.object({
  state: stateSchema,
  planRevision: z.int().meta({ description: 'The revision that is being drafted.' }),
});

const reviseRoute = (decisions: Decisions) =>
  defineRoute({
    ...decision,
    method: 'PATCH',
    path: `${planPath}/revise`,
    operationId: 'revisePlan',
    summary: 'Ask for targeted changes of the plan',
    description: 'Drafts the next revision; at most 20 per run. What the request does not name stays as it is.',
    body: reviseBody,
    responses: { 200: { description: 'The next revision is being drafted.', schema: revisedSchema } },
    problems: [
      ...decision.problems,
      'interview.revision_limit',
      'plan.question_not_found',
      'plan.revision_not_understood',
      ...longTextProblems,
    ],
    handler: async ({ body: { planRevision: about, instructions, targets, requestedBy }, ...call }) => {
      const wish = { planRevision: about, text: instructions, targets, decidedBy: requestedBy };
      const revised = await decisions.revisePlan(runOf(call), wish, callerOf(call, requestedBy));
      return { status: 200, body: { state: 'GENERATING_PLAN', ...revised } };
    },
  });

export const planRoutes = ({ decisions }: { decisions: Decisions }) => [
  approveRoute(decisions),
  rejectRoute(decisions),
  reviseRoute(decisions),
];
