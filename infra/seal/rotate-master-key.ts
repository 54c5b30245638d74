// Exchanges the master key: wraps data keys and secrets anew, never what they sealed. Safe to kill and to repeat.
import type { Databases } from '../db/knex.ts';
import type { Knex } from 'knex';
import type { DataPurpose } from '../../domain/ports/system.ts';
import { credentialsPlace } from '../db/connections/connection-rows.ts';
import { tokenPlace } from '../db/connections/ats-session-store.ts';
import { bodyPlace } from '../db/inbox/inbox-rows.ts';
import { secretPlace } from '../db/events/webhook-endpoint-rows.ts';
import { namePlace, type NameColumn } from '../db/templates/template-names.ts';
import { UnknownMasterKeyError, type KeyRing } from './key-ring.ts';
import { createSecretBox, masterKeyIdOfSecret } from './secret-box.ts';
import { wrapPlace } from './open-keys.ts';

const batchMax = 500;

/** How much is wrapped by each master key. */
export type WrappedCounts = { masterKeyId: string; dataKeys: number; secrets: number };

type Sealed = { id: string; tenantId: string; sealed: Buffer };
/** `id` is how the table names a row, as SQL; its own column when absent. */
type SecretColumn = { table: string; column: string; id?: string; placeOf(row: Sealed): string };

const decisionNames = (column: NameColumn): SecretColumn => ({
  table: 'template_versions',
  column,
  id: `template_id || '/' || version`,
  placeOf: ({ id }) => namePlace(id, column),
});

/** Each secret that outlives the answer it was given in. */
const secretColumns: readonly SecretColumn[] = [
  { table: 'webhook_endpoints', column: 'secret_sealed', placeOf: ({ id }) => secretPlace(id) },
  { table: 'webhook_endpoints', column: 'previous_secret_sealed', placeOf: ({ id }) => secretPlace(id) },
  { table: 'connections', column: 'credentials_sealed', placeOf: credentialsPlace },
  { table: 'connections', column: 'previous_credentials_sealed', placeOf: credentialsPlace },
  {
    table: 'ats_sessions',
    column: 'token_sealed',
    id: 'connection_id',
    placeOf: ({ tenantId, id }) => tokenPlace(tenantId, id),
  },
  { table: 'ats_inbox', column: 'body_sealed', placeOf: ({ tenantId, id }) => bodyPlace(tenantId, id) },
  decisionNames('requester_sealed'),
  decisionNames('decider_sealed'),
];

const countKeys = async (keyDb: Knex): Promise<Map<string, number>> => {
  const { rows } = await keyDb.raw<{ rows: { id: string; count: number }[] }>(
    `select master_key_id as id, count(*)::int as count from run_keys where wrapped_key is not null group by 1`,
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
};

/** Of what was deleted nothing but an empty place is left. */
const holdsSecret = 'octet_length(??) > 0';

const countSecrets = async (db: Knex): Promise<Map<string, number>> => {
  const counts = new Map<string, number>();
  for (const { table, column } of secretColumns) {
    const { rows } = await db.raw<{ rows: { head: Buffer; count: number }[] }>(
      `select substring(?? from 1 for 8) as head, count(*)::int as count from ?? where ${holdsSecret} group by 1`,
      [column, table, column],
    );
    for (const { head, count } of rows) {
      const id = masterKeyIdOfSecret(head);
      counts.set(id, (counts.get(id) ?? 0) + count);
    }
  }
  return counts;
};

export const countWrapped = async ({ db, keyDb }: Databases): Promise<WrappedCounts[]> => {
  const [dataKeys, secrets] = [await countKeys(keyDb), await countSecrets(db)];
  return [...new Set([...dataKeys.keys(), ...secrets.keys()])].sort().map((masterKeyId) => ({
    masterKeyId,
    dataKeys: dataKeys.get(masterKeyId) ?? 0,
    secrets: secrets.get(masterKeyId) ?? 0,
  }));
};

type KeyRow = {
  run_id: string;
  purpose: DataPurpose;
  tenant_id: string;
  key_id: string;
  wrapped_key: Buffer;
  master_key_id: string;
};

type Position = { runId: string; purpose: string };

const keysAfter = async (keyDb: Knex, presentId: string, { runId, purpose }: Position): Promise<KeyRow[]> =>
  await keyDb('run_keys')
    .select('run_id', 'purpose', 'tenant_id', 'key_id', 'wrapped_key', 'master_key_id')
    .whereNotNull('wrapped_key')
    .whereNot('master_key_id', presentId)
    .whereRaw('(run_id, purpose) > (?, ?)', [runId, purpose])
    .orderBy(['run_id', 'purpose'])
    .limit(batchMax);

/** A key that was destroyed, or wrapped anew by somebody else, since it was read stays as it is. */
const replaceKeysSql = `
  update run_keys k set wrapped_key = fresh.wrapped_key, master_key_id = :presentId
  from unnest(:runIds::text[], :purposes::text[], :masterKeyIds::text[], :wrappedKeys::bytea[])
    as fresh (run_id, purpose, master_key_id, wrapped_key)
  where k.run_id = fresh.run_id and k.purpose = fresh.purpose
    and k.master_key_id = fresh.master_key_id and k.wrapped_key is not null`;

type FreshKey = KeyRow & { fresh: Buffer };

/** Null for a row that no key opens any more: it is reported, and holds up no other. */
const wrapAnew = (ring: KeyRing, row: KeyRow): FreshKey | null => {
  const place = wrapPlace({ tenantId: row.tenant_id, runId: row.run_id }, row.purpose, row.key_id);
  try {
    const dataKey = ring.unwrap(place, { masterKeyId: row.master_key_id, bytes: row.wrapped_key });
    return { ...row, fresh: Buffer.from(ring.wrap(place, dataKey).bytes) };
  } catch (error) {
    if (error instanceof UnknownMasterKeyError) throw error;
    return null;
  }
};

const rewrapKeys = async (keyDb: Knex, ring: KeyRing, rows: KeyRow[]): Promise<number> => {
  const fresh = rows.flatMap((row) => wrapAnew(ring, row) ?? []);
  if (fresh.length === 0) return 0;
  await keyDb.raw(replaceKeysSql, {
    presentId: ring.presentId,
    runIds: fresh.map((row) => row.run_id),
    purposes: fresh.map((row) => row.purpose),
    masterKeyIds: fresh.map((row) => row.master_key_id),
    wrappedKeys: fresh.map((row) => row.fresh),
  });
  return fresh.length;
};

type OnProgress = (dataKeys: number) => void;

/** From the first key to the last; each batch is one statement, so that a kill leaves every key whole. */
const scanKeys = async (keyDb: Knex, ring: KeyRing, onBatch: OnProgress): Promise<void> => {
  let position: Position = { runId: '', purpose: '' };
  for (;;) {
    const rows = await keysAfter(keyDb, ring.presentId, position);
    const last = rows.at(-1);
    if (last === undefined) return;
    onBatch(await rewrapKeys(keyDb, ring, rows));
    position = { runId: last.run_id, purpose: last.purpose };
  }
};

/** Again while a process that does not know the new key yet goes on making runs. */
const rotateKeys = async (keyDb: Knex, ring: KeyRing, onProgress: OnProgress): Promise<number> => {
  let count = 0;
  for (;;) {
    const before = count;
    await scanKeys(keyDb, ring, (batch) => {
      count += batch;
      if (batch > 0) onProgress(count);
    });
    if (count === before) return count;
  }
};

const rotateSecrets = async (db: Knex, ring: KeyRing, secrets: SecretColumn): Promise<number> => {
  const { table, column, id: idSql = 'id', placeOf } = secrets;
  const box = createSecretBox(ring);
  let count = 0;
  // Hooks of a week may be many: a batch at a time is in memory.
  for (let after = ''; ;) {
    const rows: Sealed[] = await db(table)
      .select(db.raw(`${idSql} as id`), { tenantId: 'tenant_id', sealed: column })
      .whereRaw(holdsSecret, [column])
      .whereRaw(`${idSql} > ?`, [after])
      .orderByRaw(idSql)
      .limit(batchMax);
    for (const row of rows) {
      const { id, sealed } = row;
      if (masterKeyIdOfSecret(sealed) === ring.presentId) continue;
      const place = placeOf(row);
      const fresh = Buffer.from(box.seal(place, box.open(place, sealed)));
      // Whoever rotates the secret itself meanwhile wins.
      count += await db(table)
        .whereRaw(`${idSql} = ?`, [id])
        .where({ [column]: sealed })
        .update({ [column]: fresh });
    }
    const last = rows.at(-1);
    if (last === undefined) return count;
    after = last.id;
  }
};

const refuseUnknown = (counts: WrappedCounts[], ring: KeyRing): void => {
  const unknown = counts.find(({ masterKeyId }) => !ring.ids.includes(masterKeyId));
  if (unknown !== undefined) throw new UnknownMasterKeyError(unknown.masterKeyId);
};

/**
 * Wraps everything by the ring's present key. Runs beside api and worker, which know both keys.
 * @throws UnknownMasterKeyError before anything is changed, when something needs a key that is not on the ring
 */
export const rotateMasterKey = async (
  { db, keyDb }: Databases,
  ring: KeyRing,
  onProgress: OnProgress = () => undefined,
): Promise<{ dataKeys: number; secrets: number }> => {
  refuseUnknown(await countWrapped({ db, keyDb }), ring);
  const dataKeys = await rotateKeys(keyDb, ring, onProgress);
  let secrets = 0;
  for (const column of secretColumns) secrets += await rotateSecrets(db, ring, column);
  return { dataKeys, secrets };
};
