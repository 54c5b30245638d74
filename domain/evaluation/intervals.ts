// How sure a figure is: 95 % intervals that come out the same whenever they are computed again.
import { meanOf } from './agreement.ts';

export type Interval = { low: number; high: number };

const outside = 0.05;
const resamples = 2_000;

/** mulberry32: the same seed gives the same numbers in [0, 1), on every machine. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const quantile = (sorted: readonly number[], share: number): number => {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  return low + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? low) - low);
};

/**
 * Percentile bootstrap of a mean. What lies in one group belongs together (the competencies of one interview) and is drawn
 * together, so that one odd interview does not count as four. Null for fewer than two groups.
 */
export const meanInterval = (groups: readonly (readonly number[])[], seed = 1): Interval | null => {
  const filled = groups.filter((group) => group.length > 0);
  if (filled.length < 2) return null;
  const random = seededRandom(seed);
  const means = Array.from({ length: resamples }, () => {
    let [sum, count] = [0, 0];
    for (let drawn = 0; drawn < filled.length; drawn += 1) {
      const group = filled[Math.floor(random() * filled.length)] ?? [];
      for (const value of group) sum += value;
      count += group.length;
    }
    return sum / count;
  }).toSorted((left, right) => left - right);
  return { low: quantile(means, outside / 2), high: quantile(means, 1 - outside / 2) };
};

/** Chance of at most `hits` of `count` when each has the chance `share`. */
const atMost = (hits: number, count: number, share: number): number => {
  if (share <= 0) return 1;
  if (share >= 1) return hits >= count ? 1 : 0;
  let [logTerm, sum] = [count * Math.log1p(-share), 0];
  for (let each = 0; each <= hits; each += 1) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((count - each) / (each + 1)) + Math.log(share) - Math.log1p(-share);
  }
  return sum;
};

/** Where a falling function passes `target`, between 0 and 1. */
const crossing = (falling: (share: number) => number, target: number): number => {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (falling(middle) > target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** Exact (Clopper–Pearson) interval of a share; null without any case. */
export const exactInterval = (hits: number, count: number): Interval | null => {
  if (count === 0) return null;
  return {
    low: hits === 0 ? 0 : crossing((share) => atMost(hits - 1, count, share), 1 - outside / 2),
    high: hits === count ? 1 : crossing((share) => atMost(hits, count, share), outside / 2),
  };
};

export type Share = { hits: number; count: number; share: number | null; interval: Interval | null };

export const shareWithInterval = (hits: number, count: number): Share => ({
  hits,
  count,
  share: count === 0 ? null : hits / count,
  interval: exactInterval(hits, count),
});

export type Delta = { count: number; mean: number | null; interval: Interval | null; largest: number | null };

/** Differences between twins, one group per interview. `largest` is the one farthest from 0. */
export const deltaOf = (groups: readonly (readonly number[])[], seed = 1): Delta => {
  const all = groups.flat();
  const largest = all.toSorted((left, right) => Math.abs(right) - Math.abs(left))[0] ?? null;
  return { count: all.length, mean: meanOf(all), interval: meanInterval(groups, seed), largest };
};
