// The total and the verdict that is proposed to a person: weights and thresholds of the locked plan, nothing else.
import type { Band, CompetencyResult, Judgement } from '../assessment/assessment.ts';
import { verdicts, type Verdict } from '../lifecycle/state.ts';
import type { Competency, Plan, Thresholds } from '../plan/plan.ts';
import { bandAround, ninetyFivePercent, squaredErrorOf, varianceOf } from './median.ts';

export const defaultMinimumScore = 3;
const certainNoHireBelow = 2;
/** Tolerance for sums of weights: 1/3 missing of three equal weights is exactly the limit, not over it. */
const rounding = 1e-9;
/** As it was counted before the number of readings was. */
const earlierErrorFloor = 0.25;

export type Total = {
  overallScore: number | null;
  uncertainty: number | null;
  band?: Band | null;
  verdict: Verdict | null;
};

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

type Weighted = { competency: Competency; score: number | null; share: number; readings: boolean };

const weigh = (competencies: readonly Competency[], results: readonly CompetencyResult[]): Weighted[] => {
  const byId = new Map(results.map((result) => [result.id, result]));
  const whole = competencies.reduce((sum, competency) => sum + competency.weight, 0);
  return competencies.map((competency) => ({
    competency,
    score: byId.get(competency.id)?.score ?? null,
    readings: byId.get(competency.id)?.readings !== undefined,
    share: whole > 0 ? competency.weight / whole : 0,
  }));
};

/** Half the width of the 95 % band of the total in points, from the spread of the readings and their number. */
const uncertaintyOf = (weighted: readonly Weighted[], present: number, judgements: readonly Judgement[]): number => {
  const variance = weighted.reduce((sum, { competency, share, readings }) => {
    const scores = judgements.filter((one) => one.competencyId === competency.id).flatMap((one) => one.score ?? []);
    const earlier = earlierErrorFloor ** 2 + varianceOf(scores) / Math.max(1, scores.length);
    const error = readings ? squaredErrorOf(scores) : earlier;
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
  const uncertainty = uncertaintyOf(scored, present, judgements);
  const band = scored.some(({ readings }) => readings) && { band: bandAround(overallScore, uncertainty, [0, 100]) };
  return { overallScore, uncertainty, ...band, verdict };
};

/** Rules that cannot tell good from bad neither hire nor turn away: they propose `MAYBE`, or nothing without a total. */
export const advisoryTotal = (total: Total): Total => ({ ...total, verdict: total.verdict === null ? null : 'MAYBE' });
