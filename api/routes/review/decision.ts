// What the review page's forms send.
import { z } from 'zod';
import { verdicts } from '../../../domain/lifecycle/state.ts';
import type { ReviewDecision } from '../../../usecases/review/review.ts';
import { said, typed } from '../../schemas/fields.ts';

/** Why a verdict departs from the proposed one, in the words that the page offers. */
export const overrideReasons = {
  evidence_weighed_differently: 'I weigh the evidence differently',
  further_evidence: 'I know more than the interview shows',
  assessment_mistaken: 'The assessment is mistaken',
  other: 'Another reason',
} as const;

const reasonCodes = Object.keys(overrideReasons) as (keyof typeof overrideReasons)[];

const revision = z.coerce.number().int().min(1).max(10_000);
const reason = said('prose', 5_000);
const blank = z.literal('').transform(() => null);

export const decisionBody = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approvePlan'), revision }),
  z.strictObject({ decision: z.literal('rejectPlan'), revision, reason }),
  z.strictObject({
    decision: z.literal('approveAssessment'),
    revision,
    verdict: z.enum(verdicts),
    reasonCode: blank.or(z.enum(reasonCodes)).optional(),
    note: blank.or(typed('prose', 5_000)).optional(),
  }),
  z.strictObject({ decision: z.literal('rejectAssessment'), revision, reason }),
]);

export const decisionOf = (body: z.output<typeof decisionBody>): ReviewDecision => {
  if (body.decision !== 'approveAssessment') {
    const { decision, ...rest } = body;
    return { kind: decision, ...rest } as ReviewDecision;
  }
  const { revision: shown, verdict, reasonCode = null, note = null } = body;
  return { kind: 'approveAssessment', revision: shown, verdict, reasonCode, note: note === '' ? null : note };
};
