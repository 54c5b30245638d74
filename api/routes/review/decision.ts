// What the review page's forms send.
import { z } from 'zod';
import { verdicts } from '../../../domain/lifecycle/state.ts';
import type { ReviewDecision } from '../../../usecases/review/review.ts';
import { typed } from '../../schemas/fields.ts';
import type { Typed } from './typed.ts';

/** Why a verdict departs from the proposed one, in the words that the page offers. */
export const overrideReasons = {
  evidence_weighed_differently: 'I weigh the evidence differently',
  further_evidence: 'I know more than the interview shows',
  assessment_mistaken: 'The assessment is mistaken',
  other: 'Another reason',
} as const;

const reasonCodes = Object.keys(overrideReasons) as (keyof typeof overrideReasons)[];

const revision = z.coerce.number().int().min(1).max(10_000);
const words = typed('prose', 5_000);
const blank = z.literal('').transform(() => null);

/** Fields that a person can leave empty may be absent, as empty ones count: the page says what is missing, and keeps the rest. */
export const decisionBody = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approvePlan'), revision }),
  z.strictObject({ decision: z.literal('rejectPlan'), revision, reason: words.default('') }),
  z.strictObject({
    decision: z.literal('approveAssessment'),
    revision,
    verdict: blank.or(z.enum(verdicts)).default(null),
    reasonCode: blank.or(z.enum(reasonCodes)).optional(),
    note: words.optional(),
  }),
  z.strictObject({ decision: z.literal('rejectAssessment'), revision, reason: words.default('') }),
]);
export type DecisionBody = z.output<typeof decisionBody>;

/** Null where something that is needed was left empty. */
export const decisionOf = (body: DecisionBody): ReviewDecision | null => {
  switch (body.decision) {
    case 'approvePlan':
      return { kind: body.decision, revision: body.revision };
    case 'approveAssessment': {
      const { decision, verdict, reasonCode = null, note = '' } = body;
      if (verdict === null) return null;
      return { kind: decision, revision: body.revision, verdict, reasonCode, note: note === '' ? null : note };
    }
    default:
      return body.reason === '' ? null : { kind: body.decision, revision: body.revision, reason: body.reason };
  }
};

const missing = {
  rejectPlan: { field: 'reason', text: 'Please say why.' },
  rejectAssessment: { field: 'reason', text: 'Please say why.' },
  approveAssessment: { field: 'verdict', text: 'Please choose a verdict.' },
  approvePlan: null,
} as const;

/** The form as it was sent; with a `code`, what that refusal is about. */
export const typedOf = (body: DecisionBody, code: string | null): Typed => {
  const { decision, revision: _, ...fields } = body;
  const given = Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  const values = { decision, ...(Object.fromEntries(given) as Record<string, string>) };
  if (code === 'assessment.reason_required')
    return {
      values,
      fault: { field: 'reasonCode', text: 'Your verdict differs from the proposed one: please choose why.' },
    };
  return { values, fault: code === null || code === 'assessment.verdict_required' ? missing[decision] : null };
};
