// How often one connection may be called: counted over all processes, and still as long as the vendor asked for.
import { setTimeout as sleep } from 'node:timers/promises';
import type { VendorAnswer } from '../../domain/ports/ats-records.ts';
import type { Clock } from '../../domain/ports/system.ts';
import type { AtsSessionStore } from '../db/connections/ats-session-store.ts';
import type { Counter } from '../limits/counter.ts';
import type { VendorDialect } from './dialect.ts';
import { peaceMsOf, trouble } from './trouble.ts';

type Place = { tenantId: string; connectionId: string };

export type CallBudget = {
  /** Waits for the connection's turn until `until` at the latest (of `performance.now()`), else throws `vendor.rate_limited`. */
  take(place: Place, budget: VendorDialect['budget'], until: number): Promise<void>;
  /** After an answer: whoever was told to wait, or has no call left, makes all processes wait. */
  learn(place: Place, answer: Pick<VendorAnswer, 'status' | 'headers'>): Promise<void>;
};

type Deps = { store: AtsSessionStore; counter: Counter; clock: Clock };

const peaceMsMin = 1_000;
/** Of a 429 that does not say how long. */
const peaceMsDefault = 30_000;

/** What a call has to wait before it looks again, 0 when it may go. */
const waitMsOf = async ({ store, counter, clock }: Deps, place: Place, budget: VendorDialect['budget']) => {
  const { pausedMs } = await store.find(place.tenantId, place.connectionId);
  if (pausedMs > 0) return pausedMs;
  const { consumed, resetAt } = await counter.add(`ats:${place.connectionId}`, 1, budget.windowSeconds);
  return consumed <= budget.calls ? 0 : Math.max(1, resetAt - clock.now());
};

export const createCallBudget = (deps: Deps): CallBudget => ({
  take: async (place, budget, until) => {
    for (;;) {
      const waitMs = await waitMsOf(deps, place, budget);
      if (waitMs === 0) return;
      if (performance.now() + waitMs > until) throw trouble('vendor.rate_limited', { retryAfterMs: waitMs });
      await sleep(waitMs);
    }
  },
  learn: async (place, { status, headers }) => {
    const isLimited = status === 429;
    const isSpent = headers['x-ratelimit-remaining']?.trim() === '0';
    if (!isLimited && !isSpent) return;
    const asked = peaceMsOf(headers, deps.clock.now());
    if (asked === null && !isLimited) return;
    const pauseMs = Math.max(asked ?? peaceMsDefault, peaceMsMin);
    await deps.store.pause(place.tenantId, place.connectionId, pauseMs);
  },
});
