// Where the wrapped data keys of runs live; a deployment may keep them in a database of their own.
import type { RunRef } from '../../domain/access/ids.ts';
import type { Db } from '../db/knex.ts';
import type { DataPurpose } from '../../domain/ports/system.ts';

export type WrappedKey = {
  keyId: string;
  wrappedKey: Uint8Array | null;
  masterKeyId: string;
  destroyedAt: Date | null;
};

export type NewDataKey = { purpose: DataPurpose; keyId: string; wrappedKey: Uint8Array; masterKeyId: string };

export interface KeyStore {
  find(run: RunRef, purpose: DataPurpose): Promise<WrappedKey | null>;
  /** Those that are there, by their run. */
  findAll(runs: readonly RunRef[], purpose: DataPurpose): Promise<Map<string, WrappedKey>>;
  /** Stores the new keys, in one statement, unless the run has some for a purpose already; returns those that count. */
  insert(run: RunRef, keys: NewDataKey[]): Promise<Map<DataPurpose, WrappedKey>>;
  /** Nulls the wrapped key for good; the row stays as the record of it. Twice is the same as once. */
  destroy(run: RunRef, purpose: DataPurpose): Promise<void>;
}

type Row = {
  purpose: DataPurpose;
  key_id: string;
  wrapped_key: Buffer | null;
  master_key_id: string;
  destroyed_at: Date | null;
};

const rowToKey = (row: Row): WrappedKey => ({
  keyId: row.key_id,
  wrappedKey: row.wrapped_key,
  masterKeyId: row.master_key_id,
  destroyedAt: row.destroyed_at,
});

export const createKeyStore = (db: Db): KeyStore => ({
  find: async ({ tenantId, runId }, purpose) => {
    const rows: Row[] = await db('run_keys').where({ tenant_id: tenantId, run_id: runId, purpose });
    return rows[0] ? rowToKey(rows[0]) : null;
  },
  findAll: async (runs, purpose) => {
    const pairs = runs.map(({ tenantId, runId }) => [tenantId, runId]);
    const rows: (Row & { run_id: string })[] = await db('run_keys')
      .whereIn(['tenant_id', 'run_id'], pairs)
      .where({ purpose });
    return new Map(rows.map((row) => [row.run_id, rowToKey(row)]));
  },
  insert: async ({ tenantId, runId }, keys) => {
    const rows = keys.map((key) => ({
      tenant_id: tenantId,
      run_id: runId,
      purpose: key.purpose,
      key_id: key.keyId,
      wrapped_key: key.wrappedKey,
      master_key_id: key.masterKeyId,
    }));
    const inserted: Row[] = await db('run_keys').insert(rows).onConflict(['run_id', 'purpose']).ignore().returning('*');
    const counting: Row[] =
      inserted.length === keys.length ? inserted : await db('run_keys').where({ tenant_id: tenantId, run_id: runId });
    return new Map(counting.map((row) => [row.purpose, rowToKey(row)]));
  },
  destroy: async ({ tenantId, runId }, purpose) => {
    await db('run_keys')
      .where({ tenant_id: tenantId, run_id: runId, purpose })
      .whereNull('destroyed_at')
      .update({ wrapped_key: null, destroyed_at: db.fn.now() });
  },
});
