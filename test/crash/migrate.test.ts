import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, describe, expect, inject, it } from 'vitest';
import type { Knex } from 'knex';
import { openPool } from '../../infra/db/knex.ts';
import { createDatabase, templateName } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { projectFolder } from '../harness/program.ts';

const pools: Knex[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.destroy()));
});
const open = (databaseUrl: string): Knex => {
  const pool = openPool({ databaseUrl, poolMax: 3, statementTimeoutMs: 30_000, applicationName: 'parley-test' });
  pools.push(pool);
  return pool;
};

const migrate = (databaseUrl: string): ChildProcess =>
  spawn(process.execPath, ['cli/main.ts', 'migrate'], {
    cwd: projectFolder,
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: databaseUrl },
    stdio: 'ignore',
  });

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', (code) => resolve(code)));

const schemaOf = async (db: Knex): Promise<unknown> =>
  db('information_schema.columns')
    .select('table_name', 'column_name', 'data_type', 'is_nullable', 'column_default')
    .where({ table_schema: 'public' })
    .orderBy(['table_name', 'column_name']);

/** Every change of the schema takes a while, so that there is a middle to be killed in. */
const slowDown = (db: Knex): Promise<unknown> =>
  db.raw(`
    create schema slow;
    create function slow.wait() returns event_trigger language plpgsql as $$ begin perform pg_sleep(0.05); end $$;
    create event trigger slow_down on ddl_command_start execute function slow.wait();
  `) as unknown as Promise<unknown>;

const speedUp = (db: Knex): Promise<unknown> =>
  db.raw('drop event trigger slow_down; drop schema slow cascade;') as unknown as Promise<unknown>;

const sleepers = async (db: Knex): Promise<number> =>
  (
    (await db('pg_stat_activity')
      .where('wait_event', 'PgSleep')
      .andWhereRaw('datname = current_database()')) as unknown[]
  ).length;

describe('a migration that is killed in the middle', () => {
  it.each([[1], [8], [15]])(
    'does not block the next start, which ends with the same schema (killed at step %i)',
    async (killAfter) => {
      const url = await createDatabase(inject('postgresUrl'), `test_${randomBytes(8).toString('hex')}`);
      const db = open(url);
      await slowDown(db);
      const first = migrate(url);
      const ended = exitOf(first);
      let seen = 0;
      await eventually(
        async () => {
          seen += await sleepers(db);
          return seen;
        },
        (count) => count >= killAfter || first.exitCode !== null,
      );
      first.kill('SIGKILL');
      expect(await ended).toBeNull();
      await speedUp(db);

      expect(await exitOf(migrate(url))).toBe(0);

      const whole = new URL(url);
      whole.pathname = `/${templateName}`;
      expect(await schemaOf(db)).toEqual(await schemaOf(open(whole.href)));
    },
  );

  it('outside of a transaction leaves a lock behind, which the next start frees', async () => {
    const url = await createDatabase(inject('postgresUrl'), `test_${randomBytes(8).toString('hex')}`, templateName);
    const db = open(url);
    await db('schema_migrations_lock').update({ is_locked: 1 });

    expect(await exitOf(migrate(url))).toBe(0);
    expect(await db('schema_migrations_lock').select('is_locked')).toEqual([{ is_locked: 0 }]);
  });
});
