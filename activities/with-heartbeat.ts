// What long activities share: a sign of life while they wait for something outside, and a place among the calls under way.
import type { InFlightLimit } from '../domain/delivery/in-flight-limit.ts';
import { AppError } from '../domain/errors.ts';

const everyMs = 1_000;

/** Beats at once and then every second until `work` settles. */
export const withHeartbeat = async <T>(beat: () => void, work: () => Promise<T>): Promise<T> => {
  beat();
  const timer = setInterval(beat, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};

/** Call what it returns when the call is over. Throws `delivery.endpoint_busy`, which is tried again without a trace. */
export const enterOrWait = (limit: InFlightLimit, receiver: string): ((outcome: { timedOut: boolean }) => void) => {
  const entry = limit.enter(receiver);
  if ('leave' in entry) return entry.leave;
  throw new AppError('delivery.endpoint_busy', { retryAfterSeconds: entry.waitSeconds });
};
