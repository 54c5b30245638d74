// Tries again until it is done: soon at first, then less often, and at once when the line may be there again.
import { NoAnswer, Problem } from './call.ts';
import type { Browser } from './page-browser.ts';

/** Worth another try: nobody answered, we are in trouble, or asked for patience. */
export const isTransient = (error: unknown): boolean =>
  error instanceof NoAnswer || (error instanceof Problem && (error.status >= 500 || error.status === 429));

const delaysMs = [1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** How long to wait after the n-th failure; never shorter than the server asked for. */
export const delayMs = (failures: number, error: unknown): number => {
  const ours = delaysMs[Math.min(Math.max(failures, 1), delaysMs.length) - 1] ?? 15_000;
  return Math.max(ours, error instanceof Problem ? (error.retryAfterMs ?? 0) : 0);
};

const waiting = (browser: Browser, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      stop();
      asleep();
      resolve();
    };
    const stop = browser.later(done, ms);
    const asleep = browser.onWake(done);
  });

/** Between the n-th failure and the next try. */
export const pausing = (browser: Browser, failures: number, error: unknown): Promise<void> =>
  waiting(browser, delayMs(failures, error));

/** Gives up only where trying again cannot help, or once nobody wants it any more. */
export const untilDone = async <T>(
  browser: Browser,
  work: () => Promise<T>,
  { wanted = () => true, failed }: { wanted?: () => boolean; failed?: (error: unknown) => void } = {},
): Promise<T | null> => {
  for (let failures = 1; wanted(); failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error)) throw error;
      failed?.(error);
      await pausing(browser, failures, error);
    }
  }
  return null;
};
