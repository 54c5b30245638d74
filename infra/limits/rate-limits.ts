// Rate limits over all processes at the price of no waiting: what is far from its limit is let in while it is being counted.
import type { LimitPolicy } from '../../domain/access/limits.ts';
import { hmacSha256 } from '../system.ts';
import { createCounter, type Count, type CounterDeps } from './counter.ts';

/** Where a caller stands once this request is counted. */
export type Standing = {
  policy: LimitPolicy;
  allowed: boolean;
  remaining: number;
  /** Until the window ends and counting starts anew. */
  resetSeconds: number;
};

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
/** Where nobody waits, one statement counts what comes in this time. */
const gatherMs = 100;
/**
 * While less than this part is used a count is believed for longer and what came is counted more rarely: candidates whose pages
 * ask every few seconds then wait for no count and cost hardly a write. How far a limit may be overstepped stays the same: no
 * more is ever ahead of the count.
 */
const calmShare = 1 / 8;
const calmFreshMs = 30_000;
const calmGatherMs = 5_000;

type Hit = { policy: LimitPolicy; settle(standing: Standing): void };
/** What one process knows of one caller: the last count, and the requests that it does not hold yet. */
type Lane = {
  /** Its name in the store. */
  name: string;
  known: (Count & { at: number }) | null;
  waiting: Hit[];
  /** Let in already. */
  letIn: number;
  counting: number;
  windowSeconds: number;
  later: NodeJS.Timeout | null;
  isLaterCalm: boolean;
};

/** Addresses are personal data, and the ids of keys and cookies nobody's business: the store sees neither. */
const storedName = (pepper: Uint8Array, { name }: LimitPolicy, caller: string): string =>
  `${name}:${hmacSha256(pepper, `limit:${name}:${caller}`, 'base64url').slice(0, 27)}`;

const standingOf = (policy: LimitPolicy, { consumed, resetAt }: Count, now: number): Standing => ({
  policy,
  allowed: consumed <= policy.limit,
  remaining: Math.max(0, policy.limit - consumed),
  resetSeconds: Math.max(1, Math.ceil((resetAt - now) / 1_000)),
});

/** The answer that needs no counting first: far from the limit, or so far beyond it that counting on is pointless. */
const foreseen = ({ known, waiting, letIn, counting }: Lane, policy: LimitPolicy, now: number): Standing | null => {
  if (known === null || now >= known.resetAt) return null;
  if (known.consumed >= policy.limit) return standingOf(policy, { ...known, consumed: policy.limit + 1 }, now);
  const ahead = counting + waiting.length + letIn + 1;
  const consumed = known.consumed + ahead;
  const { limit } = policy;
  const fresh = now - known.at < (consumed <= limit * calmShare ? calmFreshMs : freshMs);
  const far = limit >= farLimitMin && consumed <= limit * farShare && ahead <= limit * aheadShare && fresh;
  return far ? standingOf(policy, { ...known, consumed }, now) : null;
};

/** The lanes of the callers seen last; one that is counting right now keeps its own until it is done. */
const createLanes = (pepper: Uint8Array) => {
  const lanes = new Map<string, Lane>();
  return (policy: LimitPolicy, caller: string): Lane => {
    const { name, windowSeconds } = policy;
    const place = `${name} ${caller}`;
    const none = { known: null, letIn: 0, counting: 0, windowSeconds, later: null, isLaterCalm: false };
    const lane = lanes.get(place) ?? { name: storedName(pepper, policy, caller), waiting: [], ...none };
    lanes.delete(place);
    lanes.set(place, lane);
    const [oldest] = lanes.size > lanesMax ? lanes : [];
    if (oldest !== undefined) lanes.delete(oldest[0]);
    return lane;
  };
};

const stopWaiting = (lane: Lane): void => {
  if (lane.later !== null) clearTimeout(lane.later);
  lane.later = null;
};

export const createRateLimits = ({ pepper, ...deps }: RateLimitDeps) => {
  const counter = createCounter(deps);
  const laneOf = createLanes(pepper);

  /** One statement counts everything that came while the one before was under way, each request at its own place. */
  const countBatch = async (lane: Lane): Promise<void> => {
    const { waiting, letIn } = lane;
    Object.assign(lane, { waiting: [], letIn: 0, counting: letIn + waiting.length });
    const { consumed, resetAt } = await counter.add(lane.name, lane.counting, lane.windowSeconds);
    const now = deps.now();
    lane.known = { consumed, resetAt, at: now };
    lane.counting = 0;
    const before = consumed - waiting.length;
    for (const [index, { policy, settle }] of waiting.entries())
      settle(standingOf(policy, { consumed: before + index + 1, resetAt }, now));
  };

  const count = async (lane: Lane): Promise<void> => {
    stopWaiting(lane);
    if (lane.counting > 0) return;
    do await countBatch(lane);
    while (lane.waiting.length > 0);
    if (lane.letIn > 0) countSoon(lane, false);
  };
  const countNow = (lane: Lane): void =>
    void count(lane).catch((error: unknown) => deps.log.error('limits.not_counted', { error }));
  /** What came after a calm wait had begun, and is no longer calm, ends it. */
  const countSoon = (lane: Lane, isCalm: boolean): void => {
    if (!isCalm && lane.isLaterCalm) stopWaiting(lane);
    if (lane.later !== null) return;
    lane.isLaterCalm = isCalm;
    lane.later = setTimeout(countNow, isCalm ? calmGatherMs : gatherMs, lane).unref();
  };

  return {
    /** Counts one request of `caller` and never fails: while the store is away, this process counts for itself. */
    hit: (policy: LimitPolicy, caller: string): Promise<Standing> => {
      const lane = laneOf(policy, caller);
      const early = foreseen(lane, policy, deps.now());
      if (early?.allowed === false) return Promise.resolve(early);
      if (early !== null) {
        lane.letIn += 1;
        countSoon(lane, policy.limit - early.remaining <= policy.limit * calmShare);
        return Promise.resolve(early);
      }
      const counted = new Promise<Standing>((settle) => lane.waiting.push({ policy, settle }));
      countNow(lane);
      return counted;
    },
  };
};

export type RateLimits = ReturnType<typeof createRateLimits>;
