// Turns every failure into one of the table of codes, and says it in our own shape: problem+json, never a word of foreign text.
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';

const busyRetrySeconds = 2;

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);
/** Shutdown, too many connections, statement time-out, deadlock, serialisation failure, lock not available, read only. */
const databaseCodes = new Set([
  '53300',
  '53400',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '40001',
  '40P01',
  '55P03',
  '25006',
]);
/** The driver and the pool name these by their texts only; knex writes the statement and a dash before them. */
const databaseTexts =
  /(?:^| - )(?:Connection terminated(?: unexpectedly| due to connection timeout)?|timeout exceeded when trying to connect|timeout expired|Client (?:has encountered a connection error|was closed) and is not queryable)$|^Knex: Timeout acquiring/;

const textOf = (error: unknown, property: string): string => {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, property) : undefined;
  return typeof value === 'string' ? value : '';
};

const isStoreFailure = (error: unknown): boolean => {
  const code = textOf(error, 'code');
  if (connectionCodes.has(code) || databaseCodes.has(code) || /^08\w{3}$/.test(code)) return true;
  return textOf(error, 'name') === 'KnexTimeoutError' || databaseTexts.test(textOf(error, 'message'));
};

/** Ours as it is; a database that cannot be reached as 503; everything else as a bare 500. */
export const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  return new AppError(isStoreFailure(error) ? 'store.unavailable' : 'internal.error', { cause: error });
};

export const retryAfter = ({ status, retryAfterSeconds }: AppError): number | undefined => {
  if (retryAfterSeconds !== undefined) return Math.max(1, Math.ceil(retryAfterSeconds));
  return status === 503 || status === 429 ? busyRetrySeconds : undefined;
};

const fieldProblem = z
  .object({
    pointer: z.string().optional().meta({ description: 'JSON Pointer into the body.' }),
    parameter: z.string().optional().meta({ description: 'Name of a query, path or header parameter.' }),
    code: z.string().meta({ example: 'required' }),
    message: z.string(),
  })
  .meta({ id: 'FieldProblem', description: 'One problem inside the request.' });

export const problemSchema = z
  .looseObject({
    type: z.string().meta({ description: 'Address of the page that explains the code.' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable; see the list of error codes.', example: 'interview.not_found' }),
    detail: z.string().optional().meta({ description: 'About this occurrence; for people, not for programs.' }),
    requestId: z.string().meta({ description: 'Tell it to support.' }),
    errors: z.array(fieldProblem).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem. State refusals add `currentState` and `allowedCommands`.' });

export type ProblemContext = {
  publicUrl: string;
  requestId: string;
  /** When it is said, where that is not now: in the description. */
  at?: string;
  /** The caller would rather have JSON than a page. */
  prefersJson?: boolean;
};

/** Our own dialect of errors. */
export const problemOf = (error: AppError, { publicUrl, requestId }: ProblemContext) => {
  const { code, title, status, detail, errors, extra } = error;
  const body = {
    ...extra,
    type: `${publicUrl}/docs/errors#${code}`,
    title,
    status,
    code,
    ...(detail !== undefined && { detail }),
    requestId,
    ...(errors.length > 0 && { errors }),
  };
  return { status, contentType: 'application/problem+json; charset=utf-8', body };
};
