// Middle and spread of a few readings' scores, and the band around it.
import type { Band } from '../assessment/assessment.ts';

const sorted = (values: readonly number[]): number[] => values.toSorted((left, right) => left - right);

/** The median, or null for none; the mean of the two middle values when their number is even. */
export const median = (values: readonly number[]): number | null => {
  const inOrder = sorted(values);
  const upper = inOrder[Math.floor(inOrder.length / 2)];
  const lower = inOrder[Math.ceil(inOrder.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
};

/** The lower of two middle values: the median that somebody gave. */
export const lowerMedian = (values: readonly number[]): number | null =>
  sorted(values)[Math.ceil(values.length / 2) - 1] ?? null;

export const spreadOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.max(...values) - Math.min(...values);

/** Sample variance; 0 for fewer than two values. */
export const varianceOf = (values: readonly number[]): number => {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
};

/** What one reading is off by even where all agree: about a quarter of a step for three of them. */
const readingError = 0.25 * Math.sqrt(3);
/** Half-widths of 95 % bands. */
export const ninetyFivePercent = 1.96;

/** The squared error of a score made of these: the more readings, and the closer, the smaller. */
export const squaredErrorOf = (scores: readonly number[]): number =>
  (readingError ** 2 + varianceOf(scores)) / Math.max(1, scores.length);

const toTenth = (value: number): number => Math.round(Number((value * 10).toFixed(6))) / 10;

/** A band around a value, inside its scale. */
export const bandAround = (value: number, half: number, [least, most]: readonly [number, number]): Band => ({
  low: toTenth(Math.max(least, value - half)),
  high: toTenth(Math.min(most, value + half)),
});

export const bandOfScore = (score: number, scores: readonly number[]): Band =>
  bandAround(score, ninetyFivePercent * Math.sqrt(squaredErrorOf(scores)), [1, 5]);
