// What went wrong, in words that an operator understands at once, and what it went wrong with; chosen from lists, never quoted.
import { AppError } from '../../domain/errors.ts';

/** By the codes of Node, TLS, undici, PostgreSQL and of our own results. */
const wordsOfCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  connection_refused: 'connection refused',
  ECONNRESET: 'connection lost',
  EPIPE: 'connection lost',
  UND_ERR_SOCKET: 'connection lost',
  '57P01': 'connection lost',
  '57P02': 'connection lost',
  connection_reset: 'connection lost',
  connection_failed: 'connection failed',
  '57P03': 'still starting',
  ENOTFOUND: 'name not found',
  EAI_AGAIN: 'name not found',
  EDNS: 'name not found',
  name_not_found: 'name not found',
  name_not_callable: 'name not found',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'no route to host',
  ETIMEDOUT: 'timed out',
  UND_ERR_CONNECT_TIMEOUT: 'timed out',
  UND_ERR_HEADERS_TIMEOUT: 'timed out',
  UND_ERR_BODY_TIMEOUT: 'timed out',
  '57014': 'timed out',
  timeout: 'timed out',
  'model.timeout': 'timed out',
  'work.timeout': 'timed out',
  CERT_HAS_EXPIRED: 'certificate expired',
  CERT_NOT_YET_VALID: 'certificate not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate of another name',
  tls_failed: 'no safe connection',
  '28P01': 'login refused',
  '28000': 'login refused',
  login_failed: 'login refused',
  '53300': 'too many connections',
  '53100': 'disk full',
  ENOSPC: 'disk full',
  'worker.unavailable': 'no worker runs',
  'model.rate_limited': 'too many requests',
};

/** Drivers name these by their texts only; each stands for itself, whatever a library wrote before it. */
const wordsOfTexts: readonly (readonly [text: string, words: string])[] = [
  ['Connection terminated', 'connection lost'],
  ['timeout exceeded when trying to connect', 'timed out'],
  ['timeout expired', 'timed out'],
  ['Timeout acquiring a connection', 'no free connection'],
  ['is not queryable', 'connection lost'],
];

const grpcDeadline = 4;
const grpcUnavailable = 14;
const causesMax = 4;

const property = (error: object, name: string): unknown => Reflect.get(error, name);

type GrpcError = { code: number; details: string };

/** By its shape: the log must not load a client of Temporal. */
const isGrpc = (error: object): error is GrpcError =>
  typeof property(error, 'code') === 'number' && typeof property(error, 'details') === 'string';

const ofGrpc = (error: GrpcError): string | null => {
  if (error.code === grpcDeadline) return 'timed out';
  if (error.code !== grpcUnavailable) return null;
  const code = Object.keys(wordsOfCodes).find((known) => error.details.includes(known));
  return code === undefined ? 'connection failed' : (wordsOfCodes[code] ?? null);
};

const own = (error: object): string | null => {
  if (isGrpc(error)) return ofGrpc(error);
  const code = property(error, 'code');
  const known = typeof code === 'string' && Object.hasOwn(wordsOfCodes, code) ? wordsOfCodes[code] : undefined;
  if (known !== undefined) return known;
  if (property(error, 'name') === 'TimeoutError') return 'timed out';
  const message = error instanceof AppError ? '' : property(error, 'message');
  const found = typeof message === 'string' ? wordsOfTexts.find(([text]) => message.includes(text)) : undefined;
  return found?.[1] ?? null;
};

/** The error and what caused it, outermost first; of several at once (an address tried in two ways) the first. */
export const chainOf = (error: unknown): object[] => {
  const chain: object[] = [];
  let next: unknown = error;
  while (typeof next === 'object' && next !== null && chain.length <= causesMax && !chain.includes(next)) {
    chain.push(next);
    const several = property(next, 'errors');
    next = property(next, 'cause') ?? (next instanceof AggregateError && Array.isArray(several) ? several[0] : null);
  }
  return chain;
};

/** The innermost reason is the plain one. */
export const plainReasonOf = (error: unknown): string | null =>
  chainOf(error)
    .map(own)
    .findLast((words) => words !== null) ?? null;

export const reasonOfCode = (code: unknown): string | null =>
  typeof code === 'string' && Object.hasOwn(wordsOfCodes, code) ? (wordsOfCodes[code] ?? null) : null;

const plainReasons: ReadonlySet<unknown> = new Set([
  ...Object.values(wordsOfCodes),
  ...wordsOfTexts.map(([, words]) => words),
]);
export const isPlainReason = (value: unknown): boolean => plainReasons.has(value);

const targets: Readonly<Record<string, string>> = {
  engine: 'temporal',
  store: 'database',
  projection: 'database',
  model: 'model',
  worker: 'worker',
};

const targetOfCode = (code: unknown): string | null =>
  typeof code === 'string' ? (targets[code.split('.')[0] ?? ''] ?? null) : null;

const isOfDatabase = (error: object): boolean =>
  typeof property(error, 'severity') === 'string' || property(error, 'name') === 'KnexTimeoutError';

/** The kind of thing that failed, where error and code tell. */
export const targetOf = (error: unknown, code: unknown): string | null => {
  const chain = chainOf(error);
  if (chain.some(isGrpc)) return 'temporal';
  if (chain.some(isOfDatabase)) return 'database';
  return targetOfCode(code) ?? chain.map((each) => targetOfCode(property(each, 'code'))).find(Boolean) ?? null;
};
