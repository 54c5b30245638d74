// A short-lived connection to a database, for commands that do one thing and end.
import { openPool, type Db } from '../infra/db/knex.ts';

const STATEMENT_TIMEOUT_MS = 10_000;

export const withPool = async <Result>(databaseUrl: string, work: (db: Db) => Promise<Result>): Promise<Result> => {
  const applicationName = 'parley-cli';
  const db = openPool({ databaseUrl, poolMax: 2, statementTimeoutMs: STATEMENT_TIMEOUT_MS, applicationName });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
};
