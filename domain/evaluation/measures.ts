// All figures of an evaluation, from outcomes beside written truths. Written interviews count once, by their first assessment.
import { agreementByBand, agreementOf, detectionOf, meanOf, shareOf, type Pair } from './agreement.ts';
import { shareWithInterval } from './intervals.ts';
import type { Case } from './outcome.ts';
import { intraclassCorrelation, krippendorffAlpha } from './reliability.ts';

const isNumber = (value: unknown): value is number => typeof value === 'number';

export const firstWritten = (cases: readonly Case[]): Case[] =>
  cases.filter(({ interview, repeat }) => interview.kind === 'written' && repeat === 0);

export const pairsOf = (cases: readonly Case[]): Pair[] =>
  cases.flatMap(({ truth, score }) => (isNumber(truth) && score !== null ? [[truth, score] as const] : []));

const agreementBy = (cases: readonly Case[], keyOf: (one: Case) => string) =>
  [...Map.groupBy(cases, keyOf)]
    .toSorted(([left], [right]) => left.localeCompare(right, 'en'))
    .map(([name, own]) => ({ name, ...agreementOf(pairsOf(own)) }));

/** Reached: the written level itself, or no score where there should be none. */
export const isReached = ({ truth, score }: Pick<Case, 'truth' | 'score'>): boolean =>
  isNumber(truth) ? score === truth : score === null;

export const trapsOf = (cases: readonly Case[]) =>
  [
    ...Map.groupBy(
      cases.filter(({ trap }) => trap !== null),
      ({ trap }) => trap ?? '',
    ),
  ]
    .toSorted(([left], [right]) => left.localeCompare(right, 'en'))
    .map(([trap, own]) => ({ trap, ...shareWithInterval(own.filter(isReached).length, own.length) }));

/** Rows are truths 1–5 and then none, columns what was found. */
export const confusionOf = (cases: readonly Case[]): number[][] => {
  const table = Array.from({ length: 6 }, () => Array.from({ length: 6 }, () => 0));
  const placeOf = (value: unknown): number => (isNumber(value) ? Math.floor(value) - 1 : 5);
  for (const { truth, score } of cases) {
    const row = table[placeOf(truth)];
    if (row) row[placeOf(score)] = (row[placeOf(score)] ?? 0) + 1;
  }
  return table;
};

/** Levels by which the error grows with a hundred words more: 0 for who does not look at length. */
export const lengthSlopeOf = (cases: readonly Case[]): number | null => {
  const points = cases.flatMap(({ truth, score, words }) =>
    isNumber(truth) && score !== null ? [{ x: words / 100, y: score - truth }] : [],
  );
  const [x, y] = [meanOf(points.map((point) => point.x)) ?? 0, meanOf(points.map((point) => point.y)) ?? 0];
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  return spread === 0 ? null : points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
};

export const agreementMeasures = (cases: readonly Case[]) => {
  const written = firstWritten(cases);
  const scoreable = written.filter(({ truth }) => isNumber(truth));
  return {
    whole: agreementOf(pairsOf(written)),
    byBand: agreementByBand(pairsOf(written)),
    byOccupation: agreementBy(written, ({ interview }) => interview.occupation),
    confusion: confusionOf(written),
    /** Answers that deserve a score and got none. */
    unscored: shareWithInterval(scoreable.filter(({ score }) => score === null).length, scoreable.length),
    traps: trapsOf(written),
    lengthSlope: lengthSlopeOf(written),
  };
};

export const abstentionMeasures = (cases: readonly Case[]) => {
  const written = firstWritten(cases).map(({ truth, score }) => ({
    truth,
    expected: !isNumber(truth),
    called: score === null,
  }));
  const certain = written.filter(({ truth }) => ['garbled', 'nothing_said', 'other_language'].includes(String(truth)));
  return { all: detectionOf(written), certain: detectionOf(certain) };
};

/** The same interview assessed again: one row per competency, one column per repeat. */
export const retestMeasures = (cases: readonly Case[]) => {
  const groups = [...Map.groupBy(cases, ({ interview, id }) => `${interview.id} ${id}`).values()].filter(
    (group) => group.length > 1,
  );
  const ratings = groups.map((group) => group.toSorted((a, b) => a.repeat - b.repeat).map(({ score }) => score));
  const differences = ratings.flatMap(([first, ...later]) =>
    later.flatMap((score) => (isNumber(first) && isNumber(score) ? [Math.abs(score - first)] : [])),
  );
  const flips = ratings.filter((row) => row.includes(null) && row.some(isNumber)).length;
  return {
    repeats: Math.max(0, ...ratings.map((row) => row.length)),
    competencies: ratings.length,
    identical: shareOf(ratings, (row) => new Set(row).size === 1),
    meanDifference: meanOf(differences),
    /** Sometimes scored, sometimes not. */
    flips,
    alpha: krippendorffAlpha(ratings),
    icc: intraclassCorrelation(ratings).single,
  };
};

export const readingMeasures = (cases: readonly Case[]) => {
  const panels = cases.filter(({ readings }) => readings.length > 1);
  const spreads = panels.flatMap(({ readings }) => {
    const scores = readings.filter(isNumber);
    return scores.length > 1 ? [Math.max(...scores) - Math.min(...scores)] : [];
  });
  const thirds = panels.flatMap(({ readings: [first, second, third], score }) =>
    isNumber(first) && isNumber(second) && third !== undefined && score !== null
      ? [{ agreed: first === second, changed: score !== Math.min(first, second) }]
      : [],
  );
  const icc = intraclassCorrelation(panels.map(({ readings }) => readings));
  return {
    panels: panels.length,
    meanSpread: meanOf(spreads),
    agreed: shareOf(spreads, (spread) => spread === 0),
    farApart: shareOf(spreads, (spread) => spread >= 3),
    alpha: krippendorffAlpha(panels.map(({ readings }) => readings)),
    iccSingle: icc.single,
    iccAverage: icc.average,
    /** What a third reading did to the lower of the first two. */
    third: {
      read: thirds.length,
      afterAgreement: thirds.filter(({ agreed }) => agreed).length,
      changed: thirds.filter(({ changed }) => changed).length,
    },
  };
};

/** Neighbouring rungs of an occupation's ladder: what should be higher is. */
export const ladderMeasures = (cases: readonly Case[]) => {
  const rungs = firstWritten(cases).filter(({ interview }) => interview.ladder !== null);
  const steps = [...Map.groupBy(rungs, ({ interview, id }) => `${interview.occupation} ${id}`).values()].flatMap(
    (group) => {
      const scores = group
        .toSorted((a, b) => (a.interview.ladder ?? 0) - (b.interview.ladder ?? 0))
        .map(({ score }) => score);
      return scores.slice(1).map((score, place) => [scores[place] ?? null, score] as const);
    },
  );
  const scored = steps.filter(([low, high]) => low !== null && high !== null);
  const count = (holds: (low: number, high: number) => boolean): number =>
    scored.filter(([low, high]) => holds(low ?? 0, high ?? 0)).length;
  return {
    steps: steps.length,
    ...shareWithInterval(
      count((low, high) => low < high),
      scored.length,
    ),
    tied: count((low, high) => low === high),
    reversed: count((low, high) => low > high),
  };
};

export const qualityMeasures = (cases: readonly Case[]) => {
  const scored = cases.filter(({ score }) => score !== null);
  const saying = scored.filter(({ held }) => held !== null);
  const lost = cases.filter(({ quotesLost }) => quotesLost !== null);
  const quotesLost = lost.reduce((sum, one) => sum + (one.quotesLost ?? 0), 0);
  const placed = lost.reduce((sum, { evidence }) => sum + evidence, 0);
  return {
    scored: scored.length,
    held: shareWithInterval(saying.filter(({ held }) => held).length, saying.length),
    withheld: shareWithInterval(cases.filter(({ withheld }) => withheld).length, cases.length),
    quotesLost: shareWithInterval(quotesLost, quotesLost + placed),
  };
};
