import { describe, expect, it } from 'vitest';
import independent from '../../test/evaluation/independent-figures.json' with { type: 'json' };
import { agreementByBand, agreementOf, detectionOf, quadraticWeightedKappa, type Pair } from './agreement.ts';
import { deltaOf, exactInterval, meanInterval, seededRandom, shareWithInterval } from './intervals.ts';
import { intraclassCorrelation, krippendorffAlpha, type Ratings } from './reliability.ts';

const pairsOf = (rows: readonly number[][]): Pair[] => rows.map(([truth = 0, found = 0]) => [truth, found]);

describe('quadratic weighted kappa', () => {
  it('is what a hand works out: squares 1 and 0 and 1 observed, 4 and 2/3 expected', () => {
    // Truth 1 2 3, found 2 2 2: observed 1 + 0 + 1 = 2; expected (each truth with 2) = 3 × (1 + 0 + 1) / 3 = 2: no better than chance.
    expect(
      quadraticWeightedKappa([
        [1, 2],
        [2, 2],
        [3, 2],
      ]),
    ).toBe(0);
    // Truth 1 3, found 1 2: observed 1; expected (0 + 1 + 4 + 1) / 2 = 3.
    expect(
      quadraticWeightedKappa([
        [1, 1],
        [3, 2],
      ]),
    ).toBeCloseTo(1 - 1 / 3, 12);
    expect(
      quadraticWeightedKappa([
        [1, 5],
        [5, 1],
      ]),
    ).toBe(-1);
    expect(
      quadraticWeightedKappa([
        [1, 1],
        [4, 4],
      ]),
    ).toBe(1);
  });

  it('is not defined where everybody gave one level, or nobody any', () => {
    expect(
      quadraticWeightedKappa([
        [3, 3],
        [3, 3],
      ]),
    ).toBeNull();
    expect(quadraticWeightedKappa([])).toBeNull();
  });

  it.each(independent.qwk.map((one) => [one.pairs.length, one] as const))(
    'equals scikit-learn’s on %i pairs',
    (_count, { pairs, value }) => {
      expect(quadraticWeightedKappa(pairsOf(pairs))).toBeCloseTo(value, 10);
    },
  );
});

describe('agreement', () => {
  it('counts exact, adjacent and the lean, also for each level of the truth', () => {
    const pairs: Pair[] = [
      [1, 1],
      [1, 2],
      [3, 5],
      [3, 3],
    ];

    expect(agreementOf(pairs)).toMatchObject({ count: 4, exact: 0.5, adjacent: 0.75, bias: 0.75 });
    expect(agreementByBand(pairs)).toEqual([
      { band: 1, count: 2, exact: 0.5, adjacent: 1, bias: 0.5 },
      { band: 3, count: 2, exact: 0.5, adjacent: 0.5, bias: 1 },
    ]);
    expect(agreementOf([])).toEqual({ count: 0, qwk: null, exact: null, adjacent: null, bias: null });
  });

  it('tells what was found of what should be, and what of what was called', () => {
    const [both, missed, wrong, neither] = [
      { expected: true, called: true },
      { expected: true, called: false },
      { expected: false, called: true },
      { expected: false, called: false },
    ];

    expect(detectionOf([both, both, both, missed, wrong, neither])).toEqual({
      expected: 4,
      called: 4,
      hits: 3,
      recall: 0.75,
      precision: 0.75,
    });
    expect(detectionOf([neither])).toMatchObject({ recall: null, precision: null });
  });
});

describe('Krippendorff’s alpha for ordered levels', () => {
  it('is what a hand works out', () => {
    // Two raters on two answers, 1 1 and 2 2: they agree. 1 2 and 2 1: totals 2 and 2, distance (2 + 2 − 2)² = 4,
    // observed 4 × 4 = 16, expected 8 × 4 = 32: 1 − 3 × 16 / 32.
    expect(
      krippendorffAlpha([
        [1, 1],
        [2, 2],
      ]),
    ).toBe(1);
    expect(
      krippendorffAlpha([
        [1, 2],
        [2, 1],
      ]),
    ).toBe(-0.5);
  });

  it('leaves out answers with one rating, and is not defined on one level', () => {
    expect(
      krippendorffAlpha([
        [1, 1],
        [2, 2],
        [5, null],
      ]),
    ).toBe(1);
    expect(
      krippendorffAlpha([
        [3, 3],
        [3, 3],
      ]),
    ).toBeNull();
    expect(krippendorffAlpha([[3, null]])).toBeNull();
    expect(krippendorffAlpha([])).toBeNull();
  });

  it.each(independent.alpha.map((one) => [one.ratings.length, one] as const))(
    'equals the Python package’s on %i answers, some ratings missing',
    (_count, { ratings, value }) => {
      expect(krippendorffAlpha(ratings as Ratings)).toBeCloseTo(value, 10);
    },
  );
});

describe('intraclass correlation', () => {
  it('is the published figure of Shrout and Fleiss: 0.29 for one rater, 0.62 for four', () => {
    const ratings = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ];
    const { single, average, count, raters } = intraclassCorrelation(ratings);

    expect([count, raters]).toEqual([6, 4]);
    expect(single).toBeCloseTo(0.29, 2);
    expect(average).toBeCloseTo(0.62, 2);
  });

  it('uses answers that all rated, and says nothing about fewer than two', () => {
    expect(
      intraclassCorrelation([
        [1, 1],
        [5, 5],
        [3, null],
      ]),
    ).toEqual({ count: 2, raters: 2, single: 1, average: 1 });
    expect(intraclassCorrelation([[1, 2]])).toMatchObject({ single: null, average: null });
    expect(
      intraclassCorrelation([
        [3, 3],
        [3, 3],
      ]),
    ).toMatchObject({ single: null, average: null });
    expect(intraclassCorrelation([])).toMatchObject({ count: 0, raters: 0, single: null });
  });

  it.each(independent.icc.map((one) => [one.ratings.length, one] as const))(
    'equals pingouin’s on %i answers',
    (_count, { ratings, single, average }) => {
      const found = intraclassCorrelation(ratings as Ratings);

      expect(found.single).toBeCloseTo(single, 8);
      expect(found.average).toBeCloseTo(average, 8);
    },
  );
});

describe('intervals', () => {
  it.each(independent.exact.map((one) => [`${one.hits} of ${one.count}`, one] as const))(
    'of %s are exact, as scipy’s are',
    (_name, { hits, count, low, high }) => {
      const interval = exactInterval(hits, count);

      expect(interval?.low).toBeCloseTo(low, 8);
      expect(interval?.high).toBeCloseTo(high, 8);
    },
  );

  it('of shares without a case are none', () => {
    expect(shareWithInterval(0, 0)).toEqual({ hits: 0, count: 0, share: null, interval: null });
  });

  it('of means hold the mean, come out the same again, and get narrower with more groups', () => {
    const random = seededRandom(7);
    const groups = Array.from({ length: 200 }, () => [random() * 2, random() * 2]);
    const [few, many] = [meanInterval(groups.slice(0, 20)), meanInterval(groups)];

    expect(meanInterval(groups)).toEqual(many);
    expect((few?.high ?? 0) - (few?.low ?? 0)).toBeGreaterThan(2 * ((many?.high ?? 0) - (many?.low ?? 0)));
    expect(many?.low).toBeLessThan(1);
    expect(many?.high).toBeGreaterThan(1);
    expect(meanInterval([[1]])).toBeNull();
  });

  it('count an interview once: four answers that moved together are one witness', () => {
    const together = deltaOf([
      [1, 1, 1, 1],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    const apart = deltaOf(Array.from({ length: 16 }, (_, index) => [index < 4 ? 1 : 0]));

    expect(together.mean).toBe(apart.mean);
    expect(together.interval?.high).toBeGreaterThan(apart.interval?.high ?? 1);
    expect(together.largest).toBe(1);
    expect(deltaOf([])).toEqual({ count: 0, mean: null, interval: null, largest: null });
  });

  it('covers the true mean about as often as it says, in worlds whose mean is known', () => {
    let covered = 0;
    for (let world = 0; world < 100; world += 1) {
      const random = seededRandom(world);
      const interval = meanInterval(
        Array.from({ length: 40 }, () => [random()]),
        world,
      );
      if (interval && interval.low <= 0.5 && interval.high >= 0.5) covered += 1;
    }

    expect(covered).toBeGreaterThanOrEqual(88);
  });
});
