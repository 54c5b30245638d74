// A decision in the words of its button.
import type { Verdict } from '../../../../domain/lifecycle/state.ts';
import type { Decide } from '../../../../usecases/review/view.ts';
import { fill } from '../../../i18n/fill.ts';
import type { ReviewMessages } from '../../../i18n/en/review/all.ts';

export const approveWords = ({ assessment, frame }: ReviewMessages, verdict: Verdict | null): string =>
  verdict === null
    ? assessment.decision.choose
    : fill(assessment.decision.approve, { verdict: frame.verdicts[verdict].name });

export const appealWords = (
  { assessment, frame }: ReviewMessages,
  { outcome, verdict }: { outcome: 'upheld' | 'changed' | null; verdict: Verdict | null },
): string => {
  const { appeal } = assessment;
  if (outcome === 'upheld') return appeal.uphold;
  if (outcome === null || verdict === null) return appeal.choose;
  return fill(appeal.change, { verdict: frame.verdicts[verdict].name });
};

const planWords: Readonly<Partial<Record<Decide['kind'], 'approve' | 'send' | 'rejectAct'>>> = {
  approvePlan: 'approve',
  revisePlan: 'send',
  rejectPlan: 'rejectAct',
};

export const actWords = (messages: ReviewMessages, decision: Decide): string => {
  const ofPlan = planWords[decision.kind];
  if (ofPlan !== undefined) return messages.plan.decide[ofPlan];
  if (decision.kind === 'approveAssessment') return approveWords(messages, decision.verdict);
  return decision.kind === 'decideAppeal' ? appealWords(messages, decision) : messages.assessment.reject.act;
};
