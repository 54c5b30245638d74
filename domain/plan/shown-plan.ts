// What people see of a plan beside its words: weights as shares of one whole, and what was asked for and is not covered.
import { erasedMark } from '../erasure/places.ts';
import { recogniseSkills } from '../skills/recognise-skills.ts';
import { stem } from '../text/stem.ts';
import { stopWords } from '../text/stop-words.ts';
import { tokenise } from '../text/tokens.ts';
import { minutesOf } from './plan-minutes.ts';
import type { Plan, PlanWarning } from './plan.ts';

export type ShownPlan = Plan & {
  warnings: PlanWarning[];
  /** What it is planned to take, follow-ups apart. */
  minutes: number;
  /** What the request asks for and the plan neither judges nor asks about: its own words, or the name of a skill. */
  uncovered: string[];
};

const parts = (weights: readonly number[], total: number): number[] => {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (weight / whole) * total);
  const large = weights.filter((_, index) => (exact[index] ?? 0) >= 1);
  if (large.length < weights.length) {
    const rest = parts(large, total - (weights.length - large.length));
    return exact.map((part) => (part >= 1 ? (rest.shift() ?? 1) : 1));
  }
  const lost = total - exact.reduce((sum, part) => sum + Math.floor(part), 0);
  const remainders = exact.map((part, index) => ({ index, remainder: part % 1 }));
  const raised = remainders.toSorted((a, b) => b.remainder - a.remainder).slice(0, lost);
  return exact.map((part, index) => Math.floor(part) + (raised.some((one) => one.index === index) ? 1 : 0));
};

/**
 * Whole numbers that sum to exactly 100, whatever scale an engine thinks in: what is lost in rounding goes to the largest
 * remainders, and nothing that counts is shown as 0. Scores are made of the stored weights.
 */
export const weightShares = (weights: readonly number[]): number[] => parts(weights, 100);

const everyday = new Set(
  'experience year knowledge skill ability able strong good excellent proven demonstrated solid work working understanding familiar familiarity production plus'
    .split(' ')
    .map(stem),
);

const stemsOf = (text: string): string[] =>
  tokenise(text)
    .filter(({ word }) => !stopWords.has(word) && !/^\d/.test(word))
    .map(({ word }) => stem(word))
    .filter((one) => !everyday.has(one));

type Subject = Pick<Plan, 'competencies' | 'questions' | 'skillsCoverage'>;

const uncoveredIn = (qualifications: readonly string[], { competencies, questions, skillsCoverage }: Subject) => {
  const texts = [...competencies.map(({ name }) => name), ...questions.map(({ text }) => text)];
  const told = new Set(texts.flatMap(stemsOf));
  const isMissing = (skill: string): boolean => skillsCoverage[skill] === false;
  const named = qualifications.map((text) => {
    const skills = recogniseSkills(text).map(({ skill }) => skill);
    const known = skills.filter((skill) => skillsCoverage[skill] !== undefined);
    const stems = stemsOf(text);
    // Nothing to compare, as in some scripts, says nothing.
    const isUntold = stems.length > 0 && stems.every((one) => !told.has(one));
    return { text, skills, isUncovered: known.length > 0 ? known.every(isMissing) : isUntold };
  });
  const whole = named.filter(({ isUncovered }) => isUncovered);
  const said = new Set(whole.flatMap(({ skills }) => skills));
  const skills = Object.keys(skillsCoverage).filter((skill) => isMissing(skill) && !said.has(skill));
  return [...whole.map(({ text }) => text), ...skills];
};

export const shownPlan = (plan: Plan, qualifications: readonly string[]): ShownPlan => {
  const shares = weightShares(plan.competencies.map(({ weight }) => weight));
  return {
    ...plan,
    warnings: plan.warnings ?? [],
    minutes: minutesOf(plan),
    competencies: plan.competencies.map((one, index) => ({ ...one, weight: shares[index] ?? 0 })),
    // Of a plan whose words are gone nobody can tell.
    uncovered: plan.greeting === erasedMark ? [] : uncoveredIn(qualifications, plan),
  };
};
