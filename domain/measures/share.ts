// A share with what stands behind it: how many of how many, and how far so few can mislead.

/** Below it, a share says little about the next interviews. */
export const enoughCount = 20;

export type Share = {
  numerator: number;
  denominator: number;
  /** 0–1 with three decimals; null of nothing. */
  share: number | null;
  /** 95 %, by Wilson: where the share of many more such interviews would lie. */
  interval: { low: number; high: number } | null;
  enough: boolean;
};

const z = 1.959964;
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

export const shareOf = (numerator: number, denominator: number): Share => {
  const enough = denominator >= enoughCount;
  if (denominator === 0) return { numerator, denominator, share: null, interval: null, enough };
  const part = numerator / denominator;
  const spread = z ** 2 / denominator;
  const middle = (part + spread / 2) / (1 + spread);
  const half = (z * Math.sqrt((part * (1 - part)) / denominator + spread / (4 * denominator))) / (1 + spread);
  const interval = { low: rounded(Math.max(0, middle - half)), high: rounded(Math.min(1, middle + half)) };
  return { numerator, denominator, share: rounded(part), interval, enough };
};
