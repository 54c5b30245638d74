// The connection pool: one place for types, time-outs and the mapping of PostgreSQL's values.
import type { Socket } from 'node:net';
import type { RunRef } from '../../domain/access/ids.ts';
import knex, { type Knex } from 'knex';
import pg from 'pg';
import { connectionOf } from './connection.ts';

/** A pool or a transaction: every store function takes one first, so the caller owns the transaction. */
export type Db = Knex | Knex.Transaction;

const bigintOid = 20;
// Sequence numbers and counts stay far below 2^53, so numbers are safe and spare every reader a conversion.
pg.types.setTypeParser(bigintOid, Number);

export type PoolOptions = {
  databaseUrl: string;
  poolMax: number;
  /** Statements that take longer are cancelled by PostgreSQL. */
  statementTimeoutMs: number;
  applicationName: string;
};

/** Longer than any statement may take. */
const answerMarginMs = 2_000;

/** What driver and pool say of a connection. */
type Connected = { readyForQuery: boolean; connection: { stream: Socket } };

/**
 * A server that vanished without a word (a machine that died, a path that swallows everything) never ends a connection:
 * one whose answer is overdue is given up, or each would keep its place in the pool for a quarter of an hour.
 */
const giveUpSilent =
  (silentMs: number) =>
  (client: Connected, done: (error: Error | null, client: Connected) => void): void => {
    const { stream } = client.connection;
    stream.setTimeout(silentMs, () => {
      if (!client.readyForQuery) stream.destroy(new Error('database.silent'));
    });
    done(null, client);
  };

const ignore = (): void => undefined;
/** It would print connection errors with addresses and stacks; whoever made the statement reports them. */
export const silentLog = { warn: ignore, error: ignore, debug: ignore, deprecate: ignore };

/** Opens a pool; `destroy()` it at the end. No connection is made before the first statement. */
export const openPool = ({ databaseUrl, poolMax, statementTimeoutMs, applicationName }: PoolOptions): Knex =>
  knex({
    client: 'pg',
    connection: {
      ...connectionOf(databaseUrl),
      application_name: applicationName,
      statement_timeout: statementTimeoutMs,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    },
    log: silentLog,
    pool: {
      min: 0,
      max: poolMax,
      acquireTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      afterCreate: giveUpSilent(statementTimeoutMs + answerMarginMs),
    },
  });

/** `keyDb` is the main database unless keys have their own. */
export type Databases = { db: Knex; keyDb: Knex };

/** What names a run in almost every table. */
export const ofRun = ({ tenantId, runId }: RunRef) => ({ tenant_id: tenantId, run_id: runId });

/** Microseconds matter: rows of one millisecond must neither be skipped nor shown twice. */
export const exactTime = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
