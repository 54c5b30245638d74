// Keys in a database of their own, with real processes: the main database and the master key together open nothing.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { Knex } from 'knex';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { openPool } from '../../infra/db/knex.ts';
import { migrateToLatest } from '../../infra/db/migrate.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSealer } from '../../infra/seal/sealer.ts';
import { createDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf } from '../harness/native-client.ts';
import { projectFolder } from '../harness/program.ts';
import { useSystem } from '../harness/system.ts';

const masterKey = randomBytes(32);
const settings: Record<string, string> = {
  PARLEY_MASTER_KEY: masterKey.toString('base64'),
  PARLEY_KEY_CACHE_SECONDS: '1',
};
const system = await useSystem({
  env: async () => {
    const keyUrl = await createDatabase(inject('postgresUrl'), `keys_${randomBytes(8).toString('hex')}`);
    await migrateToLatest(keyUrl, { schema: 'keys' });
    settings['KEY_DATABASE_URL'] = keyUrl;
    return settings;
  },
});
const { db, tenant } = system;
const keyDb = openPool({
  databaseUrl: settings['KEY_DATABASE_URL'] ?? '',
  poolMax: 2,
  statementTimeoutMs: 10_000,
  applicationName: 'parley-test',
});
afterAll(() => keyDb.destroy());
const { insist, until, call } = createNativeClient({ baseUrl: system.apiUrl, apiKey: tenant.apiKeys.integration });

/** Opens the request of a run as an intruder would who has the master key and the keys of that database. */
const openRequest = async (keys: Knex, runId: string): Promise<unknown> => {
  const row: { personal_sealed: Buffer } = await db('interviews').where({ run_id: runId }).first('personal_sealed');
  const sealer = createSealer({ keys: createKeyStore(keys), masterKey, now: Date.now });
  const place = sealPlaces.personalRequest({ tenantId: tenant.tenantId, runId });
  return await sealer.open(place, row.personal_sealed);
};

/** Every value of every table, as a dump would hold it. */
const dumpOf = async (database: Knex): Promise<string> => {
  const { rows } = await database.raw<{ rows: { name: string }[] }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const values: { text: string }[] = await database(name).select(database.raw('??::text as text', [name]));
    texts.push(...values.map(({ text }) => text));
  }
  return texts.join('\n');
};

const parley = (...args: string[]): Promise<string> =>
  new Promise((resolve) => {
    const env = {
      ...process.env,
      ...settings,
      DATABASE_URL: system.databaseUrl,
      PARLEY_OWNER_DATABASE_URL: system.ownerUrl,
      PARLEY_KEY_PEPPER: randomBytes(32).toString('base64'),
      PARLEY_SIGNING_KEY: randomBytes(32).toString('base64'),
    };
    execFile(process.execPath, ['cli/main.ts', ...args], { cwd: projectFolder, env }, (_error, out, err) =>
      resolve(out + err),
    );
  });

describe('keys in a database of their own', () => {
  it('serve a run from its request to its erasure, and leave no trace in the main one', async () => {
    const { runId } = await insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
    await until(runId, 'PENDING');

    expect(await openRequest(keyDb, runId)).toMatchObject({ candidateName: engineerRequest.candidateName });
    expect(await db('run_keys')).toEqual([]);
    const wrapped: { wrapped_key: Buffer }[] = await keyDb('run_keys').where({ run_id: runId });
    expect(wrapped).toHaveLength(2);
    const dump = await dumpOf(db);
    for (const { wrapped_key: key } of wrapped) expect(dump).not.toContain(key.toString('hex'));
    await expect(openRequest(db, runId)).rejects.toMatchObject({ code: 'personal_data.erased' });
    const sealedBefore: { personal_sealed: Buffer } = await db('interviews').where({ run_id: runId }).first();

    const { status } = await call('DELETE', pathOf(runId, '/candidate-data'));

    expect(status).toBeLessThan(300);
    await eventually(
      () => db('erasures').where({ run_id: runId }).first('state') as Promise<{ state: string } | undefined>,
      (erasure) => erasure?.state === 'certified',
    );
    expect(await keyDb('run_keys').where({ run_id: runId, purpose: 'personal' }).first()).toMatchObject({
      wrapped_key: null,
    });
    // A restored backup of the main database brings the sealed value back, and still nothing opens it.
    await db('interviews').where({ run_id: runId }).update({ personal_sealed: sealedBefore.personal_sealed });
    await expect(openRequest(keyDb, runId)).rejects.toMatchObject({ code: 'personal_data.erased' });
    await expect(openRequest(db, runId)).rejects.toMatchObject({ code: 'personal_data.erased' });
  });

  it('are found in order by doctor and master-key', async () => {
    const [examined, status] = [await parley('doctor'), await parley('master-key', 'status')];

    expect(examined).toMatch(/^ok {4}Key database +keys have a database of their own/m);
    expect(examined).toMatch(/^ok {4}Master key +mk_/m);
    expect(status).toContain('Everything is wrapped by the present master key.');
  });

  it('are migrated by the same command as the main database', async () => {
    expect(await parley('migrate')).toContain('The database is up to date.');
    await keyDb.raw('drop table run_keys, key_schema_migrations');

    expect(await parley('doctor')).toMatch(/^FAIL {2}Key database/m);
    expect(await parley('migrate')).toContain('applied keys/001-run-keys');
  });
});
