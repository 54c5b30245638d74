// A short-lived connection to a database, for commands that do one thing and end.
import type { Knex } from 'knex';

import type { Secret } from '../../infra/config/secret.ts';
import { openPool, type Databases } from '../../infra/db/knex.ts';

const STATEMENT_TIMEOUT_MS = 10_000;

export const withPool = async <Result>(databaseUrl: string, work: (db: Knex) => Promise<Result>): Promise<Result> => {
  const applicationName = 'parley-cli';
  const db = openPool({ databaseUrl, poolMax: 2, statementTimeoutMs: STATEMENT_TIMEOUT_MS, applicationName });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
};

export const withDatabases = <Result>(
  { database }: { database: { url: Secret; keyUrl?: Secret | undefined } },
  work: (databases: Databases) => Promise<Result>,
): Promise<Result> =>
  withPool(database.url.reveal(), async (db) => {
    if (database.keyUrl === undefined) return await work({ db, keyDb: db });
    return await withPool(database.keyUrl.reveal(), (keyDb) => work({ db, keyDb }));
  });
