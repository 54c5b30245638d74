// A database of its own for each test file, copied from the migrated template in a blink.
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { openPool } from '../../infra/db/knex.ts';
import { migrateToLatest } from '../../infra/db/migrate.ts';

export const templateName = 'parley_template';

export const databaseUrlOf = (serverUrl: string, name: string): string => {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
};

const onServer = async (serverUrl: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/** Who serves requests, with the rights of a deployment and no other: tests come as this one too. */
export const restrictedLogin = 'parley_app';

/** The same database as another login; the server of tests asks for no password. */
export const asLogin = (databaseUrl: string, login: string): string => {
  const url = new URL(databaseUrl);
  url.username = login;
  return url.href;
};

/** Creates an empty database, or a copy of `from`, and returns its owner's address. */
export const createDatabase = async (serverUrl: string, name: string, from?: string): Promise<string> => {
  await onServer(serverUrl, `create database ${name}${from ? ` template ${from}` : ''}`);
  return databaseUrlOf(serverUrl, name);
};

type Addresses = { url: string; ownerUrl: string };

/** A migrated database of its own on the server that all share. */
export const createTestDatabase = async (): Promise<Addresses & { drop(): Promise<void> }> => {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const ownerUrl = await createDatabase(serverUrl, name, templateName);
  const drop = () => onServer(serverUrl, `drop database if exists ${name} with (force)`);
  return { url: asLogin(ownerUrl, restrictedLogin), ownerUrl, drop };
};

/** `owner` may change what was written and the schema: for a test that plays the intruder, the years, or a fault. */
export type TestDatabase = Addresses & { db: Knex; owner: Knex };

/** A migrated database for this test file; closed and dropped after its last test. Call it at the top of the file. */
export const useDatabase = async (): Promise<TestDatabase> => {
  const { url, ownerUrl, drop } = await createTestDatabase();
  const open = (databaseUrl: string): Knex =>
    openPool({ databaseUrl, poolMax: 10, statementTimeoutMs: 10_000, applicationName: 'parley-test' });
  const [db, owner] = [open(url), open(ownerUrl)];
  afterAll(async () => {
    await Promise.all([db.destroy(), owner.destroy()]);
    await drop();
  });
  return { db, owner, url, ownerUrl };
};

/** Makes the restricted login on a server, and brings a database there to the newest schema. */
export const migrateForTests = async (ownerUrl: string): Promise<void> => {
  await onServer(ownerUrl, `create role ${restrictedLogin} login`);
  await migrateToLatest(ownerUrl, { login: restrictedLogin });
};
