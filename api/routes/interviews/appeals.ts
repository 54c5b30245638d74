// What candidates ask to be reviewed, and the second decision: made once, by a person who is named.
import { z } from 'zod';
import { appealDeciders, appealOutcomes } from '../../../domain/appeals/appeal.ts';
import { appealListStates } from '../../../domain/ports/appeals.ts';
import { present } from '../../../domain/present.ts';
import type { AppealUseCases } from '../../../usecases/review/appeals.ts';
import { defineRoute } from '../../guard/route.ts';
import { verdictSchema } from '../../schemas/assessment.ts';
import {
  basePath,
  pageOf,
  pageQuery,
  personName,
  reasonCode,
  runExample,
  runParams,
  said,
  toIso,
} from '../../schemas/fields.ts';
import { appealFields } from '../../schemas/interview.ts';
import { askerOf, runOf } from '../calls.ts';
import { presentAppeal } from './present-interview.ts';

const body = z
  .strictObject({
    outcome: z
      .enum(appealOutcomes)
      .meta({ description: '`upheld`: the first decision stands. `changed`: it does not.' }),
    verdict: verdictSchema
      .optional()
      .meta({ description: 'Needed where it is changed: another one than the one that stands.' }),
    reasonCodes: z.array(reasonCode).max(20).optional().meta({ description: 'Needed where it is changed.' }),
    note: said('prose', 5_000).optional(),
    decidedBy: personName.meta({
      description: 'A review names a person: somebody else than who made the first decision, where there is somebody.',
    }),
  })
  .meta({
    id: 'AppealDecision',
    example: {
      outcome: 'changed',
      verdict: 'STRONG_HIRE',
      reasonCodes: ['evidence_overlooked'],
      decidedBy: 'Robin Reviewer',
    },
  });

const decided = z
  .object({
    outcome: z.enum(appealOutcomes),
    verdict: verdictSchema.nullable().meta({
      description: 'The one that stands from now on; null where the assessment was turned down and stays so.',
    }),
    reasonCodes: z.array(z.string()),
    reviewedBy: z.enum(appealDeciders),
    decidedAt: z.iso.datetime(),
  })
  .meta({ id: 'DecidedAppeal' });

const listed = z.object({
  runId: z.string(),
  interviewId: z.string(),
  candidateRef: z.string().nullable(),
  position: z.string().nullable(),
  overdue: z.boolean().meta({ description: 'Open, although its time is over.' }),
  ...appealFields,
});

export const appealsRoute = ({ listAppeals }: Pick<AppealUseCases, 'listAppeals'>) =>
  defineRoute({
    method: 'GET',
    path: `${basePath}/appeals`,
    operationId: 'listAppeals',
    tag: 'Assessments',
    summary: 'List what candidates ask to be reviewed',
    description:
      'Those that are due first. The candidate’s words are not in it: they are for the reviewer, at the review page. An open one of an interview that is erased is left out, since nobody can decide on it any more.',
    access: { kind: 'key', scope: 'interviews:read' },
    limitClass: 'read',
    query: z.strictObject({
      state: z.enum(appealListStates).optional(),
      overdue: z
        .enum(['true'])
        .optional()
        .meta({ description: 'Those alone that are open although their time is over.' }),
      ...pageQuery,
    }),
    example: { query: { state: 'open', limit: '20' } },
    responses: { 200: { description: 'One page.', schema: pageOf(listed, 'AppealPage') } },
    problems: ['cursor.invalid'],
    handler: async ({ query: { limit, cursor, state, overdue }, principal }) => {
      const filter = present({ state, overdue: overdue === 'true' ? true : undefined });
      const { items, nextCursor } = await listAppeals(principal.tenantId, { filter, limit, cursor });
      const shown = items.map((item) => {
        const { runId, interviewId, candidateRef, position, overdue: isOverdue } = item;
        return { runId, interviewId, candidateRef, position, overdue: isOverdue, ...presentAppeal(item) };
      });
      return { status: 200, body: { items: shown, nextCursor } };
    },
  });

export const appealRoute = ({ decideAppeal }: Pick<AppealUseCases, 'decideAppeal'>) =>
  defineRoute({
    method: 'POST',
    path: `${basePath}/interviews/:runId/appeal/decision`,
    operationId: 'decideAppeal',
    tag: 'Assessments',
    summary: 'Decide on a candidate’s appeal',
    description:
      'A decision beside the first one, which stays on record; the state of the interview does not change. What was written into the ATS is brought up to date, and the candidate is told the outcome. Once: whoever comes later gets 409 with what was decided. Where the assessment had been turned down, a changed decision approves it with the verdict that is given.',
    access: { kind: 'key', scope: 'assessments:decide' },
    params: runParams,
    example: runExample,
    idempotent: true,
    limitClass: 'write',
    body,
    responses: { 200: { description: 'Decided.', schema: decided } },
    problems: [
      'appeal.not_found',
      'appeal.decided',
      'appeal.first_decider',
      'appeal.verdict_mismatch',
      'appeal.reason_required',
      'interview.busy',
      'personal_data.erased',
    ],
    handler: async ({ body: { outcome, verdict = null, reasonCodes = [], note = null, decidedBy }, ...call }) => {
      const { actor, requestId } = askerOf(call);
      const by = { kind: 'recruiter' as const, id: actor.id };
      const decision = { outcome, verdict, reasonCodes, note };
      const made = await decideAppeal(runOf(call), decision, { actor: by, requestId, decidedBy });
      return {
        status: 200,
        body: { ...made, reasonCodes: [...made.reasonCodes], decidedAt: toIso(made.decidedAt) },
      };
    },
  });
