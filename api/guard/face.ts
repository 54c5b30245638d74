// A face is a dialect of HTTP: how keys are presented, how errors are said and successes wrapped. Rules are the same in all.
import type { z } from 'zod';
import type { AppError } from '../../domain/errors.ts';
import type { StoredAnswer } from '../../infra/db/access/idempotency-ledger.ts';
import { problemOf, problemSchema, retryAfter, type ProblemContext } from '../problem.ts';
import { apiKeyHeader, type Credential } from './credentials.ts';

type SaidError = { status: number; contentType: string; body: unknown; headers?: Record<string, string> };

export type Face = {
  /** Short and lower-case: tells its parts of the API description apart. */
  name: string;
  /** Its routes lie under this path, and so do errors that come before any route is known. */
  prefix: string;
  /** How API keys are presented to it. */
  credential: Credential;
  /** Its addresses are opened by people: what others append to a link is passed over. */
  forPeople?: true;
  /** Its callers add members and parameters as their product grows: those that a route does not name are passed over. */
  lenient?: true;
  /** An error in the face's own shape, under a status of its choice; a text goes out as it is, everything else as JSON. */
  presentError(error: AppError, context: ProblemContext): SaidError;
  errorSchema: z.ZodType;
  /** How a success is wrapped, and the schema of the whole. */
  envelope?: { wrap(body: unknown): unknown; schema(body: z.ZodType): z.ZodType };
};

export const nativeFace: Face = {
  name: 'native',
  prefix: '/',
  credential: apiKeyHeader,
  presentError: problemOf,
  errorSchema: problemSchema,
};

export const isUnder = (path: string, prefix: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

/** Finds the face of an address at which there may be no route. */
export const faceFinder = (routes: readonly { face?: Face }[]): ((path: string) => Face) => {
  const faces = [...new Set(routes.flatMap(({ face }) => face ?? []))].toSorted(
    (a, b) => b.prefix.length - a.prefix.length,
  );
  return (path) => faces.find(({ prefix }) => isUnder(path, prefix)) ?? nativeFace;
};

type Presented = ProblemContext & { face: Face; challenge?: string | undefined };

/** A refused or failed request as its caller's dialect says it; what HTTP itself has a header for is said everywhere. */
export const presentError = (error: AppError, { face, challenge, ...context }: Presented): StoredAnswer => {
  const { status, contentType, body, headers } = face.presentError(error, context);
  const seconds = retryAfter(error);
  return {
    status,
    contentType,
    text: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      ...headers,
      ...(seconds !== undefined && { 'Retry-After': String(seconds) }),
      ...(status === 401 && challenge !== undefined && { 'WWW-Authenticate': challenge }),
    },
  };
};
