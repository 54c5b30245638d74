// The recruiter's decisions on an assessment.
import { z } from 'zod';
import type { Decisions } from '../../../usecases/decisions.ts';
import { defineRoute } from '../../guard/route.ts';
import { verdictSchema } from '../../schemas/assessment.ts';
import { callerOf, commandProblems, runOf } from '../calls.ts';
import { basePath, personName, reasonCode, revision, runExample, runParams, said } from '../../schemas/fields.ts';
import { outcomeSchema, stateSchema } from '../../schemas/interview.ts';

const runPath = `${basePath}/interviews/:runId`;
const assessmentRevision = revision
  .optional()
  .meta({ description: 'The revision that was looked at; another current one is refused with 409.' });
const decision = {
  method: 'POST',
  tag: 'Assessments',
  access: { kind: 'key', scope: 'assessments:decide' },
  params: runParams,
  example: runExample,
  idempotent: true,
  limitClass: 'write',
} as const;

const approveBody = z
  .strictObject({
    assessmentRevision,
    verdict: verdictSchema.optional().meta({ description: 'Your verdict; the proposed one when absent.' }),
    reasonCodes: z
      .array(reasonCode)
      .max(20)
      .optional()
      .meta({ description: 'Needed when the verdict departs from the proposed one.' }),
    note: said('prose', 5_000).optional(),
    approvedBy: personName.optional(),
  })
  .meta({
    id: 'AssessmentApproval',
    example: { verdict: 'HIRE', reasonCodes: ['strong_reference'], approvedBy: 'Dana Recruiter' },
  });

const approvedSchema = z
  .object({ state: stateSchema, verdict: verdictSchema, overridden: z.boolean() })
  .meta({ id: 'ApprovedAssessment' });

const approveRoute = (decisions: Decisions) =>
  defineRoute({
    ...decision,
    path: `${runPath}/assessment/approve`,
    operationId: 'approveAssessment',
    summary: 'Give the verdict',
    description:
      'A verdict other than the proposed one is recorded as an override and needs a reason code. Where no verdict is proposed, state one.',
    body: approveBody,
    bodyOptional: true,
    responses: { 200: { description: 'The verdict stands.', schema: approvedSchema } },
    problems: [
      'consent.withdrawn',
      ...commandProblems,
      'interview.stale_revision',
      'assessment.verdict_required',
      'assessment.reason_required',
      'decision.decider_required',
    ],
    handler: async ({ body: { note, approvedBy, ...wish }, ...call }) => ({
      status: 200,
      body: await decisions.approveAssessment(
        runOf(call),
        { ...wish, text: note, decidedBy: approvedBy },
        callerOf(call, approvedBy),
      ),
    }),
  });

const rejectBody = z
  .strictObject({ assessmentRevision, reason: said('prose', 5_000), rejectedBy: personName.optional() })
  .meta({ id: 'AssessmentRejection', example: { reason: 'The line was too poor to understand the answers.' } });

const rejectRoute = (decisions: Decisions) =>
  defineRoute({
    ...decision,
    path: `${runPath}/assessment/reject`,
    operationId: 'rejectAssessment',
    summary: 'Reject the assessment and end the run',
    body: rejectBody,
    responses: { 200: { description: 'Rejected.', schema: z.object({ state: stateSchema, outcome: outcomeSchema }) } },
    problems: [...commandProblems, 'interview.stale_revision', 'consent.withdrawn', 'decision.decider_required'],
    handler: async ({ body: { assessmentRevision: about, reason, rejectedBy }, ...call }) => {
      const rejection = { assessmentRevision: about, text: reason, decidedBy: rejectedBy };
      await decisions.rejectAssessment(runOf(call), rejection, callerOf(call, rejectedBy));
      return { status: 200, body: { state: 'CANCELLED', outcome: 'ASSESSMENT_REJECTED' } };
    },
  });

const rescoreBody = z.strictObject({ assessmentRevision }).meta({ id: 'RescoreRequest', example: {} });

const rescoreRoute = (decisions: Decisions) =>
  defineRoute({
    ...decision,
    path: `${runPath}/rescore`,
    operationId: 'rescore',
    summary: 'Score the conversation again',
    description: 'Makes a new assessment revision; the old one is kept beside it.',
    body: rescoreBody,
    bodyOptional: true,
    responses: {
      200: {
        description: 'Scoring.',
        schema: z.object({
          state: stateSchema,
          assessmentRevision: z.int().meta({ description: 'The revision that is being made.' }),
        }),
      },
    },
    problems: [...commandProblems, 'interview.stale_revision', 'consent.withdrawn'],
    handler: async ({ body, ...call }) => {
      const scoring = await decisions.rescore(runOf(call), body, callerOf(call));
      return { status: 200, body: { state: 'COMPLETED', ...scoring } };
    },
  });

export const assessmentRoutes = ({ decisions }: { decisions: Decisions }) => [
  approveRoute(decisions),
  rejectRoute(decisions),
  rescoreRoute(decisions),
];
