// Rate limits over all processes at the price of no waiting: what is far from its limit is let in while it is being counted.
import { createHmac } from 'node:crypto';
import type { LimitPolicy } from '../../domain/access/limits.ts';
import type { RateLimits, Standing } from '../../domain/ports/rate-limits.ts';
import { createCounter, type Count, type CounterDeps } from './counter.ts';

export type RateLimitDeps = CounterDeps & { pepper: Uint8Array };

/** Callers that one process keeps in mind; those that were not seen for longest go. */
const lanesMax = 10_000;
/** How long a count is believed without asking. */
const freshMs = 1_000;
/** Nobody waits while less than this part of the limit is used and the limit is at least that large … */
const farShare = 0.8;
const farLimitMin = 100;
/** … and few requests are ahead of the count: by so much at most each further process may overstep a limit. */
const aheadShare = 0.05;

type Hit = { policy: LimitPolicy; settle(standing: Standing): void };
/** What one process knows of one caller: the last count, requests not counted yet, requests being counted now. */
type Lane = { known: (Count & { at: number }) | null; waiting: Hit[]; counting: number };

/** Addresses are personal data, and the ids of keys and cookies nobody's business: the store sees neither. */
const storedName = (pepper: Uint8Array, { name }: LimitPolicy, caller: string): string =>
  `${name}:${createHmac('sha256', pepper).update(`limit:${name}:${caller}`).digest('base64url').slice(0, 27)}`;

const standingOf = (policy: LimitPolicy, { consumed, resetAt }: Count, now: number): Standing => ({
  policy,
  allowed: consumed <= policy.limit,
  remaining: Math.max(0, policy.limit - consumed),
  resetSeconds: Math.max(1, Math.ceil((resetAt - now) / 1_000)),
});

/** The answer that needs no counting first: far from the limit, or so far beyond it that counting on is pointless. */
const foreseen = ({ known, waiting, counting }: Lane, policy: LimitPolicy, now: number): Standing | null => {
  if (known === null || now >= known.resetAt) return null;
  if (known.consumed >= policy.limit) return standingOf(policy, { ...known, consumed: policy.limit + 1 }, now);
  const ahead = counting + waiting.length + 1;
  const consumed = known.consumed + ahead;
  const { limit } = policy;
  const fresh = now - known.at < freshMs;
  const far = limit >= farLimitMin && consumed <= limit * farShare && ahead <= limit * aheadShare && fresh;
  return far ? standingOf(policy, { ...known, consumed }, now) : null;
};

export const createRateLimits = ({ pepper, ...deps }: RateLimitDeps): RateLimits => {
  const counter = createCounter(deps);
  const lanes = new Map<string, Lane>();
  const laneOf = (name: string): Lane => {
    const lane = lanes.get(name) ?? { known: null, waiting: [], counting: 0 };
    lanes.delete(name);
    lanes.set(name, lane);
    const [oldest] = lanes.size > lanesMax ? lanes : [];
    // One that is counting right now keeps its own lane until it is done.
    if (oldest !== undefined) lanes.delete(oldest[0]);
    return lane;
  };

  /** One statement counts everything that came while the one before was under way, each request at its own place. */
  const count = async (name: string, lane: Lane): Promise<void> => {
    while (lane.waiting.length > 0) {
      const batch = lane.waiting;
      lane.waiting = [];
      lane.counting = batch.length;
      const { consumed, resetAt } = await counter.add(name, batch.length, batch[0]?.policy.windowSeconds ?? 1);
      const now = deps.now();
      lane.known = { consumed, resetAt, at: now };
      lane.counting = 0;
      const before = consumed - batch.length;
      for (const [index, { policy, settle }] of batch.entries())
        settle(standingOf(policy, { consumed: before + index + 1, resetAt }, now));
    }
  };

  return {
    hit: (policy, caller) => {
      const name = storedName(pepper, policy, caller);
      const lane = laneOf(name);
      const early = foreseen(lane, policy, deps.now());
      if (early?.allowed === false) return Promise.resolve(early);
      const counted = new Promise<Standing>((settle) => lane.waiting.push({ policy, settle }));
      if (lane.counting === 0)
        count(name, lane).catch((error: unknown) => deps.log.error('limits.not_counted', { error }));
      return early === null ? counted : Promise.resolve(early);
    },
  };
};
