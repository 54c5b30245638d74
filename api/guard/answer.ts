// Makes the answer that leaves: stripped to its declared schema, or refused when it was never declared; 304 for those who have it.
import { Readable } from 'node:stream';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { ReadPart } from '../../domain/access/reads.ts';
import { present } from '../../domain/present.ts';
import type { StoredAnswer } from '../../infra/db/access/idempotency-ledger.ts';
import type { ExchangeContext } from './exchange.ts';
import { pointerOf } from './json-safety.ts';
import {
  RouteDefect,
  wayInto,
  type ByteStream,
  type Reply,
  type ResponseDeclaration,
  type Route,
  type SetCookie,
} from './route.ts';

export type Answer = Omit<StoredAnswer, 'text'> & {
  body: string | Uint8Array | null;
  cookies: readonly SetCookie[];
  stream?: ByteStream;
  /** Parts of the run that it shows, where the reply says so itself. */
  shows?: readonly ReadPart[];
  /** Kept instead of the body. */
  repeatText?: string;
};

export const jsonContentType = 'application/json; charset=utf-8';

const declarationOf = (route: Route, status: number): ResponseDeclaration => {
  // A conditional read may be answered by its handler itself.
  const declared = route.responses[status] ?? (status === 304 ? route.responses[200] : undefined);
  if (declared === undefined) throw new RouteDefect(route.operationId, `answers ${status}, which it does not declare`);
  return declared;
};

const jsonText = (
  route: Route,
  status: number,
  schema: NonNullable<ResponseDeclaration['schema']>,
  body: unknown,
): string => {
  const result = schema.safeParse(body);
  if (result.success) return JSON.stringify(result.data);
  const places = result.error.issues.map((issue) => `${pointerOf(issue.path) || '/'} (${issue.code})`);
  throw new RouteDefect(route.operationId, `its ${status} body does not match: ${places.slice(0, 5).join(', ')}`);
};

const rawBody = (route: Route, body: unknown): string | Uint8Array => {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  throw new RouteDefect(route.operationId, 'answers with a body that is neither text nor bytes');
};

/** Of a body that goes out as it is; undefined for one that is JSON, or for none. */
const rawTypeOf = ({ contentType, orText }: ResponseDeclaration, reply: Reply): string | undefined => {
  if (orText !== undefined && reply.asText === true) return `${orText}; charset=utf-8`;
  return contentType === undefined ? undefined : (reply.contentType ?? contentType);
};

const rawAnswer = (route: Route, { body, stream }: Reply): Pick<Answer, 'body' | 'stream'> =>
  stream === undefined ? { body: rawBody(route, body) } : { body: null, stream };

/** Throws RouteDefect when the declaration does not cover the reply. */
export const answerOf = (route: Route, reply: Reply): Answer => {
  const { status, body, repeatBody, headers = {}, cookies = [] } = reply;
  const declared = declarationOf(route, status);
  const { schema } = declared;
  const bare = { status, headers, cookies, ...present({ shows: reply.shows }) };
  if (status === 204 || status === 304) return { ...bare, contentType: '', body: null };
  const rawType = rawTypeOf(declared, reply);
  if (rawType !== undefined) return { ...bare, contentType: rawType, ...rawAnswer(route, reply) };
  if (schema === undefined) return { ...bare, contentType: '', body: null };
  const text = reply.text ?? jsonText(route, status, schema, body);
  reply.keep?.(text);
  const repeat = repeatBody === undefined ? {} : { repeatText: jsonText(route, status, schema, repeatBody) };
  return { ...bare, contentType: jsonContentType, body: text, ...repeat };
};

export const storedToAnswer = ({ text, ...rest }: StoredAnswer): Answer => ({ ...rest, body: text, cookies: [] });

/** Whether the route says that it may answer with this problem. */
export const declaresProblem = (route: Route, { code }: AppError): boolean => {
  const documented: readonly ErrorCode[] = documentedProblems(route);
  return documented.includes(code);
};

const everywhere: ErrorCode[] = [
  'request.invalid',
  'request.header_invalid',
  'request.not_acceptable',
  'internal.error',
  'store.unavailable',
];
const withBody: ErrorCode[] = ['request.malformed', 'request.too_large', 'request.unsupported_media_type'];
const onceOnly: ErrorCode[] = ['idempotency.running', 'idempotency.mismatch', 'personal_data.erased'];

/** Every refusal that a route can answer with, once each: its own, and those that its declaration brings with it. */
export const documentedProblems = (route: Route): ErrorCode[] => {
  const { method } = route;
  const way = wayInto(route);
  const fromPages = way === null ? method !== 'GET' : way.credential.ambient === true;
  return [
    ...new Set([
      ...everywhere,
      ...(method === 'GET' ? [] : withBody),
      ...(route.bodyBytes === undefined ? [] : (['request.digest_mismatch'] as const)),
      ...(route.limitClass === 'none' ? [] : (['request.too_many'] as const)),
      ...(way === null ? [] : [way.missing, way.wrong, ...way.problems]),
      ...(fromPages ? (['request.foreign_origin'] as const) : []),
      ...(route.idempotent === true ? onceOnly : []),
      ...route.problems,
    ]),
  ];
};

/** What proxies that compress add to a tag: none of ours ends like it. */
const compressed = /(?:--?|;|\+)(?:gzip|gz|br|brotli|deflate|zstd)$/;

/** The opaque parts of a list such as `"1.2", W/"3.4-gzip"`; `*` stays `*`. */
const tagsOf = (header: string): string[] => {
  if (header.trim() === '*') return ['*'];
  return [...header.matchAll(/(?:W\/)?"([^"]*)"/g)].map(([, tag = '']) => tag.replace(compressed, ''));
};

/** Whether `If-None-Match` names the tag (weak comparison), so that 304 is the answer. */
export const matchesTag = (ifNoneMatch: string | undefined, etag: string): boolean => {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag) return true;
  const tags = tagsOf(ifNoneMatch);
  const [current] = tagsOf(etag);
  return tags.includes('*') || (current !== undefined && tags.includes(current));
};

/**
 * The tags of which one must be current for a change to happen, or null when any will do. Weak ones count too:
 * proxies that compress make strong tags weak.
 */
export const expectedTags = (ifMatch: string | undefined): string[] | null => {
  if (ifMatch === undefined) return null;
  const tags = tagsOf(ifMatch);
  return tags.includes('*') ? null : tags;
};

export const entityTag = (tag: string): string => `"${tag}"`;

const cookieToken = /^[A-Za-z0-9_.~-]*$/;

const cookieText = ({ name, value, maxAgeSeconds, path }: SetCookie, secure: boolean): string => {
  if (!cookieToken.test(name) || !cookieToken.test(value)) throw new AppError('internal.error');
  const attributes = [
    `Path=${path}`,
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ];
  return [`${name}=${value}`, ...attributes].join('; ');
};

const isUnchanged = (ctx: ExchangeContext, status: number): boolean => {
  const etag = ctx.response.get('ETag');
  const conditional = ctx.method === 'GET' || ctx.method === 'HEAD';
  return conditional && status === 200 && etag !== '' && matchesTag(ctx.req.headers['if-none-match'], etag);
};

/** A text goes out together with the headers, in one packet. */
const sendable = (body: string | Uint8Array): string | Buffer =>
  typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);

/** Not what the caller has: it is let go of without a byte. What fails on the way breaks the connection off. */
const sendStream = (ctx: ExchangeContext, { status, contentType }: Answer, { bytes, content }: ByteStream): void => {
  const stream = Readable.from(content, { objectMode: false, highWaterMark: 64 * 1024 });
  if (isUnchanged(ctx, status)) {
    stream.destroy();
    ctx.body = null;
    ctx.status = 304;
    return;
  }
  ctx.body = stream;
  ctx.status = status;
  ctx.length = bytes;
  ctx.set('Content-Type', contentType);
};

export const send = (ctx: ExchangeContext, answer: Answer, { secureCookies }: { secureCookies: boolean }): void => {
  const { status, headers, contentType, body, cookies } = answer;
  ctx.set(headers);
  for (const cookie of cookies) ctx.append('Set-Cookie', cookieText(cookie, secureCookies));
  if (answer.stream !== undefined) return sendStream(ctx, answer, answer.stream);
  const unchanged = isUnchanged(ctx, status);
  // An empty text, such as no lines of an export, is a body of its type all the same.
  const sent = unchanged || contentType === '' ? null : body;
  ctx.body = sent === null ? null : sendable(sent);
  ctx.status = unchanged ? 304 : status;
  if (sent !== null) ctx.set('Content-Type', contentType);
};
