// What is known of one request from its first byte on: its id, its place in the caller's trace, and who it turned out to be.
import type { Context } from 'koa';
import { cookieOf } from './credentials.ts';
import type { RequestFacts, Route } from './route.ts';

export type Exchange = {
  requestId: string;
  traceparent: string | undefined;
  startedAt: number;
  /** Aborted when the caller went away before the answer was written. */
  signal: AbortSignal;
  route: Route | null;
  tenantId: string | null;
  keyId: string | null;
};

export type ExchangeState = { exchange: Exchange };
export type ExchangeContext = Context & { state: ExchangeState };

const sanelyNamed = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
const traceContext = /^[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

const matching = (pattern: RegExp, text: string): string | undefined => (pattern.test(text) ? text : undefined);

const abortSignal = ({ res }: Context): AbortSignal => {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
};

export const openExchange = (ctx: Context, newId: (prefix: string) => string): Exchange => ({
  requestId: matching(sanelyNamed, ctx.get('X-Request-Id')) ?? newId('req'),
  traceparent: matching(traceContext, ctx.get('traceparent')),
  startedAt: performance.now(),
  signal: abortSignal(ctx),
  route: null,
  tenantId: null,
  keyId: null,
});

/** The type of text that a route has beside JSON. */
export const textTypeOf = (route: Route | null): string | undefined =>
  Object.values(route?.responses ?? {}).find(({ orText }) => orText !== undefined)?.orText;

/** The part of a request that handlers may see. */
export const requestFacts = (ctx: Context, exchange: Exchange, idempotencyHash: string | null): RequestFacts => ({
  requestId: exchange.requestId,
  ...(exchange.traceparent !== undefined && { traceparent: exchange.traceparent }),
  signal: exchange.signal,
  header: (name) => {
    const value = ctx.get(name);
    return value === '' ? undefined : value;
  },
  cookie: (name) => cookieOf(ctx.req.headers, name),
  prefersText: () => {
    const textType = textTypeOf(exchange.route);
    return textType !== undefined && ctx.accepts('application/json', textType) === textType;
  },
  idempotencyHash,
});
