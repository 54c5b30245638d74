// The one declaration of a route: it validates, authorises, strips the answer, and is what the API description is made of.
import type { z } from 'zod';
import type { ErrorCode } from '../../domain/errors.ts';
import type { KeyPrincipal, OwnerPrincipal, RoomPrincipal, Scope } from '../../domain/access/principal.ts';

/**
 * `key` needs an API key with the scope, `room` the candidate's cookie, `public` nothing. With `platformToo` a platform's
 * key may act for the platform itself, by naming no tenant.
 */
export type Access = { kind: 'key'; scope: Scope; platformToo?: true } | { kind: 'room' } | { kind: 'public' };

type PrincipalOf<A extends Access> = A extends { kind: 'key'; platformToo: true }
  ? OwnerPrincipal
  : A extends { kind: 'key' }
    ? KeyPrincipal
    : A extends { kind: 'room' }
      ? RoomPrincipal
      : null;

/** What a handler may know of the HTTP request beside its validated parts. */
export type RequestFacts = {
  requestId: string;
  /** The caller's W3C trace context, when it sent a valid one. */
  traceparent?: string;
  /** Aborted when the caller goes away. */
  signal: AbortSignal;
  header(name: string): string | undefined;
  cookie(name: string): string | undefined;
  /** SHA-256 of the raw `Idempotency-Key` scoped to tenant and route, or null without one. */
  idempotencyHash: string | null;
};

export type SetCookie = { name: string; value: string; maxAgeSeconds: number; path: string };

export type Reply = { status: number; body?: unknown; headers?: Record<string, string>; cookies?: SetCookie[] };

export type ResponseDeclaration = {
  description: string;
  schema?: z.ZodType;
  headers?: Record<string, string>;
  contentType?: string;
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
> = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** With `:name` parameters, from the root: `/api/v1/integration/interviews/:runId`. */
  path: string;
  operationId: string;
  summary: string;
  description?: string;
  tag: string;
  access: A;
  params?: P;
  query?: Q;
  /** A strict object schema; routes without one refuse a body. */
  body?: B;
  /** True when an absent body counts as `{}`. */
  bodyOptional?: boolean;
  /** The body comes from a page's form instead of a program: `application/x-www-form-urlencoded`, every value a text. */
  bodyForm?: true;
  /** Largest accepted body, 256 kB when absent. */
  bodyBytesMax?: number;
  /** Success answers (2xx, 304); problems are listed by code in `problems` and those of the guard are added. */
  responses: Record<number, ResponseDeclaration>;
  problems: readonly ErrorCode[];
  /** Whether `Idempotency-Key` is honoured: the answer is stored and replayed. */
  idempotent?: boolean;
  /** `login` is limited harder, `none` not at all: health and descriptions. */
  limitClass: 'read' | 'write' | 'login' | 'none';
  /** The body's own `.meta({ example })` counts when this is absent. */
  example?: RouteExample;
  /** Answered to callers on this machine only; for everybody else there is nothing at the address. */
  loopbackOnly?: true;
  /** Left out of the API description: pages for people, not calls for programs. */
  hidden?: boolean;
  handler(input: RouteInput<Parsed<P>, Parsed<Q>, Parsed<B>, A>): Promise<Reply>;
};

/** A declaration with its types forgotten, as the guard mounts it. */
export type Route = Omit<RouteDeclaration, 'handler'> & { handler(input: never): Promise<Reply> };

/** Ties the handler's input types to the declared schemas. */
export const defineRoute = <
  const A extends Access,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  declaration: RouteDeclaration<P, Q, B, A>,
): Route => declaration as unknown as Route;
