// Lets a request in: finds out who asks, and counts it against that caller's limit before anything else is done for it.
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { LimitPolicies, LimitPolicy } from '../../domain/access/limits.ts';
import type { RateLimits } from '../../domain/ports/rate-limits.ts';
import { authorise } from './authorise.ts';
import { clientAddress, countedAs, isWithin } from './client-address.ts';
import type { GuardDeps } from './deps.ts';
import type { ExchangeContext } from './exchange.ts';
import type { Admitted } from './gate.ts';
import { limitHeaders } from './limit-headers.ts';
import type { Route } from './route.ts';

/** Absent in `GuardDeps` where nobody is counted. */
export type Limits = { rates: RateLimits; policies: LimitPolicies };

/** Guessing and stolen keys: limited harder than a forgotten header. */
const suspicious: readonly ErrorCode[] = ['key.invalid', 'key.address_not_allowed'];
const anonymous: readonly ErrorCode[] = ['key.missing', 'room.session_required', 'request.foreign_origin'];

/** Throws 429 when the limit is used up; the answer tells where the caller stands in any case. */
const count = async (ctx: ExchangeContext, policy: LimitPolicy, caller: string, { rates }: Limits): Promise<void> => {
  const standing = await rates.hit(policy, caller);
  const { limit, windowSeconds } = policy;
  ctx.set(limitHeaders(standing, Date.now()));
  if (standing.allowed) return;
  throw new AppError('request.too_many', {
    detail: `At most ${limit} in ${windowSeconds} seconds.`,
    retryAfterSeconds: standing.resetSeconds,
    extra: { limit, windowSeconds },
  });
};

const policyOfRefusal = (code: ErrorCode, policies: LimitPolicies): LimitPolicy | null => {
  if (suspicious.includes(code)) return policies.wrongKey;
  return anonymous.includes(code) ? policies.address : null;
};

/** A request that stands for nobody, such as one to an address that does not exist. */
export const countStranger = async (
  ctx: ExchangeContext,
  { limits, trustedProxies = [] }: GuardDeps,
): Promise<void> => {
  if (limits !== undefined && ctx.method !== 'OPTIONS')
    await count(ctx, limits.policies.address, countedAs(clientAddress(ctx.req, trustedProxies)), limits);
};

/** The caller, and what its tenant allows; throws 401, 403, 429, or what the tenant rules say. */
export const admit = async (ctx: ExchangeContext, route: Route, deps: GuardDeps): Promise<Admitted> => {
  const { limits, trustedProxies = [] } = deps;
  const address = clientAddress(ctx.req, trustedProxies);
  const meter = async (policyOf: (policies: LimitPolicies) => LimitPolicy, caller: string): Promise<void> => {
    if (limits !== undefined) await count(ctx, policyOf(limits.policies), caller, limits);
  };
  try {
    return await authorise(route, ctx.req.headers, {
      ...deps,
      isAllowedFrom: (networks) => networks.length === 0 || isWithin(address, networks),
      countKey: ({ keyId, requestsPerHour }) =>
        meter(({ key }) => ({ ...key, limit: requestsPerHour ?? key.limit }), keyId),
      countRoom: (cookieHash) => meter(({ room }) => room, cookieHash),
      countAddress: (name) => meter((policies) => policies[name], countedAs(address)),
    });
  } catch (error) {
    const policy = limits && error instanceof AppError ? policyOfRefusal(error.code, limits.policies) : null;
    // A valid key is not held against its address, so nobody is locked out by a neighbour's guesses.
    if (limits && policy) await count(ctx, policy, countedAs(address), limits);
    throw error;
  }
};
