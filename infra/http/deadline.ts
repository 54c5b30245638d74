// Ends work in time, with a reason that has a name.
import { CallFailure } from './call-failure.ts';

export type Deadline = { signal: AbortSignal; clear(): void };

/** Aborts with `timeout` when the time is over, with `aborted` as soon as one of the sources does. */
export const createDeadline = (timeoutMs: number, sources: readonly AbortSignal[]): Deadline => {
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(new CallFailure('aborted'));
  const timer = setTimeout(() => controller.abort(new CallFailure('timeout')), timeoutMs);
  if (sources.some(({ aborted }) => aborted)) onAbort();
  for (const source of sources) source.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer);
      for (const source of sources) source.removeEventListener('abort', onAbort);
    },
  };
};

/** Rejects with the signal's reason although the work itself goes on. */
export const untilAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort))
      .catch(() => undefined);
  });
