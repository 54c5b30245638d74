// What the guard is given: who authenticates, who remembers answers, and where it reports.
import type { LimitPolicies } from '../../domain/access/limits.ts';
import type { IdempotencyLedger } from '../../infra/db/access/idempotency-ledger.ts';
import type { RoomAuthenticator } from '../../infra/db/room/room-cookie-store.ts';
import type { KeyAuthenticator } from '../../infra/db/access/key-authenticator.ts';
import type { Opened } from '../../domain/access/reads.ts';
import type { ReadLog } from '../../infra/db/access/read-log.ts';
import type { LogFields, Logger } from '../../domain/ports/log.ts';
import type { RateLimits } from '../../infra/limits/rate-limits.ts';

/** One answered request, for metrics; `route` is the declared pattern, never a path. */
export type AnsweredRequest = { method: string; route: string; status: number; durationMs: number };

export type GuardDeps = {
  /** Origin under which callers reach the service; links are made of it, never of request headers. */
  publicUrl: string;
  /** Refuses answers that a route does not declare, instead of only logging declared-problem slips: tests and development. */
  strict: boolean;
  log: Logger;
  keys: KeyAuthenticator;
  /** Absent where no room is served; then routes for rooms cannot be mounted. */
  rooms?: RoomAuthenticator;
  idempotency: IdempotencyLedger;
  /** Tells what was opened for an answer, and keeps who was shown it. */
  reads: Pick<ReadLog, 'note'> & {
    watch<Result>(work: (opened: () => Opened[]) => Promise<Result>): Promise<Result>;
  };
  /** Absent where nobody is counted: tests about other things. */
  limits?: { rates: RateLimits; policies: LimitPolicies };
  /** Networks whose `X-Forwarded-For` is believed; none when absent. */
  trustedProxies?: readonly string[];
  newId: (prefix: string) => string;
  /** Binds log lines to the request; see the log adapter. */
  withLogFields?: <Result>(fields: LogFields, work: () => Result) => Result;
  /** Adds to every later line of the request what it turned out to be about. */
  addLogFields?: (fields: LogFields) => void;
  /** Level of the line about each request; info when absent. */
  requestLevel?: 'info' | 'debug';
  onRequest?: (request: AnsweredRequest) => void;
};
