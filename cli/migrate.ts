// `npm run migrate`: the one step a deployment runs before its new api and worker.
import { loadDatabaseConfig } from '../infra/config.ts';
import { ConfigError } from '../infra/config/read-variables.ts';
import { migrateToLatest } from '../infra/db/migrate.ts';

import { CliError } from './cli-error.ts';

const databaseUrl = (): string => {
  try {
    return loadDatabaseConfig(process.env).url.reveal();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const example = 'DATABASE_URL=postgres://user:password@host:5432/parley npm run migrate';
    throw new CliError(`${error.message}\nName the database to migrate, for example:\n  ${example}`);
  }
};

/** PostgreSQL's and the network's errors carry a code; one without is a fault of ours, which keeps its stack. */
const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** @throws CliError when the database cannot be reached or refuses */
export const migrateOrExplain = async (url: string): Promise<string[]> => {
  try {
    return await migrateToLatest(url);
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    const reason = error instanceof Error && error.message !== '' ? `: ${error.message}` : '';
    throw new CliError(`The database named by DATABASE_URL could not be migrated (${code}${reason}).`);
  }
};

export const migrate = async (): Promise<number> => {
  const applied = await migrateOrExplain(databaseUrl());
  for (const name of applied) console.log(`applied ${name}`);
  console.log(applied.length === 0 ? 'The database is up to date.' : `${applied.length} migrations applied.`);
  return 0;
};
