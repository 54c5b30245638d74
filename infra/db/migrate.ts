// Brings a database to the newest schema: forward only, one runner at a time, safe to kill and to repeat.
import { readdirSync } from 'node:fs';
import knex, { type Knex } from 'knex';
import { connectionOf } from './connection.ts';
import { grantToLogin } from './grants.ts';
import { silentLog } from './knex.ts';

type Migration = { name: string; up: (db: Knex) => Promise<void> };

/** The main database, or the one that holds nothing but keys. */
export type Schema = 'main' | 'keys';

const schemas = {
  main: { folder: new URL('../../migrations/', import.meta.url), tableName: 'schema_migrations' },
  keys: { folder: new URL('../../migrations/keys/', import.meta.url), tableName: 'key_schema_migrations' },
} as const satisfies Record<Schema, { folder: URL; tableName: string }>;

const lockKey = 7_233_501;

/** Where the names of a schema's applied migrations stand. */
export const migrationsTableOf = (schema: Schema): string => schemas[schema].tableName;

/** Names without extension, so that the table stays valid whether files are `.ts` or built `.js`. */
export const listMigrations = (schema: Schema = 'main'): string[] =>
  readdirSync(schemas[schema].folder)
    .filter((file) => /^\d{3}-[\w-]+\.(ts|js)$/.test(file))
    .map((file) => file.replace(/\.(ts|js)$/, ''))
    .sort();

const loadMigration = async (schema: Schema, name: string): Promise<Migration> => {
  const extension = import.meta.filename.endsWith('.ts') ? 'ts' : 'js';
  const module = (await import(new URL(`${name}.${extension}`, schemas[schema].folder).href)) as {
    up: Migration['up'];
  };
  return { name, up: module.up };
};

const sourceUntil = (schema: Schema, last: string | undefined): Knex.MigrationSource<string> => ({
  getMigrations: () => Promise.resolve(listMigrations(schema).filter((name) => last === undefined || name <= last)),
  getMigrationName: (name) => name,
  getMigration: async (name) => ({
    ...(await loadMigration(schema, name)),
    down: () => Promise.reject(new Error('forward only')),
  }),
});

/**
 * Applies all pending migrations and returns their names. Runs behind an advisory lock held by a transaction, which PostgreSQL
 * frees by itself when the process dies; knex's own lock table would stay locked for ever, so a leftover is freed
 * under ours. `until` names the last migration to apply, all when absent; `login` is who serves requests, when that is
 * not the owner who migrates, and gets its rights anew each time.
 */
export const migrateToLatest = async (
  databaseUrl: string,
  { until, schema = 'main', login }: { until?: string; schema?: Schema; login?: string } = {},
): Promise<string[]> => {
  const db = knex({
    client: 'pg',
    connection: connectionOf(databaseUrl),
    log: silentLog,
    pool: { min: 1, max: 2 },
  });
  try {
    return await db.transaction(async (lock) => {
      await lock.raw('select pg_advisory_xact_lock(?)', [lockKey]);
      const { tableName } = schemas[schema];
      const migrator = { migrationSource: sourceUntil(schema, until), tableName };
      await db.migrate.forceFreeMigrationsLock(migrator);
      const [, names] = (await db.migrate.latest(migrator)) as [number, string[]];
      if (login !== undefined) await db.transaction((trx) => grantToLogin(trx, login, tableName));
      return names;
    });
  } finally {
    await db.destroy();
  }
};
