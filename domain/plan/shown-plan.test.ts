import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCompetency, aPlan, aQuestion } from '../../test/plan/plan-builder.ts';
import { planLimits } from './plan-limits.ts';
import { shownPlan, weightShares } from './shown-plan.ts';

describe('the shown weights', () => {
  it.each([
    [[1], [100]],
    [
      [30, 30, 20],
      [38, 37, 25],
    ],
    [
      [0.3, 0.3, 0.4],
      [30, 30, 40],
    ],
    [
      [1, 1, 1],
      [34, 33, 33],
    ],
    [
      [1, 1, 1, 1, 1, 1, 1, 1],
      [13, 13, 13, 13, 12, 12, 12, 12],
    ],
    [
      [993, 1, 1, 1, 1, 1, 1, 1],
      [93, 1, 1, 1, 1, 1, 1, 1],
    ],
    [
      [500, 1e-9],
      [99, 1],
    ],
  ])('of %j are the shares %j', (weights, shares) => {
    expect(weightShares(weights)).toEqual(shares);
  });

  it('are whole, above 0, sum to exactly 100, keep the order of the weights, and are the same on every scale', () => {
    const weight = fc.integer({ min: 1, max: planLimits.weightSumMax * 100 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: planLimits.competenciesMax }), (weights) => {
        const shares = weightShares(weights);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
        for (const [index, share] of shares.entries()) {
          expect(Number.isInteger(share) && share >= 1).toBe(true);
          for (const [other, than] of shares.entries())
            if ((weights[index] ?? 0) > (weights[other] ?? 0)) expect(share).toBeGreaterThanOrEqual(than);
        }
        expect(weightShares(weights.map((one) => one * 4))).toEqual(shares);
      }),
    );
  });
});

const planOf = (names: string[], skillsCoverage: Record<string, boolean> = {}) =>
  aPlan({
    competencies: names.map((name, index) => aCompetency(`c${index + 1}`, { name })),
    questions: [aQuestion('q1', ['c1'], { text: 'Tell me about a time when you calmed an upset customer.' })],
    skillsCoverage,
  });

describe('what a plan does not cover', () => {
  it.each<[what: string, asked: string[], names: string[], coverage: Record<string, boolean>, uncovered: string[]]>([
    ['nothing, when all is named', ['Forklift licence'], ['Licensed for forklifts'], {}, []],
    ['nothing, when a question is about it', ['Calms customers'], ['Service'], {}, []],
    ['a statement of which no word is in the plan', ['Early shifts', 'Forklift'], ['Forklift'], {}, ['Early shifts']],
    ['nothing but everyday words', ['Strong experience'], ['Forklift'], {}, []],
    [
      'a skill that the engine says is not covered',
      ['TypeScript'],
      ['Services'],
      { TypeScript: false },
      ['TypeScript'],
    ],
    [
      'one skill of several',
      ['TypeScript and PostgreSQL'],
      ['TypeScript'],
      { TypeScript: true, PostgreSQL: false },
      ['PostgreSQL'],
    ],
    ['a skill of the description', [], ['Services'], { Kubernetes: false }, ['Kubernetes']],
    [
      'a statement whose skills are all missing, once',
      ['Kubernetes and Rust, daily'],
      ['Servers'],
      { Kubernetes: false, Rust: false },
      ['Kubernetes and Rust, daily'],
    ],
    ['nothing in a script that has no words to compare', ['、。'], ['Forklift'], {}, []],
  ])('is %s', (_, asked, names, coverage, uncovered) => {
    expect(shownPlan(planOf(names, coverage), asked).uncovered).toEqual(uncovered);
  });

  it('is nothing once the words are gone', () => {
    expect(shownPlan({ ...planOf(['erased']), greeting: 'erased' }, ['Early shifts']).uncovered).toEqual([]);
  });
});
