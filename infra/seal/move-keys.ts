// Moves the data keys of runs from the main database into their own: copy, prove, then empty. Safe to kill and to repeat.
import type { Knex } from 'knex';
import type { DataPurpose } from '../../domain/ports/system.ts';
import type { KeyRing } from './key-ring.ts';
import { wrapPlace } from './open-keys.ts';

const batchMax = 1_000;
const table = 'run_keys';

type KeyRow = {
  run_id: string;
  purpose: DataPurpose;
  tenant_id: string;
  key_id: string;
  wrapped_key: Buffer | null;
  master_key_id: string;
  created_at: Date;
  destroyed_at: Date | null;
};

/** A copy that does not open what its original opens: nothing is removed. */
export class KeyCopyError extends Error {
  override readonly name = 'KeyCopyError';
}

const rowsAfter = async (db: Knex, after: Pick<KeyRow, 'run_id' | 'purpose'> | undefined): Promise<KeyRow[]> =>
  await db(table)
    .whereRaw('(run_id, purpose) > (?, ?)', [after?.run_id ?? '', after?.purpose ?? ''])
    .orderBy(['run_id', 'purpose'])
    .limit(batchMax);

const eachBatch = async (db: Knex, work: (rows: KeyRow[]) => Promise<void>): Promise<number> => {
  let count = 0;
  let last: KeyRow | undefined;
  for (;;) {
    const rows = await rowsAfter(db, last);
    if (rows.length === 0) return count;
    await work(rows);
    count += rows.length;
    last = rows.at(-1);
  }
};

const open = (ring: KeyRing, row: KeyRow): Buffer | null => {
  if (row.wrapped_key === null) return null;
  const place = wrapPlace({ tenantId: row.tenant_id, runId: row.run_id }, row.purpose, row.key_id);
  return ring.unwrap(place, { masterKeyId: row.master_key_id, bytes: row.wrapped_key });
};

const nameOf = (row: Pick<KeyRow, 'run_id' | 'purpose'>): string => `${row.run_id}/${row.purpose}`;

const destroyCopy = (keyDb: Knex, row: KeyRow): Promise<unknown> =>
  keyDb(table)
    .where({ run_id: row.run_id, purpose: row.purpose })
    .update({ wrapped_key: null, destroyed_at: row.destroyed_at ?? keyDb.fn.now() });

/** A destroyed key stays destroyed on both sides; a live one must be the same key. */
const proveBatch = async (keyDb: Knex, ring: KeyRing, rows: KeyRow[]): Promise<void> => {
  const copies: KeyRow[] = await keyDb(table).whereIn(
    'run_id',
    rows.map((row) => row.run_id),
  );
  const byName = new Map(copies.map((copy) => [nameOf(copy), copy]));
  for (const row of rows) {
    const copy = byName.get(nameOf(row));
    if (copy === undefined || copy.key_id !== row.key_id) throw new KeyCopyError(nameOf(row));
    if (copy.wrapped_key === null) continue;
    const original = open(ring, row);
    if (original === null) await destroyCopy(keyDb, row);
    else if (!open(ring, copy)?.equals(original)) throw new KeyCopyError(nameOf(row));
  }
};

/**
 * Returns how many keys were moved; 0 when there are none left to move. Nothing may write keys meanwhile: api and worker
 * are stopped.
 * @throws KeyCopyError, and then the main database still holds every key
 */
export const moveKeys = async ({ db, keyDb }: { db: Knex; keyDb: Knex }, ring: KeyRing): Promise<number> => {
  await eachBatch(db, async (rows) => {
    await keyDb(table).insert(rows).onConflict(['run_id', 'purpose']).ignore();
  });
  return await db.transaction(async (trx) => {
    await trx.raw('lock table run_keys in access exclusive mode');
    const count = await eachBatch(trx, (rows) => proveBatch(keyDb, ring, rows));
    // Unlike deleted rows, a truncated table leaves nothing in its file.
    await trx(table).truncate();
    return count;
  });
};
