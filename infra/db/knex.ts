// The connection pool: one place for types, time-outs and the mapping of PostgreSQL's values.
import knex, { type Knex } from 'knex';
import pg from 'pg';

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

/** Opens a pool; `destroy()` it at the end. No connection is made before the first statement. */
export const openPool = ({ databaseUrl, poolMax, statementTimeoutMs, applicationName }: PoolOptions): Knex =>
  knex({
    client: 'pg',
    connection: {
      connectionString: databaseUrl,
      application_name: applicationName,
      statement_timeout: statementTimeoutMs,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    },
    // It would print connection errors with addresses; whoever made the statement reports them.
    log: { warn: () => undefined, error: () => undefined, debug: () => undefined, deprecate: () => undefined },
    pool: { min: 0, max: poolMax, acquireTimeoutMillis: 10_000, idleTimeoutMillis: 30_000 },
  });
