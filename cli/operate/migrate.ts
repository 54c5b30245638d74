// `npm run migrate`: the one step a deployment runs before its new api and worker.
import { loadDatabaseConfig, type DatabaseConfig } from '../../infra/config.ts';
import { ConfigError } from '../../infra/config/read-variables.ts';
import { tlsProblemOf } from '../../infra/db/connection.ts';
import { readLoginRights } from '../../infra/db/grants.ts';
import { migrateToLatest } from '../../infra/db/migrate.ts';

import { CliError } from '../cli-error.ts';
import { withPool } from './with-pool.ts';

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

const variableOf = {
  main: 'DATABASE_URL',
  owner: 'PARLEY_OWNER_DATABASE_URL',
  keys: 'KEY_DATABASE_URL',
} as const;

const notAllowed = '42501';
const notHandedOver =
  '\nIf its tables still belong to another login, hand them over first: docker/postgres/create-roles.sh (docs/operations/production.md).';

const explained = async <Result>(which: keyof typeof variableOf, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    const code = tlsProblemOf(error) ?? codeOf(error);
    if (code === null) throw error;
    const reason = error instanceof Error && error.message !== '' ? `: ${error.message}` : '';
    const hint = code === notAllowed && which === 'owner' ? notHandedOver : '';
    throw new CliError(`The database named by ${variableOf[which]} could not be migrated (${code}${reason}).${hint}`);
  }
};

type Addresses = { url: string; ownerUrl?: string | undefined; keyUrl?: string | undefined };

/** Whoever serves requests gets the rights for that, and no other. */
const migrateAsOwner = async (url: string, ownerUrl: string): Promise<string[]> => {
  const { login } = await explained('main', () => withPool(url, readLoginRights));
  const owner = await explained('owner', () => withPool(ownerUrl, readLoginRights));
  if (login === owner.login)
    throw new CliError('PARLEY_OWNER_DATABASE_URL and DATABASE_URL name the same login: the owner is another one.');
  return await explained('owner', () => migrateToLatest(ownerUrl, { login }));
};

/**
 * The main database, and the one for keys where there is one.
 * @throws CliError when a database cannot be reached or refuses
 */
export const migrateOrExplain = async ({ url, ownerUrl, keyUrl }: Addresses): Promise<string[]> => {
  const applied =
    ownerUrl === undefined ? await explained('main', () => migrateToLatest(url)) : await migrateAsOwner(url, ownerUrl);
  const keys = keyUrl === undefined ? [] : await explained('keys', () => migrateToLatest(keyUrl, { schema: 'keys' }));
  return [...applied, ...keys.map((name) => `keys/${name}`)];
};

const revealed = ({ url, ownerUrl, keyUrl }: DatabaseConfig): Addresses => ({
  url: url.reveal(),
  ownerUrl: ownerUrl?.reveal(),
  keyUrl: keyUrl?.reveal(),
});

/** For a start on this machine, where the main database's addresses are known only then. */
export const migrateWithKeys = (url: string, ownerUrl: string | undefined): Promise<string[]> => {
  const own = { DATABASE_URL: url, DATABASE_URL_FILE: undefined };
  const owner = ownerUrl === undefined ? {} : { PARLEY_OWNER_DATABASE_URL: ownerUrl };
  return migrateOrExplain(revealed(loadDatabaseConfig({ ...process.env, ...own, ...owner })));
};

export const migrate = async (): Promise<number> => {
  const applied = await migrateOrExplain(revealed(databases()));
  for (const name of applied) console.log(`applied ${name}`);
  console.log(applied.length === 0 ? 'The database is up to date.' : `${applied.length} migrations applied.`);
  return 0;
};
