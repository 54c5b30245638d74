// One log line and one measurement per request: patterns, ids and codes, never a path, a query or a body.
import { AppError } from '../domain/errors.ts';
import type { GuardDeps } from './guard/deps.ts';
import type { Exchange } from './guard/exchange.ts';
import { toAppError } from './problem.ts';

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

type Outcome = { method: string; status: number; aborted: boolean };

/** An unexpected error is worth an operator's attention; a database that is away warns; refusals are no news. */
export const reportFailure = (error: unknown, exchange: Exchange, { log }: GuardDeps): void => {
  const { status, code } = toAppError(error);
  if (status < 500 || exchange.signal.aborted) return;
  const fields = { code, ...(exchange.route && { route: exchange.route.path, method: exchange.route.method }) };
  const cause = error instanceof AppError ? (error.cause ?? error) : error;
  if (status === 500) log.error('http.failed', { ...fields, error: cause });
  else log.warn('http.unavailable', { ...fields, error: cause });
};

export const reportRequest = (exchange: Exchange, { method, status, aborted }: Outcome, deps: GuardDeps): void => {
  const durationMs = Math.round((performance.now() - exchange.startedAt) * 10) / 10;
  const request = {
    method: knownMethods.has(method) ? method : 'other',
    route: exchange.route?.path ?? 'unmatched',
    status: aborted ? 499 : status,
    durationMs,
  };
  deps.onRequest?.(request);
  const { tenantId, keyId } = exchange;
  // Probes ask every few seconds and would bury what people do.
  const isProbe = request.route === '/healthz' || request.route === '/readyz';
  const level = isProbe ? 'debug' : (deps.requestLevel ?? 'info');
  deps.log[level]('http.request', { ...request, tenantId: tenantId ?? undefined, keyId: keyId ?? undefined });
};
