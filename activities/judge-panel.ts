// Asks many judges, a few at a time: an unusable answer is asked for again and then counts as missing.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Judgement } from '../domain/assessment/assessment.ts';
import { AppError } from '../domain/errors.ts';
import type { ModelResult } from '../domain/ports/models.ts';

export type JudgeCall = (signal: AbortSignal) => Promise<ModelResult<Judgement>>;

type Limits = { parallelMax: number; invalidRetryCountMax: number };

const isUnusable = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'model.invalid_output' || error.code === 'model.refused');

const askOne = async (call: JudgeCall, limits: Limits, signal: AbortSignal): Promise<ModelResult<Judgement> | null> => {
  for (let attempt = 0; attempt <= limits.invalidRetryCountMax; attempt += 1) {
    // Rules never wait: without this they would hold up everything else in the process.
    await nextTurn();
    signal.throwIfAborted();
    try {
      return await call(signal);
    } catch (error) {
      if (!isUnusable(error)) throw error;
    }
  }
  return null;
};

/**
 * The usable judgements in the order of `calls`. Any other failure ends all calls and is thrown: the whole scoring is
 * tried again later, and half a panel is never taken for a whole one.
 */
export const askJudges = async (
  calls: readonly JudgeCall[],
  limits: Limits,
  signal: AbortSignal,
): Promise<ModelResult<Judgement>[]> => {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const results: (ModelResult<Judgement> | null)[] = calls.map(() => null);
  const queue = calls.entries();
  const work = async (): Promise<void> => {
    for (const [index, call] of queue) results[index] = await askOne(call, limits, either);
  };
  const workers = Array.from({ length: Math.min(limits.parallelMax, calls.length) }, async () => {
    try {
      await work();
    } catch (error) {
      failed.abort();
      throw error;
    }
  });
  const settled = await Promise.allSettled(workers);
  const rejected =
    settled.find((one) => one.status === 'rejected' && !failedByUs(one.reason, failed.signal, signal)) ??
    settled.find((one) => one.status === 'rejected');
  if (rejected?.status === 'rejected') throw rejected.reason;
  return results.filter((result) => result !== null);
};

/** The abort that followed another call's failure says nothing: the failure itself is what is thrown. */
const failedByUs = (reason: unknown, ours: AbortSignal, callers: AbortSignal): boolean =>
  !callers.aborted && ours.aborted && reason instanceof Error && reason.name === 'AbortError';
