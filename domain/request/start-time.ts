// An agreed start must lie ahead, and not absurdly far.
import { AppError } from '../errors.ts';

const yearMs = 366 * 24 * 3_600_000;

/** Throws the 400 for a start (epoch milliseconds) that is not within the next year. */
export const checkStartTime = (scheduledAt: number | undefined, now: number): void => {
  if (scheduledAt === undefined) return;
  if (scheduledAt > now && scheduledAt <= now + yearMs) return;
  throw new AppError('request.invalid', {
    errors: [
      { pointer: '/scheduledAt', code: 'out_of_range', message: 'Must lie in the future, at most one year from now.' },
    ],
  });
};
