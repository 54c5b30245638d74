// Ranks of runs of one form: totals that differ by less than the band of the form are ties, and share a rank.
import type { Band } from './assessment.ts';

export type Total = { overallScore: number | null; uncertainty: number | null };

/** The narrowest band of a form, in points: judges that never differ are not without error. */
export const narrowestBand = 0.05;
/** The hair above 1 makes a difference of exactly a band a tie. */
export const wholeBand = 1.000_001;

const rounded = (points: number): number => Math.round(points * 10) / 10;

/** The 95 % band of a total, inside 0–100; null without a total. */
export const totalBandOf = ({ overallScore: score, uncertainty }: Total): Band | null =>
  score === null
    ? null
    : {
        low: rounded(Math.max(0, score - (uncertainty ?? 0))),
        high: rounded(Math.min(100, score + (uncertainty ?? 0))),
      };

/** The mean half-width of the form's totals. */
const bandOfForm = (totals: readonly Total[]): number => {
  const widths = totals.flatMap(({ uncertainty }) => (uncertainty === null ? [] : [uncertainty]));
  const mean = widths.reduce((sum, width) => sum + width, 0) / Math.max(1, widths.length);
  return Math.max(mean, narrowestBand);
};

/** One more than how many of the form are higher by more than its band; null without a total. In the order of `totals`. */
export const ranksOf = (totals: readonly Total[]): (number | null)[] => {
  const band = bandOfForm(totals);
  const steps = totals.flatMap(({ overallScore }) => (overallScore === null ? [] : [overallScore / band]));
  return totals.map(({ overallScore }) =>
    overallScore === null ? null : 1 + steps.filter((step) => step >= overallScore / band + wholeBand).length,
  );
};
