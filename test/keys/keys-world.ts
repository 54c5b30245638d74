// Runs whose values are sealed by real keys, webhook secrets, and databases of their own for keys.
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { afterAll, inject } from 'vitest';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { openPool } from '../../infra/db/knex.ts';
import { migrateToLatest } from '../../infra/db/migrate.ts';
import { openSecret, sealSecret } from '../../infra/db/events/webhook-endpoint-rows.ts';
import { createKeyRing } from '../../infra/seal/key-ring.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSealer, type RunSealer } from '../../infra/seal/sealer.ts';
import { createSecretBox } from '../../infra/seal/secret-box.ts';
import { newId } from '../../infra/system.ts';
import { createDatabase } from '../harness/database.ts';
import { storeRun, tenantId } from '../harness/interview-run.ts';

export const newMasterKey = (): Buffer => randomBytes(32);

/** An empty database with nothing but the table of keys. */
export const useKeyDatabase = async (): Promise<{ keyDb: Knex; keyUrl: string }> => {
  const serverUrl = inject('postgresUrl');
  const name = `keys_${randomBytes(8).toString('hex')}`;
  const keyUrl = await createDatabase(serverUrl, name);
  await migrateToLatest(keyUrl, { schema: 'keys' });
  const keyDb = openPool({
    databaseUrl: keyUrl,
    poolMax: 5,
    statementTimeoutMs: 10_000,
    applicationName: 'parley-test',
  });
  afterAll(async () => {
    await keyDb.destroy();
    const server = openPool({
      databaseUrl: serverUrl,
      poolMax: 1,
      statementTimeoutMs: 10_000,
      applicationName: 'drop',
    });
    await server.raw(`drop database if exists ${name} with (force)`);
    await server.destroy();
  });
  return { keyDb, keyUrl };
};

type Masters = { present: Buffer; previous?: Buffer };

export const sealerOf = (keyDb: Knex, masters: Masters): RunSealer =>
  createSealer({ keys: createKeyStore(keyDb), masterKey: createKeyRing(masters), now: Date.now });

/** A run with its name sealed in its row. */
export const addRun = async (db: Knex, sealer: RunSealer, name: string): Promise<string> => {
  const { runId } = await storeRun(db, sealer);
  const place = sealPlaces.personalRequest({ tenantId, runId });
  const sealed = await sealer.seal(place, { candidateName: name });
  await db('interviews').where({ run_id: runId }).update({ personal_sealed: sealed });
  return runId;
};

export const openName = async (db: Knex, sealer: RunSealer, runId: string): Promise<unknown> => {
  const row: { personal_sealed: Buffer } = await db('interviews').where({ run_id: runId }).first('personal_sealed');
  const place = sealPlaces.personalRequest({ tenantId, runId });
  return (await sealer.open(place, row.personal_sealed)).candidateName;
};

/** An endpoint with a secret and, from a rotation, the one before. */
export const addEndpoint = async (db: Knex, masters: Masters): Promise<string> => {
  const id = newId('whe');
  const box = createSecretBox(createKeyRing(masters));
  await db('webhook_endpoints').insert({
    id,
    kind: 'registered',
    tenant_id: tenantId,
    url: 'https://example.com/hook',
    secret_sealed: sealSecret(box, id, `whsec_${id}`),
    secret_hint: '****',
    previous_secret_sealed: sealSecret(box, id, `whsec_old_${id}`),
  });
  return id;
};

export const openSecrets = async (db: Knex, masters: Masters, id: string): Promise<string[]> => {
  const box = createSecretBox(createKeyRing(masters));
  const row: { secret_sealed: Buffer; previous_secret_sealed: Buffer } = await db('webhook_endpoints')
    .where({ id })
    .first();
  return [row.secret_sealed, row.previous_secret_sealed].map((sealed) => openSecret(box, id, sealed));
};
