// What a plan costs the candidate: its planned minutes, and the bound that a new draft is brought within.
import type { MinutesBounds, PlanDraft } from './plan.ts';
import { planLimits } from './plan-limits.ts';

export const usualMinutes: MinutesBounds = { min: 15, max: 30 };

const secondsOf = ({ questions }: Pick<PlanDraft, 'questions'>): number =>
  questions.reduce((sum, { timeBudgetSeconds }) => sum + timeBudgetSeconds, 0);

/** Whole minutes, rounded up: nobody is told less than it takes. */
export const minutesOf = (plan: Pick<PlanDraft, 'questions'>): number => Math.ceil(secondsOf(plan) / 60);

const stepSeconds = 10;

/** The draft with budgets that are shorter by one factor where it would take longer than the bound; no budget below a minute. */
export const withinMinutes = (draft: PlanDraft, { max }: MinutesBounds): PlanDraft => {
  if (minutesOf(draft) <= max) return draft;
  const factor = (max * 60) / secondsOf(draft);
  const shorter = (seconds: number): number =>
    Math.max(planLimits.timeBudgetSecondsMin, Math.floor((seconds * factor) / stepSeconds) * stepSeconds);
  const questions = draft.questions.map((one) => ({ ...one, timeBudgetSeconds: shorter(one.timeBudgetSeconds) }));
  return { ...draft, questions };
};
