// Databases come to an owner of their own: new ones, those of earlier versions, and those of a provider who gives no superuser.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPostgresReady, ownerAddressOf } from '../../cli/embedded/postgres.ts';
import { migrateOrExplain } from '../../cli/operate/migrate.ts';
import { withPool } from '../../cli/operate/with-pool.ts';
import { readLoginRights } from '../../infra/db/grants.ts';
import { listMigrations, migrateToLatest } from '../../infra/db/migrate.ts';
import { asLogin, createDatabase, databaseUrlOf } from '../harness/database.ts';
import { startPostgres, type PostgresServer } from '../harness/postgres-server.ts';

const run = promisify(execFile);
const before015 = listMigrations()
  .filter((name) => name < '015')
  .at(-1) as string;

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres({ durable: false });
});
afterAll(() => server.stop());

const asSuperuser = (statement: string, database = 'postgres'): Promise<unknown> =>
  withPool(databaseUrlOf(server.url, database), (db) => db.raw(statement) as PromiseLike<unknown> as Promise<unknown>);

/** Runs the script as Compose does; the server of tests asks for no password, so any will do. */
const createRoles = (name: string, env: Record<string, string> = { TEMPORAL_DB_PASSWORD: 't' }): Promise<unknown> => {
  const { hostname, port } = new URL(server.url);
  const connection = { PGHOST: hostname, PGPORT: port, PGUSER: 'parley' };
  const names = { PARLEY_DB_NAME: name, PARLEY_DB_OWNER: `${name}_owner`, PARLEY_DB_LOGIN: `${name}_login` };
  const passwords = { PARLEY_OWNER_DB_PASSWORD: 'o', PARLEY_DB_PASSWORD: 'l' };
  return run('sh', ['docker/postgres/create-roles.sh'], {
    env: { PATH: process.env['PATH'], ...connection, ...names, ...passwords, ...env },
  });
};

const addresses = (name: string) => {
  const url = databaseUrlOf(server.url, name);
  return { url: asLogin(url, `${name}_login`), ownerUrl: asLogin(url, `${name}_owner`) };
};

/** As the login of an earlier version left it: everything its own, with a tenant and an act in it. */
const madeByEarlierVersion = async (name: string): Promise<void> => {
  await asSuperuser(`create role ${name}_login login`);
  await asSuperuser(`create database ${name} owner ${name}_login`);
  const { url } = addresses(name);
  await migrateToLatest(url, { until: before015 });
  await withPool(url, async (db) => {
    await db('tenants').insert({ id: 'ten_1', name: 'Acme' });
    await db('audit_intake').insert({
      tenant_id: 'ten_1',
      at: new Date(),
      actor_kind: 'operator',
      act: 'tenant.created',
      target_kind: 'tenant',
    });
  });
};

/** The login works, keeps what was there, and can only add to the record. */
const expectSeparated = async (name: string): Promise<void> => {
  await withPool(addresses(name).url, async (db: Knex) => {
    expect(await readLoginRights(db)).toEqual({ login: `${name}_login`, owner: `${name}_owner`, tooMuch: [] });
    await db('tenants').insert({ id: 'ten_2', name: 'Beta' }).onConflict('id').ignore();
    await expect(db.raw('delete from audit_intake')).rejects.toMatchObject({ code: '42501' });
  });
};

describe('docker/postgres/create-roles.sh', () => {
  it('makes owner, login and database on an empty server, as often as it is run', async () => {
    await createRoles('fresh');
    await createRoles('fresh');

    await expect(withPool(addresses('fresh').url, (db) => db.raw('create table mine (id int)'))).rejects.toMatchObject({
      code: '42501',
    });
    expect(await migrateOrExplain(addresses('fresh'))).toEqual(listMigrations());
    await expectSeparated('fresh');
    await createRoles('fresh');
    expect(await migrateOrExplain(addresses('fresh'))).toEqual([]);
    await expectSeparated('fresh');
  });

  it('hands a database of an earlier version over to the owner, with all that is in it', async () => {
    await madeByEarlierVersion('older');

    await createRoles('older');
    await migrateOrExplain(addresses('older'));

    await expectSeparated('older');
    await withPool(addresses('older').url, async (db) => {
      expect(await db('tenants').orderBy('id').pluck('name')).toEqual(['Acme', 'Beta']);
      expect(await db('audit_intake').pluck('act')).toEqual(['tenant.created']);
    });
  });

  it('does so for an administrator who is no superuser', async () => {
    await madeByEarlierVersion('managed');
    await asSuperuser('create role administrator login createrole createdb');
    await asSuperuser('grant managed_login to administrator with admin option');

    await createRoles('managed', { PGUSER: 'administrator' });
    await migrateOrExplain(addresses('managed'));

    await expectSeparated('managed');
  });

  it('lets nobody else into the database', async () => {
    await createRoles('closed');
    await asSuperuser('create role stranger login');

    const url = asLogin(databaseUrlOf(server.url, 'closed'), 'stranger');
    await expect(withPool(url, (db) => db.raw('select 1'))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('npm start', () => {
  it('takes a folder of an earlier version along: the owner stays, programs get a login of their own', async () => {
    const earlier = databaseUrlOf(server.url, 'parley').replace('parley@', 'parley:secret@');
    await createDatabase(server.url, 'parley');
    await migrateToLatest(earlier, { until: before015 });
    await withPool(earlier, (db) => db('tenants').insert({ id: 'ten_1', name: 'Acme' }) as unknown as Promise<unknown>);

    expect(await isPostgresReady(earlier)).toBe(true);
    const url = asLogin(earlier, 'parley_app');
    await migrateOrExplain({ url, ownerUrl: earlier });

    await withPool(url, async (db) => {
      expect(await readLoginRights(db)).toEqual({ login: 'parley_app', owner: 'parley', tooMuch: [] });
      expect(await db('tenants').pluck('name')).toEqual(['Acme']);
    });
    expect(ownerAddressOf('postgres://somebody:else@db.example/parley', 'secret')).toBeUndefined();
  });
});

describe('npm run migrate', () => {
  it('refuses an owner who is the login itself', async () => {
    await createRoles('same');
    const { ownerUrl } = addresses('same');

    await expect(migrateOrExplain({ url: ownerUrl, ownerUrl })).rejects.toThrow('name the same login');
  });

  it('says what to do about a database that was not handed over to its owner', async () => {
    await madeByEarlierVersion('halfway');
    await asSuperuser('create role halfway_owner login');

    await expect(migrateOrExplain(addresses('halfway'))).rejects.toThrow('create-roles.sh');
  });

  it('works as before for a deployment with one login', async () => {
    await madeByEarlierVersion('single');
    const { url } = addresses('single');

    await migrateOrExplain({ url });

    await withPool(url, async (db) => {
      await db('tenants').insert({ id: 'ten_2', name: 'Beta' });
      expect((await readLoginRights(db)).tooMuch).toContain('owns audit_log');
    });
  });
});
