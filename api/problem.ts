// Turns every failure into one shape: problem+json from the table of codes, and never a word of foreign text.
import { AppError } from '../domain/errors.ts';
import type { StoredAnswer } from '../domain/ports/access.ts';

export const problemContentType = 'application/problem+json; charset=utf-8';

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

const retryAfter = ({ status, retryAfterSeconds }: AppError): number | undefined => {
  if (retryAfterSeconds !== undefined) return Math.max(1, Math.ceil(retryAfterSeconds));
  return status === 503 || status === 429 ? busyRetrySeconds : undefined;
};

const challengeOf = ({ status, code }: AppError): string | undefined => {
  if (status !== 401) return undefined;
  return code.startsWith('room.') ? 'Cookie realm="interview room"' : 'ApiKey realm="Parley", header="X-API-Key"';
};

export type ProblemContext = { publicUrl: string; requestId: string };

/** The answer to a refused or failed request. */
export const problemAnswer = (error: AppError, { publicUrl, requestId }: ProblemContext): StoredAnswer => {
  const { code, title, status, detail, errors, extra } = error;
  const seconds = retryAfter(error);
  const challenge = challengeOf(error);
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
  return {
    status,
    contentType: problemContentType,
    text: JSON.stringify(body),
    headers: {
      ...(seconds !== undefined && { 'Retry-After': String(seconds) }),
      ...(challenge !== undefined && { 'WWW-Authenticate': challenge }),
    },
  };
};
