// The recruiter's decisions on a plan.
import { z } from 'zod';
import type { createNoteAttacher } from '../../../usecases/command-note.ts';
import type { approvePlan, revisePlan } from '../../../usecases/decide-plan.ts';
import type { SendCommand } from '../../../usecases/send-command.ts';
import { defineRoute } from '../../guard/route.ts';
import { callerOf } from './caller.ts';
import {
  basePath,
  instant,
  personName,
  present,
  revision,
  runExample,
  runParams,
  toIsoOrNull,
  words,
} from './fields.ts';
import { outcomeSchema, stateSchema } from './interview-schema.ts';
import { notedCommandProblems } from './problems.ts';

export type PlanRoutesDeps = {
  sendCommand: SendCommand;
  attachNote: ReturnType<typeof createNoteAttacher>;
  approvePlan: ReturnType<typeof approvePlan>;
  revisePlan: ReturnType<typeof revisePlan>;
};

const planPath = `${basePath}/interviews/:runId/plan`;
const planRevision = revision
  .optional()
  .meta({ description: 'The revision that was looked at; another current one is refused with 409.' });
const decision = {
  tag: 'Plan',
  access: { kind: 'key', scope: 'interviews:decide' },
  params: runParams,
  example: runExample,
  idempotent: true,
  limitClass: 'write',
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
    interviewLink: z.string().nullable().meta({ description: 'The candidate’s link.' }),
    expiresAt: z.string().nullable().meta({ format: 'date-time' }),
  })
  .meta({ id: 'ApprovedPlan' });

const approveRoute = (deps: PlanRoutesDeps) =>
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
    problems: [...notedCommandProblems, 'interview.stale_revision'],
    handler: async ({ params, body, principal, request }) => {
      const { approvedBy, scheduledAt, ...rest } = body;
      const approval = {
        ...rest,
        decidedBy: approvedBy,
        scheduledAt: scheduledAt === undefined ? undefined : Date.parse(scheduledAt),
      };
      const caller = callerOf(principal, request, approvedBy);
      const { state, interviewLink, expiresAt } = await deps.approvePlan(
        principal.tenantId,
        params.runId,
        present(approval),
        caller,
      );
      return { status: 200, body: { state, interviewLink, expiresAt: toIsoOrNull(expiresAt) } };
    },
  });

const rejectBody = z
  .strictObject({ planRevision, feedback: words(5_000), rejectedBy: personName.optional() })
  .meta({ id: 'PlanRejection', example: { feedback: 'We are not hiring for this position any more.' } });

const rejectRoute = (deps: PlanRoutesDeps) =>
  defineRoute({
    ...decision,
    method: 'POST',
    path: `${planPath}/reject`,
    operationId: 'rejectPlan',
    summary: 'Reject the plan and end the run',
    body: rejectBody,
    responses: { 200: { description: 'Rejected.', schema: z.object({ state: stateSchema, outcome: outcomeSchema }) } },
    problems: [...notedCommandProblems, 'interview.stale_revision'],
    handler: async ({ params, body, principal, request }) => {
      const { feedback, rejectedBy, ...args } = body;
      const note = { text: feedback, ...present({ decidedBy: rejectedBy }) };
      const command = { name: 'rejectPlan', args: present(args) } as const;
      const caller = callerOf(principal, request, rejectedBy);
      const attach = deps.attachNote(principal.tenantId, command, note);
      await deps.sendCommand(principal.tenantId, params.runId, command, { ...caller, content: note, attach });
      return { status: 200, body: { state: 'REJECTED', outcome: 'PLAN_REJECTED' } };
    },
  });

const change = words(2_000);
const target = z.union([
  z.strictObject({ questionId: z.string().min(1).max(64), change }),
  z.strictObject({ competency: z.string().min(1).max(200), change }),
]);

const reviseBody = z
  .strictObject({
    planRevision,
    instructions: words(10_000),
    targets: z.array(target).max(20).optional().meta({
      description:
        'What to change, by question id, or by id or name of a competency; what is not named stays as it is.',
    }),
    requestedBy: personName.optional(),
  })
  .meta({
    id: 'PlanRevision',
    example: { instructions: 'Ask more about incident response, and less about frameworks.' },
  });

const revisedSchema = z.object({
  state: stateSchema,
  planRevision: z.int().meta({ description: 'The revision that is being drafted.' }),
});

const reviseRoute = (deps: PlanRoutesDeps) =>
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
      ...notedCommandProblems,
      'interview.stale_revision',
      'interview.revision_limit',
      'plan.question_not_found',
    ],
    handler: async ({ params, body, principal, request }) => {
      const { instructions, targets, requestedBy, planRevision: about } = body;
      const note = { text: instructions, ...present({ targets, decidedBy: requestedBy }) };
      const wish = { note, ...present({ planRevision: about }) };
      const caller = callerOf(principal, request, requestedBy);
      const next = await deps.revisePlan(principal.tenantId, params.runId, wish, caller);
      return { status: 200, body: { state: 'GENERATING_PLAN', planRevision: next.planRevision } };
    },
  });

export const planRoutes = (deps: PlanRoutesDeps) => [approveRoute(deps), rejectRoute(deps), reviseRoute(deps)];
