// One declared route, one request: authorise, read, validate, run once, answer.
import { mayKnowLink } from '../../domain/access/audience.ts';
import { isRunId } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { Principal } from '../../domain/access/principal.ts';
import { admit, countHolder, countStranger } from './admit.ts';
import { answerOf, declaresProblem, type Answer } from './answer.ts';
import { isNothing } from './as-meant.ts';
import { refuseRemote } from './client-address.ts';
import type { GuardDeps } from './deps.ts';
import { requestFacts, textTypeOf, type ExchangeContext } from './exchange.ts';
import { answerOnce, idempotencyKeyOf, idempotencyPlace, type OnceOnly } from './idempotency.ts';
import { bodyBytesMax, checkPathParameters, parseQuery, readFormBody, readJsonBody } from './read-request.ts';
import { faceOf, RouteDefect, type Route } from './route.ts';
import { readRawBody } from './raw-body.ts';
import { recordingReads, type Meet } from './reads.ts';
import { schemaOr, validate } from './validate.ts';

type Received = { params: Readonly<Record<string, string>>; query: Readonly<Record<string, string>>; body: unknown };

const producesJson = ({ responses }: Route): boolean =>
  Object.values(responses).every(({ contentType }) => contentType === undefined);

/** Some name a charset or a version of JSON, which there is one of. */
const jsonOfSomeKind = /(?:^|,)\s*application\/json\s*;(?!\s*q=)/i;

const refuseOtherFormats = (ctx: ExchangeContext, route: Route): void => {
  const accepted = ctx.get('Accept');
  if (accepted === '' || jsonOfSomeKind.test(accepted) || !producesJson(route)) return;
  const textType = textTypeOf(route);
  const others = textType === undefined ? [] : [textType];
  if (ctx.accepts('application/json', 'application/problem+json', ...others) === false)
    throw new AppError('request.not_acceptable');
};

/** Mail programs, networks and advertisers append parameters of their own to links: a page looks at those it knows alone. */
const queryOf = (ctx: ExchangeContext, route: Route): Record<string, string> =>
  faceOf(route).forPeople === true && route.query === undefined ? {} : parseQuery(ctx.querystring);

const readBody = async ({ req }: ExchangeContext, route: Route, bytesMax: number): Promise<unknown> => {
  // A body of a GET has no meaning: it is neither read nor refused.
  if (route.method === 'GET') return undefined;
  if (route.bodyBytes !== undefined) return await readRawBody(req, bytesMax, route.bodyBytes);
  return route.bodyForm === true ? await readFormBody(req, bytesMax) : await readJsonBody(req, bytesMax);
};

const receive = async (ctx: ExchangeContext, route: Route, tenantBytesMax: number | null): Promise<Received> => {
  const params: Record<string, string> = ctx['params'];
  checkPathParameters(ctx.path, params);
  const query = queryOf(ctx, route);
  return { params, query, body: await readBody(ctx, route, bodyBytesMax(route.bodyBytesMax, tenantBytesMax)) };
};

const parse = (route: Route, { params, query, body }: Received) => {
  const bodyOptional = route.bodyOptional === true || route.body === undefined;
  const nothing = bodyOptional ? {} : undefined;
  const { lenient } = faceOf(route);
  return {
    params: route.params === undefined ? params : validate('params', route.params, params),
    query: validate('query', schemaOr(route.query, lenient), query),
    body:
      route.bodyBytes === undefined
        ? validate('body', schemaOr(route.body, lenient), isNothing(body) ? nothing : body)
        : body,
  };
};

type Parsed = Received & { input: ReturnType<typeof parse> };

const read = async (ctx: ExchangeContext, route: Route, uploadBytesMax: number | null): Promise<Parsed> => {
  refuseOtherFormats(ctx, route);
  const received = await receive(ctx, route, uploadBytesMax);
  return { ...received, input: parse(route, received) };
};

/** Whose secret the request carries is known only once it is read: what cannot be read counts against the address. */
const readSecret = async (
  ctx: ExchangeContext,
  route: Route,
  deps: GuardDeps,
): Promise<Parsed & { holder: string | null }> => {
  let parsed: Parsed;
  try {
    parsed = await read(ctx, route, null);
  } catch (error) {
    await countStranger(ctx, deps);
    throw error;
  }
  const holder = (await route.holder?.({ ...parsed.input, headers: ctx.req.headers } as never)) ?? null;
  await countHolder(ctx, deps, { holder, limit: route.holderLimit ?? 'room' });
  return { ...parsed, holder };
};

/** A refusal that the route does not list is a gap in its description; the caller still gets it, except in tests. */
const noteUndeclared = (error: unknown, route: Route, { strict, log }: GuardDeps): void => {
  if (!(error instanceof AppError) || error.code === 'request.aborted' || declaresProblem(route, error)) return;
  log.warn('http.undeclared_problem', { route: route.path, method: route.method, code: error.code });
  if (strict) throw new RouteDefect(route.operationId, `answers ${error.code}, which it does not declare`);
};

/** Of the address, the candidate's cookie, or what was just created; in an address may stand anything. */
const runIdOf = (named: unknown): string | null => {
  const runId: unknown = typeof named === 'object' && named !== null ? Reflect.get(named, 'runId') : null;
  return isRunId(runId) ? runId : null;
};

const noteRun = (runId: string | null, { addLogFields }: GuardDeps): void => {
  if (runId !== null) addLogFields?.({ runId });
};

const run = async (route: Route, input: Record<string, unknown>, deps: GuardDeps): Promise<Answer> => {
  try {
    const result = await route.handler(input as never);
    noteRun(runIdOf(result.body), deps);
    return answerOf(route, result);
  } catch (error) {
    noteUndeclared(error, route, deps);
    throw error;
  }
};

/** Under whose name the request is remembered: a platform that acts for itself stands beside its tenants. */
const accountOf = (principal: Principal | null): string | null => {
  if (principal === null) return null;
  return 'owner' in principal ? principal.owner.id : principal.tenantId;
};

const answer = async (ctx: ExchangeContext, route: Route, deps: GuardDeps, meet: Meet): Promise<Answer> => {
  const { exchange } = ctx.state;
  // First of all: what is refused, or not answered in time, is about that interview as well.
  noteRun(runIdOf(ctx['params']), deps);
  if (route.loopbackOnly === true) refuseRemote(ctx.req);
  const { principal, uploadBytesMax } = await admit(ctx, route, deps);
  exchange.tenantId = accountOf(principal);
  exchange.keyId = principal?.keyId ?? null;
  const key = route.idempotent === true ? idempotencyKeyOf(ctx.req.headers['idempotency-key']?.toString()) : null;
  const {
    input: parsed,
    holder,
    ...received
  } = route.holder === undefined
    ? { ...(await read(ctx, route, uploadBytesMax)), holder: null }
    : await readSecret(ctx, route, deps);
  meet({ principal, holder });
  noteRun(runIdOf(received.params) ?? runIdOf(principal), deps);
  const input = { ...parsed, principal };
  if (key === null || exchange.tenantId === null)
    return await run(route, { ...input, request: requestFacts(ctx, exchange, null) }, deps);
  const reads = mayKnowLink(principal?.scopes ?? null);
  const { tenantId, requestId } = exchange;
  const call: OnceOnly = { route, key, tenantId, requestId, reads, ...received };
  const request = requestFacts(ctx, exchange, idempotencyPlace(call).keyHash);
  return await answerOnce(call, deps, () => run(route, { ...input, request }, deps));
};

/** The answer of a route, and who was shown what by it; every refusal is thrown. */
export const handle = (ctx: ExchangeContext, route: Route, deps: GuardDeps): Promise<Answer> =>
  recordingReads(route, deps, (meet) => answer(ctx, route, deps, meet));
