// Lets a request in: finds out who asks, and counts it against that caller's limit before anything else is done for it.
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../domain/errors.ts';
import { faultOf } from '../../domain/text/typed-text.ts';
import type { LimitPolicies, LimitPolicy } from '../../domain/access/limits.ts';
import type { Principal } from '../../domain/access/principal.ts';
import type { Standing } from '../../infra/limits/rate-limits.ts';
import type { Admitted, Found, WayIn } from './access.ts';
import { clientAddress, countedAs, isWithin } from './client-address.ts';
import { headerText } from './credentials.ts';
import type { GuardDeps } from './deps.ts';
import type { ExchangeContext } from './exchange.ts';
import { wayInto, type Route } from './route.ts';

const presentedMax = 300;

/** The fields of the IETF draft, and the older ones that many clients know; `Reset` is a second since 1970. */
const limitHeaders = ({ policy, remaining, resetSeconds }: Standing): Record<string, string> => ({
  'RateLimit-Policy': `"${policy.name}";q=${policy.limit};w=${policy.windowSeconds}`,
  RateLimit: `"${policy.name}";r=${remaining};t=${resetSeconds}`,
  'X-RateLimit-Limit': String(policy.limit),
  'X-RateLimit-Remaining': String(remaining),
  'X-RateLimit-Reset': String(Math.ceil(Date.now() / 1_000) + resetSeconds),
});

/** Throws 429 when the limit is used up; the answer tells where the caller stands in any case. */
const count = async (
  ctx: ExchangeContext,
  { limits }: GuardDeps,
  counted: (policies: LimitPolicies) => [policy: LimitPolicy, caller: string],
): Promise<void> => {
  if (limits === undefined) return;
  const [policy, caller] = counted(limits.policies);
  const standing = await limits.rates.hit(policy, caller);
  const { limit, windowSeconds, setting } = policy;
  ctx.set(limitHeaders(standing));
  if (standing.allowed) return;
  const changedBy = setting === undefined ? '' : ` \`${setting}\` sets this limit.`;
  throw new AppError('request.too_many', {
    detail: `At most ${limit} in ${windowSeconds} seconds.${changedBy}`,
    retryAfterSeconds: standing.resetSeconds,
    extra: { limit, windowSeconds, ...(setting !== undefined && { setting }) },
  });
};

type AddressPolicy = 'address' | 'page' | 'login' | 'wrongKey';

const countAddress = async (ctx: ExchangeContext, deps: GuardDeps, name: AddressPolicy): Promise<void> => {
  const caller = countedAs(clientAddress(ctx.req, deps.trustedProxies ?? []));
  await count(ctx, deps, (policies) => [policies[name], caller]);
};

/** Of a secret in an address or a body: nobody's is a guess and counts against the address, anybody else's for itself. */
export const countHolder = async (
  ctx: ExchangeContext,
  deps: GuardDeps,
  { holder, limit }: { holder: string | null; limit: 'room' | 'hook' },
): Promise<void> => {
  if (holder === null) await countAddress(ctx, deps, 'login');
  else await count(ctx, deps, (policies) => [policies[limit], `link ${holder}`]);
};

/** A request that stands for nobody, such as one to an address that does not exist. */
export const countStranger = async (ctx: ExchangeContext, deps: GuardDeps): Promise<void> => {
  if (ctx.method !== 'OPTIONS') await countAddress(ctx, deps, 'address');
};

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** The public origin, scheme and port included. One that is this machine goes by each of its names: people type either. */
const isOwnOrigin = (origin: string, publicUrl: string): boolean => {
  const { hostname, port, protocol } = new URL(publicUrl);
  const names = loopbackNames.includes(hostname) ? loopbackNames : [hostname];
  return names.some((name) => origin === new URL(`${protocol}//${name}:${port}`).origin);
};

/** What browsers send by themselves travels with requests that other pages make: those say so in `Origin`. */
const refuseForeignOrigin = ({ headers }: IncomingMessage, publicUrl: string): void => {
  const origin = headerText(headers, 'origin');
  if (origin !== null && !isOwnOrigin(origin, publicUrl)) throw new AppError('request.foreign_origin');
};

const identify = async (ctx: ExchangeContext, way: WayIn, deps: GuardDeps): Promise<Found<Principal>> => {
  const params: Record<string, string> = ctx['params'];
  const from = { headers: ctx.req.headers, params, publicUrl: deps.publicUrl, querystring: ctx.querystring };
  const presented = way.credential.read(from);
  const detail = way.credential.advice?.(from);
  const advised = detail === undefined ? {} : { detail };
  if (presented === null) throw new AppError(way.missing, advised);
  const isAllowedFrom = (networks: readonly string[]): boolean =>
    networks.length === 0 || isWithin(clientAddress(ctx.req, deps.trustedProxies ?? []), networks);
  const readable = presented.length <= presentedMax && faultOf(presented) === null;
  const found = readable ? await way.find(presented, { headers: ctx.req.headers, params, deps, isAllowedFrom }) : null;
  if (found === null) throw new AppError(way.wrong, advised);
  return found;
};

/**
 * Guessing and stolen keys are limited harder than a forgotten header, and a guest whose browser has no cookie yet is no
 * guesser at all; null when nobody's address is to blame.
 */
const blamed = ({ code }: AppError, way: WayIn | null, isGuest: boolean): AddressPolicy | null => {
  if (code === 'request.foreign_origin') return 'address';
  if (code === way?.missing) return isGuest ? 'page' : 'address';
  return code === way?.wrong || code === 'key.address_not_allowed' ? 'wrongKey' : null;
};

/** The caller, and what its tenant allows; throws 401, 403, 429, or what the tenant rules say. */
export const admit = async (ctx: ExchangeContext, route: Route, deps: GuardDeps): Promise<Admitted> => {
  const way = wayInto(route);
  let found: Found<Principal> | null = null;
  try {
    if (way === null ? route.method !== 'GET' : way.credential.ambient === true)
      refuseForeignOrigin(ctx.req, deps.publicUrl);
    found = way === null ? null : await identify(ctx, way, deps);
  } catch (error) {
    // A valid key is not held against its address, so nobody is locked out by a neighbour's guesses.
    const isGuest = route.access.kind === 'room' && ctx.get('Cookie') === '';
    const policy = error instanceof AppError ? blamed(error, way, isGuest) : null;
    if (policy !== null) await countAddress(ctx, deps, policy);
    throw error;
  }
  if (found !== null) {
    await count(ctx, deps, found.counted);
    return found.admit();
  }
  const { limitClass } = route;
  if (limitClass !== 'none' && route.holder === undefined)
    await countAddress(ctx, deps, limitClass === 'page' ? 'page' : 'address');
  return { principal: null, uploadBytesMax: null };
};
