import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranksOf, totalBandOf, type Total } from './ranks.ts';

const of = (scores: (number | null)[], uncertainty = 5): Total[] =>
  scores.map((overallScore) => ({ overallScore, uncertainty: overallScore === null ? null : uncertainty }));

const anyTotals = fc.array(
  fc.record({
    overallScore: fc.option(fc.integer({ min: 0, max: 1_000 }).map((tenths) => tenths / 10)),
    uncertainty: fc.option(fc.integer({ min: 0, max: 300 }).map((tenths) => tenths / 10)),
  }),
  { maxLength: 30 },
);

describe('ranks of one form', () => {
  it('are shared inside the band, whose edge belongs to it', () => {
    expect(ranksOf(of([80, 76, 75, 74.9, 60]))).toEqual([1, 1, 1, 2, 5]);
  });

  it('have nobody without a total, and nobody is outranked by one', () => {
    expect(ranksOf(of([null, 50, null, 90]))).toEqual([null, 2, null, 1]);
  });

  it('tell totals apart by a tenth where the readings never differ', () => {
    expect(ranksOf(of([70.1, 70], 0))).toEqual([1, 2]);
  });

  it('do not depend on the order in which the runs stand', () => {
    fc.assert(
      fc.property(anyTotals, (totals) => {
        expect(ranksOf(totals.toReversed())).toEqual(ranksOf(totals).toReversed());
      }),
    );
  });

  it('never put a lower total before a higher one, and begin with 1', () => {
    fc.assert(
      fc.property(anyTotals, (totals) => {
        const scored = totals
          .map(({ overallScore }, index) => ({ overallScore, rank: ranksOf(totals)[index] ?? null }))
          .filter((one): one is { overallScore: number; rank: number } => one.overallScore !== null)
          .toSorted((one, other) => other.overallScore - one.overallScore);
        const ranks = scored.map(({ rank }) => rank);
        expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
        expect(ranks[0] ?? 1).toBe(1);
      }),
    );
  });
});

it('a band stays inside 0 to 100, in tenths', () => {
  expect(of([3, 98.77, null]).map(totalBandOf)).toEqual([{ low: 0, high: 8 }, { low: 93.8, high: 100 }, null]);
});
