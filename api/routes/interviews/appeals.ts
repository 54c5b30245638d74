// The second decision on an interview, which a candidate asked for: made once, by a person who is named.
import { z } from 'zod';
import { appealDeciders, appealOutcomes } from '../../../domain/appeals/appeal.ts';
import type { AppealUseCases } from '../../../usecases/review/appeals.ts';
import { defineRoute } from '../../guard/route.ts';
import { verdictSchema } from '../../schemas/assessment.ts';
import { basePath, personName, reasonCode, runExample, runParams, said, toIso } from '../../schemas/fields.ts';
import { askerOf, runOf } from '../calls.ts';

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
