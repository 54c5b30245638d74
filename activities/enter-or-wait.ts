// A place among the calls that are under way to one receiver, or a later attempt that takes nobody's place meanwhile.
import type { InFlightLimit } from '../domain/delivery/in-flight-limit.ts';
import { AppError } from '../domain/errors.ts';

/** Call what it returns when the call is over. Throws `delivery.endpoint_busy`, which is tried again without a trace. */
export const enterOrWait = (limit: InFlightLimit, receiver: string): ((outcome: { timedOut: boolean }) => void) => {
  const entry = limit.enter(receiver);
  if ('leave' in entry) return entry.leave;
  throw new AppError('delivery.endpoint_busy', { retryAfterSeconds: entry.waitSeconds });
};
