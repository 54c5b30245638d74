// The HTTP application: request id, security headers, the guarded routes, and one place where failures become answers.
import Koa from 'koa';
import { AppError } from '../domain/errors.ts';
import { countStranger } from './guard/admit.ts';
import { send, storedToAnswer } from './guard/answer.ts';
import type { GuardDeps } from './guard/deps.ts';
import { faceFinder, isUnder, nativeFace, presentError, type Face } from './guard/face.ts';
import { openExchange, type Exchange, type ExchangeContext, type ExchangeState } from './guard/exchange.ts';
import { addressAdvice, mountRoutes } from './guard/mount-routes.ts';
import { faceOf, RouteDefect, wayInto, type Route } from './guard/route.ts';
import { refuseRepeatedHeaders } from './guard/single-headers.ts';
import { toAppError } from './problem.ts';
import { peopleFace } from './people-face.ts';
import { reportFailure, reportRequest } from './report-request.ts';
import { securityHeaders } from './security-headers.ts';

export type AppDeps = GuardDeps;

const failureOf = (error: unknown, { strict }: AppDeps): AppError => {
  const failure = toAppError(error);
  if (!strict || !(error instanceof RouteDefect)) return failure;
  return new AppError('internal.error', { detail: error.message, cause: error });
};

type FaceAt = (path: string) => Face;

const forLostPeople = peopleFace('/');

/** A link that lost its end on the way leads nowhere, and is opened by a person all the same. */
const strayFace = (ctx: ExchangeContext, face: Face): Face =>
  face === nativeFace && !isUnder(ctx.path, '/api') && ctx.get('Accept').includes('text/html') ? forLostPeople : face;

const answerFailure = (ctx: ExchangeContext, error: unknown, deps: AppDeps, faceAt: FaceAt): void => {
  const { exchange } = ctx.state;
  const { route, requestId } = exchange;
  reportFailure(error, exchange, deps);
  const said = presentError(failureOf(error, deps), {
    face: route === null ? strayFace(ctx, faceAt(ctx.path)) : faceOf(route),
    challenge: route === null ? undefined : wayInto(route)?.credential.challenge,
    publicUrl: deps.publicUrl,
    requestId,
    prefersJson: String(ctx.accepts('html', 'json', 'application/problem+json')).endsWith('json'),
  });
  send(ctx, storedToAnswer(said), { secureCookies: false });
};

const withinLog = async ({ withLogFields }: AppDeps, exchange: Exchange, work: () => Promise<void>): Promise<void> => {
  if (withLogFields === undefined) await work();
  else await withLogFields({ requestId: exchange.requestId, traceId: exchange.traceparent?.split('-')[1] }, work);
};

/** The parser lets these through, and the router's own parser would take them for something else. */
const escapeByte = (character: string): string => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** HTTP allows `GET http://host/path` and raw bytes in a path; the router knows plain paths only. */
const originForm = (target: string): string => {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const escaped = path.replaceAll(/[^\x21-\x7e]|#/g, escapeByte);
  return escaped.startsWith('/') ? escaped : `/${escaped}`;
};

/** Outermost: whatever happens inside is answered, counted and logged with the request's id. */
const exchanges =
  (deps: AppDeps, faceAt: FaceAt): Koa.Middleware<ExchangeState> =>
  async (ctx, next) => {
    const exchanged = ctx as unknown as ExchangeContext;
    ctx.url = originForm(ctx.url);
    const exchange = openExchange(exchanged, deps.newId);
    exchanged.state.exchange = exchange;
    ctx.set('X-Request-Id', exchange.requestId);
    await withinLog(deps, exchange, async () => {
      try {
        await next();
      } catch (error) {
        answerFailure(exchanged, error, deps, faceAt);
      }
      reportRequest(exchange, { method: ctx.method, status: ctx.status, aborted: exchange.signal.aborted }, deps);
    });
  };

const isAbort = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ECANCELED'].includes(String(error.code));

/** Throws RouteDefect when a declaration cannot be right. */
export const createApp = ({ routes, deps }: { routes: readonly Route[]; deps: AppDeps }): Koa<ExchangeState> => {
  const app = new Koa<ExchangeState>();
  const routed = mountRoutes(routes, deps);
  app.use(exchanges(deps, faceFinder(routes)));
  app.use(securityHeaders());
  app.use((ctx, next) => {
    refuseRepeatedHeaders(ctx.req);
    return next();
  });
  app.use(routed);
  app.use(async (ctx) => {
    await countStranger(ctx as unknown as ExchangeContext, deps);
    const detail = addressAdvice(routes, ctx.path);
    throw new AppError('request.not_found', detail === null ? {} : { detail });
  });
  app.on('error', (error: unknown) => {
    if (!isAbort(error)) deps.log.error('http.broken_answer', { error });
  });
  return app;
};
