// Timing two things side by side: in turn, so that a machine whose speed drifts is unfair to neither.
import { setTimeout as sleep } from 'node:timers/promises';

export type Sample = { medianMs: number; p95Ms: number; count: number };
export type Pair = { ours: Sample; bare: Sample; ratio: number };

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export const sampleOf = (times: readonly number[]): Sample => {
  const sorted = times.toSorted((a, b) => a - b);
  return { medianMs: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95), count: sorted.length };
};

export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** That do not count. */
export const warmUpRounds = 5;

export type PairOptions = {
  rounds: number;
  /** Between two measurements, as people pause; 0 measures back to back. */
  pauseMs: number;
  ours: (round: number) => Promise<unknown>;
  bare: (round: number) => Promise<unknown>;
};

/** Median of ours over median of bare, after a few rounds that do not count. */
export const measurePair = async ({ rounds, pauseMs, ours, bare }: PairOptions): Promise<Pair> => {
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds + warmUpRounds; round += 1) {
    const first = await timed(() => ours(round));
    await sleep(pauseMs);
    const second = await timed(() => bare(round));
    await sleep(pauseMs);
    if (round < warmUpRounds) continue;
    times.ours.push(first);
    times.bare.push(second);
  }
  const [oursSample, bareSample] = [sampleOf(times.ours), sampleOf(times.bare)];
  return { ours: oursSample, bare: bareSample, ratio: oursSample.medianMs / bareSample.medianMs };
};

/** How many pieces of work per second `concurrency` workers get done in `count` pieces. */
export const measureRate = async (options: {
  count: number;
  concurrency: number;
  work: (index: number) => Promise<unknown>;
}): Promise<number> => {
  let next = 0;
  const start = performance.now();
  const lane = async (): Promise<void> => {
    for (let index = next++; index < options.count; index = next++) await options.work(index);
  };
  await Promise.all(Array.from({ length: options.concurrency }, lane));
  return (options.count * 1_000) / (performance.now() - start);
};
