// What the calls of an evaluation came to, per job: usable answers, tokens, cost and time.
import { shareWithInterval, type Share } from './intervals.ts';
import type { ModelUsage } from '../ports/models.ts';

export type CallFigures = { job: string; code?: string; usage: ModelUsage };

export type JobFigures = {
  job: string;
  usable: Share;
  /** How often each code came instead of a usable answer. */
  codes: Record<string, number>;
  inputTokens: number;
  /** Of these, what the provider had in its cache. */
  cachedTokens: number;
  outputTokens: number;
  costMicros: number;
  durationMs: { median: number; p95: number };
};

const at = (sorted: readonly number[], share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;

const figuresOf = (job: string, calls: readonly CallFigures[]): JobFigures => {
  const durations = calls.map(({ usage }) => usage.durationMs).toSorted((left, right) => left - right);
  const sum = (amount: (usage: ModelUsage) => number): number =>
    calls.reduce((total, { usage }) => total + amount(usage), 0);
  const codes: Record<string, number> = {};
  for (const { code } of calls) if (code !== undefined) codes[code] = (codes[code] ?? 0) + 1;
  return {
    job,
    usable: shareWithInterval(calls.filter(({ code }) => code === undefined).length, calls.length),
    codes,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    cachedTokens: sum(({ cachedTokens }) => cachedTokens ?? 0),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costMicros: sum(({ costMicros }) => costMicros),
    durationMs: { median: at(durations, 0.5), p95: at(durations, 0.95) },
  };
};

export const jobFigures = (calls: readonly CallFigures[]): JobFigures[] =>
  [...Map.groupBy(calls, ({ job }) => job)].map(([job, own]) => figuresOf(job, own));
