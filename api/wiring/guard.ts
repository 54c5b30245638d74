// Wires the guard that every route stands behind: who calls, how often, and what was answered before.
import { limitPolicies } from '../../domain/access/limits.ts';
import { createIdempotencyLedger } from '../../infra/db/access/idempotency-ledger.ts';
import { createKeyAuthenticator } from '../../infra/db/access/key-authenticator.ts';
import { createRoomAuthenticator } from '../../infra/db/room/room-cookie-store.ts';
import type { ReadLog } from '../../infra/db/access/read-log.ts';
import { createRateLimits } from '../../infra/limits/rate-limits.ts';
import { addLogFields, withLogFields } from '../../infra/log.ts';
import type { ProcessDeps } from '../../infra/process.ts';
import { watchOpenings } from '../../infra/seal/openings.ts';
import type { GuardDeps } from '../guard/deps.ts';
import type { RequestSummary } from '../request-summary.ts';

/** `strict` makes an answer that its route does not declare an error: for tests; people get the answer. */
export const guardDeps = (
  deps: ProcessDeps,
  { strict, reads, summary }: { strict: boolean; reads: Pick<ReadLog, 'note'>; summary?: RequestSummary | undefined },
): GuardDeps => {
  const { config, publicUrl, metrics, newId, log } = deps;
  const { requestsPerHour, addressRequestsPerHour, trustedProxies } = config.server;
  const own = { ...deps, pepper: config.keys.pepper.reveal(), now: deps.clock.now };
  return {
    publicUrl,
    strict,
    log,
    keys: createKeyAuthenticator(own),
    rooms: createRoomAuthenticator(own),
    idempotency: createIdempotencyLedger(deps),
    reads: { watch: watchOpenings, note: reads.note },
    limits: {
      rates: createRateLimits(own),
      policies: limitPolicies({ key: requestsPerHour, address: addressRequestsPerHour }),
    },
    trustedProxies,
    newId,
    withLogFields,
    addLogFields,
    // Here people read the lines themselves: one a minute tells what was asked.
    requestLevel: summary === undefined ? 'info' : 'debug',
    onRequest: (request) => {
      const { method, route, status, durationMs } = request;
      if (route !== '/healthz' && route !== '/readyz') summary?.note(request);
      metrics.observe('httpRequest', { method, route, status }, durationMs);
      if (status === 500) metrics.increment('errors', { code: 'internal.error' });
    },
  };
};
