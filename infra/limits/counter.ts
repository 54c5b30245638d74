// Adds to a caller's count: in PostgreSQL for all processes together, in memory while that cannot be reached.
import type { Knex } from 'knex';
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Logger } from '../../domain/ports/log.ts';

/** `consumed` includes what was just added; `resetAt` is in epoch milliseconds. */
export type Count = { consumed: number; resetAt: number };

export type Counter = { add(name: string, requests: number, windowSeconds: number): Promise<Count> };

export type CounterDeps = {
  db: Knex;
  log: Logger;
  now: () => number;
  /** Longest wait for the store before this process counts for itself. */
  timeoutMs?: number;
};

const storeTimeoutMs = 1_000;
/** How long the store is left alone after it failed: no request waits for it meanwhile. */
const pauseMs = 1_000;

/** The limits differ from caller to caller, so nothing is refused in here. */
const shared = { points: Number.MAX_SAFE_INTEGER, duration: 3_600, keyPrefix: '' };

const within = async <Result>(work: Promise<Result>, timeoutMs: number): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the store of limits is late')), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

export const createCounter = ({ db, log, now, timeoutMs = storeTimeoutMs }: CounterDeps): Counter => {
  const memory = new RateLimiterMemory(shared);
  const store = new RateLimiterPostgres({
    ...shared,
    storeClient: db,
    storeType: 'knex',
    tableName: 'rate_limits',
    tableCreated: true,
    // The reconciler sweeps ended windows, for all processes at once.
    clearExpiredByTimeout: false,
  });
  let awayUntil = 0;
  const countOf = ({ consumedPoints, msBeforeNext }: RateLimiterRes): Count => ({
    consumed: consumedPoints,
    resetAt: now() + msBeforeNext,
  });
  return {
    add: async (name, requests, windowSeconds) => {
      const options = { customDuration: windowSeconds };
      if (now() >= awayUntil)
        try {
          return countOf(await within(store.penalty(name, requests, options), timeoutMs));
        } catch (error) {
          awayUntil = now() + pauseMs;
          log.warn('limits.store_unavailable', { error });
        }
      return countOf(await memory.penalty(name, requests, options));
    },
  };
};
