// Waits for a model that is busy or away for a moment, and says so when it stays away.
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import { isFinding } from './ledger.ts';
import { Refusal } from './refusal.ts';

const triesMax = 6;
const waitMaxMs = 60_000;

/** Output that cannot be used has been recorded as such: that is no reason to wait. */
const isWorthWaiting = (error: unknown): error is AppError =>
  error instanceof AppError && error.retryable && error.code !== 'assessment.invalid' && !isFinding(error);

export const patiently = async <T>(work: () => Promise<T>, firstWaitMs = 1_000): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isWorthWaiting(error)) throw error;
      if (tries >= triesMax)
        throw new Refusal(
          `The model gives no answers (${error.code}). What is finished is kept: the same command goes on from there.`,
        );
      const asked = (error.retryAfterSeconds ?? 0) * 1_000;
      await pause(Math.min(waitMaxMs, Math.max(asked, firstWaitMs * 2 ** (tries - 1))));
    }
  }
};
