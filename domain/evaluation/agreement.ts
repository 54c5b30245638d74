// How well two ratings of the same answers agree: quadratic weighted kappa, exact, adjacent, and by band.

/** First the rating that is taken for the truth, then the one that is measured. Whole anchor levels, 1 to 5. */
export type Pair = readonly [truth: number, found: number];

export type Agreement = {
  count: number;
  /** Null where it is not defined: no pairs, or no disagreement possible since all are rated alike. */
  qwk: number | null;
  /** Shares, 0–1. */
  exact: number | null;
  /** At most one level apart. */
  adjacent: number | null;
  /** Mean of found minus truth: above 0 is lenient. */
  bias: number | null;
};

export const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

export const shareOf = <T>(values: readonly T[], holds: (value: T) => boolean): number | null =>
  values.length === 0 ? null : values.filter(holds).length / values.length;

const countsOf = (values: readonly number[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/**
 * 1 minus observed over expected squared distance, where the expected one is that of two raters who give their own levels as
 * often but to other answers. The width of the scale cancels out, and half levels are no trouble.
 */
export const quadraticWeightedKappa = (pairs: readonly Pair[]): number | null => {
  const observed = pairs.reduce((sum, [truth, found]) => sum + (truth - found) ** 2, 0);
  const [truths, founds] = [countsOf(pairs.map(([truth]) => truth)), countsOf(pairs.map(([, found]) => found))];
  let expected = 0;
  for (const [truth, times] of truths)
    for (const [found, others] of founds) expected += (times * others * (truth - found) ** 2) / pairs.length;
  return expected === 0 ? null : 1 - observed / expected;
};

export const agreementOf = (pairs: readonly Pair[]): Agreement => ({
  count: pairs.length,
  qwk: quadraticWeightedKappa(pairs),
  exact: shareOf(pairs, ([truth, found]) => truth === found),
  adjacent: shareOf(pairs, ([truth, found]) => Math.abs(truth - found) <= 1),
  bias: meanOf(pairs.map(([truth, found]) => found - truth)),
});

export type BandAgreement = Omit<Agreement, 'qwk'> & { band: number };

/** The same for each level of the truth: kappa says nothing inside one. */
export const agreementByBand = (pairs: readonly Pair[]): BandAgreement[] =>
  [...Map.groupBy(pairs, ([truth]) => truth)]
    .toSorted(([left], [right]) => left - right)
    .map(([band, own]) => {
      const { qwk: _qwk, ...rest } = agreementOf(own);
      return { band, ...rest };
    });

export type Detection = {
  /** Cases that are, that were called, and both. */
  expected: number;
  called: number;
  hits: number;
  recall: number | null;
  precision: number | null;
};

/** Recall and precision of calling a case: here, of saying that there is not enough to score. */
export const detectionOf = (cases: readonly { expected: boolean; called: boolean }[]): Detection => {
  const [expected, called] = [cases.filter((one) => one.expected), cases.filter((one) => one.called)];
  const hits = expected.filter((one) => one.called).length;
  return {
    expected: expected.length,
    called: called.length,
    hits,
    recall: expected.length === 0 ? null : hits / expected.length,
    precision: called.length === 0 ? null : hits / called.length,
  };
};
