// Keys in a database of their own: moved there whole, and a process that would look in the wrong place does not start.
import { beforeEach, describe, expect, it } from 'vitest';
import { createSweep } from '../../infra/db/operation/housekeeping.ts';
import { migrateToLatest } from '../../infra/db/migrate.ts';
import { keyPlaceProblem, refuseMisplacedKeys } from '../../infra/seal/key-place.ts';
import { createKeyRing } from '../../infra/seal/key-ring.ts';
import { moveKeys } from '../../infra/seal/move-keys.ts';
import { rotateMasterKey } from '../../infra/seal/rotate-master-key.ts';
import { useDatabase } from '../harness/database.ts';
import { ensureTenant, tenantId } from '../harness/interview-run.ts';
import { addRun, newMasterKey, openName, sealerOf, useKeyDatabase } from './keys-world.ts';

const { db, owner } = await useDatabase();
const { keyDb, keyUrl } = await useKeyDatabase();
const databases = { db, keyDb };
/** Emptying a table at once is the owner’s. */
const ownersDatabases = { db: owner, keyDb };
const present = newMasterKey();
const ring = createKeyRing({ present });

beforeEach(async () => {
  await owner.raw('truncate interviews, run_keys cascade');
  await keyDb('run_keys').truncate();
  await ensureTenant(db);
});

describe('moving keys into a database of their own', () => {
  it('opens everything from there, and leaves nothing behind', async () => {
    const run = await addRun(db, sealerOf(db, { present }), 'Ada');

    expect(await moveKeys(ownersDatabases, ring)).toBe(2);

    expect(await openName(db, sealerOf(keyDb, { present }), run)).toBe('Ada');
    expect(await db('run_keys')).toEqual([]);
    expect(await keyPlaceProblem(databases)).toBeNull();
    expect(await moveKeys(ownersDatabases, ring)).toBe(0);
  });

  it('goes on where a killed move stopped, whatever was copied by then', async () => {
    const sealer = sealerOf(db, { present });
    const [one, two] = [await addRun(db, sealer, 'Ada'), await addRun(db, sealer, 'Bob')];
    await keyDb('run_keys').insert(await db('run_keys').where({ run_id: one }));

    await moveKeys(ownersDatabases, ring);

    const moved = sealerOf(keyDb, { present });
    expect([await openName(db, moved, one), await openName(db, moved, two)]).toEqual(['Ada', 'Bob']);
  });

  it('never brings a destroyed key back, on whichever side it was destroyed', async () => {
    const sealer = sealerOf(db, { present });
    const runs = [await addRun(db, sealer, 'Ada'), await addRun(db, sealer, 'Bob')];
    await keyDb('run_keys').insert(await db('run_keys'));
    await sealer.destroyKey({ tenantId, runId: runs[0] ?? '' }, 'personal');
    await sealerOf(keyDb, { present }).destroyKey({ tenantId, runId: runs[1] ?? '' }, 'personal');

    await moveKeys(ownersDatabases, ring);

    const left: unknown[] = await keyDb('run_keys').where({ purpose: 'personal' }).whereNotNull('wrapped_key');
    expect(left).toEqual([]);
    expect(await keyDb('run_keys').where({ purpose: 'personal' }).whereNull('destroyed_at')).toEqual([]);
  });

  it('removes nothing when the other database holds another key for a run', async () => {
    const run = await addRun(db, sealerOf(db, { present }), 'Ada');
    await sealerOf(keyDb, { present }).createKeys({ tenantId, runId: run });

    await expect(moveKeys(ownersDatabases, ring)).rejects.toThrow(run);

    expect(await openName(db, sealerOf(db, { present }), run)).toBe('Ada');
  });

  it('takes keys along that were wrapped anew after an earlier copy', async () => {
    const next = newMasterKey();
    const run = await addRun(db, sealerOf(db, { present }), 'Ada');
    await keyDb('run_keys').insert(await db('run_keys'));
    const both = createKeyRing({ present: next, previous: present });
    await rotateMasterKey({ db, keyDb: db }, both);

    await moveKeys(ownersDatabases, both);

    await rotateMasterKey(databases, both);
    expect(await openName(db, sealerOf(keyDb, { present: next }), run)).toBe('Ada');
  });
});

describe('a process', () => {
  it('does not start while keys are still in the main database', async () => {
    await addRun(db, sealerOf(db, { present }), 'Ada');

    await expect(refuseMisplacedKeys(databases)).rejects.toThrow('move-keys');
  });

  it('does not start on a key database that knows none of the newest runs', async () => {
    await addRun(db, sealerOf(keyDb, { present }), 'Ada');

    await expect(refuseMisplacedKeys({ db, keyDb: db })).rejects.toThrow('KEY_DATABASE_URL');
    await expect(refuseMisplacedKeys(databases)).resolves.toBeUndefined();
  });

  it('starts where everything was erased, since the record of a key outlives it', async () => {
    const sealer = sealerOf(keyDb, { present });
    const run = await addRun(db, sealer, 'Ada');
    await sealer.destroyKey({ tenantId, runId: run }, 'personal');
    await sealer.destroyKey({ tenantId, runId: run }, 'assessment');

    await expect(refuseMisplacedKeys(databases)).resolves.toBeUndefined();
  });
});

describe('two databases', () => {
  it('are swept together: keys of runs that never came to be go, those of runs stay', async () => {
    const sealer = sealerOf(keyDb, { present });
    const run = await addRun(db, sealer, 'Ada');
    await sealer.createKeys({ tenantId, runId: 'run_never' });
    await keyDb('run_keys').update({ created_at: new Date(Date.now() - 36 * 3_600_000) });

    await createSweep(databases)();

    expect(await keyDb('run_keys').distinct('run_id')).toEqual([{ run_id: run }]);
  });

  it('each have a schema of their own, applied once', async () => {
    expect(await migrateToLatest(keyUrl, { schema: 'keys' })).toEqual([]);
    const { rows } = await keyDb.raw<{ rows: { name: string }[] }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['key_schema_migrations', 'key_schema_migrations_lock', 'run_keys']);
  });
});
