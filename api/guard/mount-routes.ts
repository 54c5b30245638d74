// The only way a route gets an address: from its declaration, checked before the service starts.
import { Router } from '@koa/router';
import type Koa from 'koa';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { countStranger } from './admit.ts';
import { send } from './answer.ts';
import type { GuardDeps } from './deps.ts';
import type { ExchangeContext, ExchangeState } from './exchange.ts';
import { isUnder } from './face.ts';
import { handle } from './handle.ts';
import { faceOf, RouteDefect, type Route } from './route.ts';

/** `GET, HEAD, POST, OPTIONS`: HEAD goes with GET, OPTIONS is answered everywhere. */
const allowHeader = (routes: readonly Route[]): string => {
  const methods = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...new Set([...methods, 'OPTIONS'])].join(', ');
};

/** The pattern with its parameters' names forgotten: two routes with the same shape share an address. */
const pathShape = (path: string): string => path.replaceAll(/:\w+/g, ':');

/** For requests that never reach the router, because their method is not even known to the HTTP parser. */
export const allowedAt = (routes: readonly Route[], path: string): string | null => {
  const matching = routes.filter((route) => {
    const pattern = pathShape(route.path)
      .replaceAll('.', String.raw`\.`)
      .replaceAll(':', '[^/]+');
    // checked as /^\/api\/[^/]+\/things\/[^/]+\/parts$/
    return new RegExp(`^${pattern}$`).test(path);
  });
  return matching.length === 0 ? null : allowHeader(matching);
};

const repairs: readonly [advice: string, repair: (path: string) => string][] = [
  ['with single slashes', (path) => path.replaceAll(/\/{2,}/g, '/')],
  ['without the slash at its end', (path) => (path.endsWith('/') ? path.slice(0, -1) : path)],
  ['with its words in lower case, and ids as they are', (path) => path.toLowerCase()],
];

/** What to change about an address at which there is nothing. Answering there would let callers past rules that proxies have for paths. */
export const addressAdvice = (routes: readonly Route[], path: string): string | null => {
  const changes: string[] = [];
  let repaired = path;
  for (const [advice, repair] of repairs) {
    const before = repaired;
    repaired = repair(before);
    if (repaired !== before) changes.push(advice);
    if (
      repaired !== before &&
      allowedAt(
        routes.filter(({ hidden }) => hidden !== true),
        repaired,
      ) !== null
    )
      return `There is one ${changes.join(' and ')}.`;
  }
  return null;
};

const parametersOf = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

const isOpenObject = (schema: z.ZodType | undefined): boolean =>
  schema instanceof z.ZodObject && schema.def.catchall?._zod.def.type !== 'never';

const parameterDefects = ({ path, params }: Route): string[] => {
  const inPath = parametersOf(path);
  if (params === undefined) return inPath.length > 0 ? ['its path parameters have no schema'] : [];
  const declared = params instanceof z.ZodObject ? Object.keys(params.shape) : inPath;
  return declared.toSorted().join() === inPath.toSorted().join() ? [] : ['its params are not those of its path'];
};

const defectsOf = (route: Route, deps: GuardDeps): string[] => {
  const { path, body, bodyBytes, method, responses, access, idempotent = false } = route;
  const rules: [broken: boolean, defect: string][] = [
    [!path.startsWith('/'), 'its path does not start with /'],
    [!isUnder(path, faceOf(route).prefix), 'its path is not under the prefix of its face'],
    [isOpenObject(body) && faceOf(route).lenient !== true, 'its body schema is not strict'],
    [
      method === 'GET' && (body !== undefined || bodyBytes !== undefined || idempotent),
      'a GET has no body and is no command',
    ],
    [bodyBytes !== undefined && (body !== undefined || idempotent), 'bytes are its whole body, and are not kept'],
    [path.startsWith('/:'), 'the first word of its path is a parameter'],
    [access.kind === 'room' && deps.rooms === undefined, 'nobody here authenticates rooms'],
    [!Object.keys(responses).some((status) => /^2\d\d$/.test(status)), 'it declares no success'],
  ];
  return [...rules.filter(([broken]) => broken).map(([, defect]) => defect), ...parameterDefects(route)];
};

const checkRoutes = (routes: readonly Route[], deps: GuardDeps): void => {
  for (const route of routes)
    for (const defect of defectsOf(route, deps)) throw new RouteDefect(route.operationId, defect);
  for (const [id, same] of Map.groupBy(routes, ({ operationId }) => operationId))
    if (same.length > 1) throw new RouteDefect(id, 'its operationId is used twice');
  for (const same of Map.groupBy(routes, ({ method, path }) => `${method} ${pathShape(path)}`).values())
    if (same.length > 1) throw new RouteDefect(same[1]?.operationId ?? '', 'another route has its method and path');
};

/** Fixed segments before parameters, so that `/interviews/search` is not taken for an id. */
const bySpecificity = (a: string, b: string): number =>
  a.replaceAll(':', '\uffff').localeCompare(b.replaceAll(':', '\uffff'), 'en');

const routeFor = async (ctx: ExchangeContext, routes: readonly Route[], deps: GuardDeps): Promise<Route> => {
  const method = ctx.method === 'HEAD' ? 'GET' : ctx.method;
  const route = routes.find((candidate) => candidate.method === method);
  if (route !== undefined) return route;
  await countStranger(ctx, deps);
  ctx.set('Allow', allowHeader(routes));
  throw new AppError('request.method_not_allowed', { extra: { allowedMethods: allowHeader(routes).split(', ') } });
};

const mount = (router: Router<ExchangeState>, routes: readonly Route[], deps: GuardDeps): void => {
  const secureCookies = deps.publicUrl.startsWith('https:');
  const addresses = Map.groupBy(routes, ({ path }) => path);
  for (const [path, group] of [...addresses].toSorted(([a], [b]) => bySpecificity(a, b)))
    router.all(path, async (ctx) => {
      const exchanged = ctx as unknown as ExchangeContext;
      if (ctx.method === 'OPTIONS') {
        ctx.set('Allow', allowHeader(group));
        ctx.status = 204;
        return;
      }
      const route = await routeFor(exchanged, group, deps);
      exchanged.state.exchange.route = route;
      send(exchanged, await handle(exchanged, route, deps), { secureCookies });
    });
};

/** `/room/api/answers` is below `room`. */
const leadOf = (path: string): string => path.split('/', 2)[1] ?? '';

/**
 * Throws RouteDefect for a declaration that cannot be right, before any request is served. A router tries all addresses that
 * it has: each first word of a path has one of its own.
 */
export const mountRoutes = (routes: readonly Route[], deps: GuardDeps): Koa.Middleware<ExchangeState> => {
  checkRoutes(routes, deps);
  const routers = new Map<string, Koa.Middleware<ExchangeState>>();
  for (const [lead, group] of Map.groupBy(routes, ({ path }) => leadOf(path))) {
    const router = new Router<ExchangeState>({ strict: true, sensitive: true });
    mount(router, group, deps);
    routers.set(lead, router.routes() as unknown as Koa.Middleware<ExchangeState>);
  }
  return (ctx, next) => {
    const router = routers.get(leadOf(ctx.path));
    return router === undefined ? next() : router(ctx, next);
  };
};
