// The total and the verdict that is proposed to a person: weights and thresholds of the locked plan, nothing else.
import type { CompetencyResult, Judgement } from '../assessment/assessment.ts';
import { verdicts, type Verdict } from '../lifecycle/state.ts';
import type { Competency, Plan, Thresholds } from '../plan/plan.ts';
import { varianceOf } from './median.ts';

export const defaultMinimumScore = 3;
const certainNoHireBelow = 2;
/** Tolerance for sums of weights: 1/3 missing of three equal weights is exactly the limit, not over it. */
const rounding = 1e-9;
/** Even judges who agree place an answer only to about a quarter of a step. */
const judgeErrorFloor = 0.25;
const ninetyFivePercent = 1.96;

export type Total = { overallScore: number | null; uncertainty: number | null; verdict: Verdict | null };

/** One decimal; noise far behind it must not decide which way a half is rounded. */
const toPoints = (mean: number): number => Math.round(Number((((mean - 1) / 4) * 1000).toFixed(6))) / 10;

const byThreshold = (points: number, thresholds: Thresholds): Verdict => {
  if (points >= thresholds.strongHire) return 'STRONG_HIRE';
  if (points >= thresholds.hire) return 'HIRE';
  return points >= thresholds.maybe ? 'MAYBE' : 'NO_HIRE';
};

const lower = (left: Verdict, right: Verdict): Verdict =>
  verdicts.indexOf(left) >= verdicts.indexOf(right) ? left : right;

/** The best verdict that a required competency allows; one without evidence is a person's question, so no hire is proposed. */
const ceilingOf = (competency: Competency, score: number | null): Verdict => {
  if (!competency.required) return 'STRONG_HIRE';
  if (score === null) return 'MAYBE';
  if (score < certainNoHireBelow) return 'NO_HIRE';
  return score < (competency.minimumScore ?? defaultMinimumScore) ? 'MAYBE' : 'STRONG_HIRE';
};

type Weighted = { competency: Competency; score: number | null; share: number };

const weigh = (competencies: readonly Competency[], results: readonly CompetencyResult[]): Weighted[] => {
  const scores = new Map(results.map((result) => [result.id, result.score]));
  const whole = competencies.reduce((sum, competency) => sum + competency.weight, 0);
  return competencies.map((competency) => ({
    competency,
    score: scores.get(competency.id) ?? null,
    share: whole > 0 ? competency.weight / whole : 0,
  }));
};

/** Half the width of the 95 % band of the total in points, from the judges' disagreement and a floor. */
const uncertaintyOf = (weighted: readonly Weighted[], present: number, judgements: readonly Judgement[]): number => {
  const variance = weighted.reduce((sum, { competency, share }) => {
    const scores = judgements.filter((one) => one.competencyId === competency.id).flatMap((one) => one.score ?? []);
    const error = judgeErrorFloor ** 2 + varianceOf(scores) / Math.max(1, scores.length);
    return sum + (share / present) ** 2 * error;
  }, 0);
  return Math.round(Number((ninetyFivePercent * Math.sqrt(variance) * 250).toFixed(6))) / 10;
};

/** Total, band and verdict; all null when more weight lacks evidence than the plan's rubric allows. */
export const totalOf = (
  plan: Pick<Plan, 'competencies' | 'thresholds'>,
  results: readonly CompetencyResult[],
  judgements: readonly Judgement[] = [],
): Total => {
  const weighted = weigh(plan.competencies, results);
  const scored = weighted.filter((one) => one.score !== null);
  const present = scored.reduce((sum, { share }) => sum + share, 0);
  if (present <= rounding || 1 - present > plan.thresholds.maxMissingWeightShare + rounding) {
    return { overallScore: null, uncertainty: null, verdict: null };
  }
  const mean = scored.reduce((sum, { score, share }) => sum + (score ?? 0) * share, 0) / present;
  const overallScore = toPoints(mean);
  const verdict = weighted
    .map(({ competency, score }) => ceilingOf(competency, score))
    .reduce(lower, byThreshold(overallScore, plan.thresholds));
  return { overallScore, uncertainty: uncertaintyOf(scored, present, judgements), verdict };
};

/** Rules that cannot tell good from bad neither hire nor turn away: they propose `MAYBE`, or nothing without a total. */
export const advisoryTotal = (total: Total): Total => ({ ...total, verdict: total.verdict === null ? null : 'MAYBE' });
