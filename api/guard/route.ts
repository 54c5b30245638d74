// The one declaration of a route: it validates, authorises, strips the answer, and is what the API description is made of.
import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { ReadDeclaration, ReadPart } from '../../domain/access/reads.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { wayInOf, type Access, type PrincipalOf, type WayIn } from './access.ts';
import type { Tag } from '../openapi/tags.ts';
import { nativeFace, type Face } from './face.ts';
import type { RawBody } from './raw-body.ts';

/** What a handler may know of the HTTP request beside its validated parts. */
export type RequestFacts = {
  requestId: string;
  /** The caller's W3C trace context, when it sent a valid one. */
  traceparent?: string;
  /** Aborted when the caller goes away. */
  signal: AbortSignal;
  header(name: string): string | undefined;
  cookie(name: string): string | undefined;
  /** Whether the caller would rather have a text than JSON, where a route has both. */
  prefersText(): boolean;
  /** SHA-256 of the raw `Idempotency-Key` scoped to tenant and route, or null without one. */
  idempotencyHash: string | null;
};

const keptRequestId = /^[A-Za-z0-9_.:-]{1,64}$/;

/** The id as it is kept with every fact and audited act: nothing when the caller chose one that is too long or odd. */
export const requestMark = ({ requestId }: Pick<RequestFacts, 'requestId'>): { requestId?: string } =>
  keptRequestId.test(requestId) ? { requestId } : {};

export type SetCookie = { name: string; value: string; maxAgeSeconds: number; path: string };

export type ByteStream = { bytes: number; content: AsyncIterable<Uint8Array> };

export type Reply = {
  status: number;
  body?: unknown;
  /** The body is a text instead of JSON, where the declaration says `orText`. */
  asText?: true;
  /** The exact type, where the declaration's stands for several: `image/*`. */
  contentType?: string;
  /** Instead of a body, where the declaration has a content type: sent piece by piece, and never kept. */
  stream?: ByteStream;
  /** Which of the route's `reads` this answer shows; all of them when absent. */
  shows?: readonly ReadPart[];
  headers?: Record<string, string>;
  cookies?: SetCookie[];
  /** What a repetition under the same `Idempotency-Key` is answered with, where the body itself may not be kept. */
  repeatBody?: unknown;
  /** Instead of a body: the JSON that came of it earlier, held against the schema then. */
  text?: string;
  /** Takes the checked JSON of this body, for another time. */
  keep?: (text: string) => void;
};

export type ResponseDeclaration = {
  description: string;
  schema?: z.ZodType;
  headers?: Record<string, string>;
  contentType?: string;
  /** Callers who prefer this type of text get that instead of JSON. */
  orText?: 'text/plain' | 'text/csv';
  /** Calls to go on with, and where each of their path parameters stands, as OpenAPI says it: `$response.body#/id`. */
  links?: { to: readonly string[]; with: Record<string, string> };
};

/** A request that works: shown in the API description and sent by a test. */
export type RouteExample = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown };

export type RouteInput<P, Q, B, A extends Access> = {
  params: P;
  query: Q;
  body: B;
  principal: PrincipalOf<A>;
  request: RequestFacts;
};

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export type RouteDeclaration<
  P extends z.ZodType | undefined = z.ZodType | undefined,
  Q extends z.ZodType | undefined = z.ZodType | undefined,
  B extends z.ZodType | undefined = z.ZodType | undefined,
  A extends Access = Access,
> = ReadDeclaration & {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** With `:name` parameters, from the root: `/api/v1/integration/interviews/:runId`. */
  path: string;
  operationId: string;
  summary: string;
  description?: string;
  tag: Tag;
  access: A;
  /** Whose dialect is spoken; our own when absent. Set by `inFace`. */
  face?: Face;
  params?: P;
  query?: Q;
  /** A strict object schema; routes without one refuse a body. */
  body?: B;
  /** True when an absent body counts as `{}`. */
  bodyOptional?: boolean;
  /** The body comes from a page's form instead of a program: `application/x-www-form-urlencoded`, every value a text. */
  bodyForm?: true;
  /**
   * The body is bytes of one of these media types instead of JSON, handed on as they came; a `Content-Digest` that is sent
   * with them must be theirs.
   */
  bodyBytes?: readonly string[];
  /** Largest accepted body, 256 kB when absent. */
  bodyBytesMax?: number;
  /** Success answers (2xx, 304); problems are listed by code in `problems` and those of the guard are added. */
  responses: Record<number, ResponseDeclaration>;
  problems: readonly ErrorCode[];
  /** Whether `Idempotency-Key` is honoured: the answer is stored and replayed. */
  idempotent?: boolean;
  /** `page` is for what browsers fetch to show a page, counted apart; `none` is not limited at all: health, and what costs nothing. */
  limitClass: 'read' | 'write' | 'page' | 'none';
  /**
   * For public calls that carry a secret, such as a link's token: whose it is, null for nobody's. Only the latter count
   * against the address; a right one counts for itself and is never refused for what its neighbours guess.
   */
  holder?(input: { params: Parsed<P>; body: Parsed<B>; headers: IncomingHttpHeaders }): Promise<string | null>;
  /** Under which limit a holder counts; as candidates do when absent. */
  holderLimit?: 'hook';
  /** Who reads where no principal tells: the holder of a signed link, or whoever sits at this machine. */
  readBy?: 'review_link' | 'result_link' | 'recording_link' | 'operator';
  /** The body's own `.meta({ example })` counts when this is absent. */
  example?: RouteExample;
  /** Answered to callers on this machine only; for everybody else there is nothing at the address. */
  loopbackOnly?: true;
  /** Left out of the API description: pages for people, not calls for programs. */
  hidden?: boolean;
  handler(input: RouteInput<Parsed<P>, Parsed<Q>, Parsed<B>, A>): Promise<Reply>;
};

/** A declaration with its types forgotten, as the guard mounts it. */
export type Route = Omit<RouteDeclaration, 'handler' | 'holder'> & {
  handler(input: never): Promise<Reply>;
  holder?(input: never): Promise<string | null>;
};

/** Ties the handler's input types to the declared schemas. */
export const defineRoute = <
  const A extends Access,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  declaration: RouteDeclaration<P, Q, B, A>,
): Route => declaration as unknown as Route;

/** The same for a route whose body is bytes. */
export const defineBytesRoute = <
  const A extends Access,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
>(
  declaration: Omit<RouteDeclaration<P, Q, z.ZodType<RawBody>, A>, 'body'> & { bodyBytes: readonly string[] },
): Route => declaration as unknown as Route;

export const faceOf = ({ face }: Pick<Route, 'face'>): Face => face ?? nativeFace;

/** How a caller gets in, null where everybody may. */
export const wayInto = (route: Pick<Route, 'access' | 'face'>): WayIn | null =>
  wayInOf(route.access, faceOf(route).credential);

const enveloped = ({ responses, handler }: Route, { schema, wrap }: NonNullable<Face['envelope']>) => ({
  responses: Object.fromEntries(
    Object.entries(responses).map(([status, said]) => [
      status,
      said.schema === undefined ? said : { ...said, schema: schema(said.schema) },
    ]),
  ),
  handler: async (input: never): Promise<Reply> => {
    const reply = await handler(input);
    if (responses[reply.status]?.schema === undefined || reply.asText === true) return reply;
    const { repeatBody } = reply;
    return { ...reply, body: wrap(reply.body), ...(repeatBody !== undefined && { repeatBody: wrap(repeatBody) }) };
  },
});

/** The same routes as a face serves them: keys presented its way, successes in its envelope, errors in its shape. */
export const inFace = (face: Face, routes: readonly Route[]): Route[] =>
  routes.map((route) => ({ ...route, ...(face.envelope && enveloped(route, face.envelope)), face }));

/** A mistake in our own routes: an answer that its declaration does not allow. Callers only ever see a bare 500. */
export class RouteDefect extends Error {
  override readonly name = 'RouteDefect';
  /** Stable words for logs and tests; holds names and statuses, never values. */
  constructor(operationId: string, defect: string) {
    super(`${operationId}: ${defect}`);
  }
}
