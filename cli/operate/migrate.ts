// `npm run migrate`: the one step a deployment runs before its new api and worker.
import { loadDatabaseConfig, type DatabaseConfig } from '../../infra/config.ts';
import { ConfigError } from '../../infra/config/read-variables.ts';
import { migrateToLatest, type Schema } from '../../infra/db/migrate.ts';

import { CliError } from '../cli-error.ts';

const databases = (): DatabaseConfig => {
  try {
    return loadDatabaseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const example = 'DATABASE_URL=postgres://user:password@host:5432/parley npm run migrate';
    throw new CliError(`${error.message}\nName the database to migrate, for example:\n  ${example}`);
  }
};

/** PostgreSQL's and the network's errors carry a code; one without is a fault of ours, which keeps its stack. */
const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

const variableOf = { main: 'DATABASE_URL', keys: 'KEY_DATABASE_URL' } as const satisfies Record<Schema, string>;

const migrateSchema = async (url: string, schema: Schema): Promise<string[]> => {
  try {
    return await migrateToLatest(url, { schema });
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    const reason = error instanceof Error && error.message !== '' ? `: ${error.message}` : '';
    throw new CliError(`The database named by ${variableOf[schema]} could not be migrated (${code}${reason}).`);
  }
};

/**
 * The main database, and the one for keys where there is one.
 * @throws CliError when a database cannot be reached or refuses
 */
export const migrateOrExplain = async (url: string, keyUrl?: string): Promise<string[]> => {
  const applied = await migrateSchema(url, 'main');
  const keys = keyUrl === undefined ? [] : await migrateSchema(keyUrl, 'keys');
  return [...applied, ...keys.map((name) => `keys/${name}`)];
};

/** For a start on this machine, where the main database's address is known only then. */
export const migrateWithKeys = (url: string): Promise<string[]> => {
  const { keyUrl } = loadDatabaseConfig({ ...process.env, DATABASE_URL: url, DATABASE_URL_FILE: undefined });
  return migrateOrExplain(url, keyUrl?.reveal());
};

export const migrate = async (): Promise<number> => {
  const { url, keyUrl } = databases();
  const applied = await migrateOrExplain(url.reveal(), keyUrl?.reveal());
  for (const name of applied) console.log(`applied ${name}`);
  console.log(applied.length === 0 ? 'The database is up to date.' : `${applied.length} migrations applied.`);
  return 0;
};
