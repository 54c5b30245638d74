// How often one connection may be called: counted over all processes, and still as long as the vendor asked for.
import { setTimeout as sleep } from 'node:timers/promises';
import type { VendorAnswer } from '../../domain/ports/ats-records.ts';
import type { Clock } from '../../domain/ports/system.ts';
import type { AtsSessionStore, SharedSession } from '../db/connections/ats-session-store.ts';
import type { Counter } from '../limits/counter.ts';
import type { VendorDialect } from './dialect.ts';
import { peaceMsOf, trouble } from './trouble.ts';

type Place = { tenantId: string; connectionId: string };

export type CallBudget = {
  /**
   * Waits for the connection's turn until `until` at the latest (of `performance.now()`), else throws
   * `vendor.rate_limited`. Gives what it saw of the shared row, for who needs the token in it.
   */
  take(place: Place, budget: VendorDialect['budget'], until: number): Promise<SharedSession>;
  /** After an answer: whoever was told to wait, or has no call left, makes all processes wait. */
  learn(place: Place, answer: Pick<VendorAnswer, 'status' | 'headers'>): Promise<void>;
};

type Deps = { store: AtsSessionStore; counter: Counter; clock: Clock };

const peaceMsMin = 1_000;
/** Of a 429 that does not say how long. */
const peaceMsDefault = 5_000;

/** A larger one is no limit. */
const callsLimitMax = 1_000_000;

type Budget = VendorDialect['budget'];

const callsOf = ({ calls, share }: Budget, callsLimit: number | null): number =>
  share === undefined || callsLimit === null ? calls : Math.max(1, Math.floor(callsLimit * share));

/** What a call has to wait before it looks again, 0 when it may go. */
const waitMsOf = async ({ counter, clock }: Deps, place: Place, budget: Budget, seen: SharedSession) => {
  if (seen.pausedMs > 0) return seen.pausedMs;
  const { consumed, resetAt } = await counter.add(`ats:${place.connectionId}`, 1, budget.windowSeconds);
  return consumed <= callsOf(budget, seen.callsLimit) ? 0 : Math.max(1, resetAt - clock.now());
};

/** What the vendor says of its window, where it says it. */
const limitOf = (headers: VendorAnswer['headers']): number | null => {
  const told = headers['x-ratelimit-limit']?.trim() ?? '';
  return /^[1-9]\d{0,6}$/.test(told) ? Math.min(Number(told), callsLimitMax) : null;
};

const peaceMs = ({ status, headers }: Pick<VendorAnswer, 'status' | 'headers'>, nowMs: number): number => {
  const asked = peaceMsOf(headers, nowMs);
  if (status === 429) return Math.max(asked ?? peaceMsDefault, peaceMsMin);
  return headers['x-ratelimit-remaining']?.trim() === '0' ? (asked ?? 0) : 0;
};

export const createCallBudget = (deps: Deps): CallBudget => {
  const { store, clock } = deps;
  const limits = new Map<string, number>();
  return {
    take: async (place, budget, until) => {
      for (;;) {
        const seen = await store.find(place.tenantId, place.connectionId);
        const waitMs = await waitMsOf(deps, place, budget, seen);
        if (waitMs === 0) return seen;
        if (performance.now() + waitMs > until) throw trouble('vendor.rate_limited', { retryAfterMs: waitMs });
        await sleep(waitMs);
      }
    },
    learn: async ({ tenantId, connectionId }, answer) => {
      const pauseMs = peaceMs(answer, clock.now());
      if (pauseMs > 0) await store.pause(tenantId, connectionId, pauseMs);
      const limit = limitOf(answer.headers);
      if (limit === null || limits.get(connectionId) === limit) return;
      await store.keepLimit(tenantId, connectionId, limit);
      limits.set(connectionId, limit);
    },
  };
};
