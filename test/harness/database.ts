// A database of its own for each test file, copied from the migrated template in a blink.
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { openPool } from '../../infra/db/knex.ts';

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

/** Creates an empty database, or a copy of `from`. */
export const createDatabase = async (serverUrl: string, name: string, from?: string): Promise<string> => {
  await onServer(serverUrl, `create database ${name}${from ? ` template ${from}` : ''}`);
  return databaseUrlOf(serverUrl, name);
};

/** A migrated database of its own on the server that all share. */
export const createTestDatabase = async (): Promise<{ url: string; drop(): Promise<void> }> => {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const url = await createDatabase(serverUrl, name, templateName);
  return { url, drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`) };
};

export type TestDatabase = { db: Knex; url: string };

/** A migrated database for this test file; closed and dropped after its last test. Call it at the top of the file. */
export const useDatabase = async (): Promise<TestDatabase> => {
  const { url, drop } = await createTestDatabase();
  const db = openPool({ databaseUrl: url, poolMax: 10, statementTimeoutMs: 10_000, applicationName: 'parley-test' });
  afterAll(async () => {
    await db.destroy();
    await drop();
  });
  return { db, url };
};
