// After a restore: erasures that one side remembers and the other has undone are found, and run again.
import { beforeEach, describe, expect, it } from 'vitest';
import { findUnapplied, reopenErasure } from '../../infra/db/erasure/unapplied-erasures.ts';
import { useDatabase } from '../harness/database.ts';
import { tenantId } from '../harness/interview-run.ts';
import { createRetentionWorld } from './retention-world.ts';

const { db, owner } = await useDatabase();
const world = createRetentionWorld(db);
const databases = { db, keyDb: db };
const request = {
  scope: 'personal',
  cause: 'request',
  actor: { kind: 'operator', id: null },
  requestId: null,
} as const;

const addErased = async (): Promise<string> => {
  const runId = await world.addEnded(10);
  await world.erasures.erase({ tenantId, runId }, request);
  await world.sealer.destroyKey({ tenantId, runId }, 'personal');
  await db('interviews').where({ run_id: runId }).update({ erased_at: new Date() });
  await db('erasures').where({ run_id: runId }).update({ state: 'certified' });
  return runId;
};

beforeEach(() => owner.raw('truncate interviews, run_keys, tenants cascade'));

describe('erasures undone by a restored backup', () => {
  it('are none where nothing was restored', async () => {
    await addErased();
    await world.addEnded(10);

    expect(await findUnapplied(databases)).toEqual([]);
  });

  it('are found when the key is back, and run again', async () => {
    const runId = await addErased();
    await db('run_keys')
      .where({ run_id: runId })
      .update({ wrapped_key: Buffer.alloc(61), destroyed_at: null });

    expect(await findUnapplied(databases)).toEqual([{ tenantId, runId, scope: 'personal' }]);

    await reopenErasure(db, { tenantId, runId });
    world.started.length = 0;
    expect(await world.erasures.erase({ tenantId, runId }, request)).toMatchObject({ state: 'running' });
    expect(world.started).toMatchObject([{ runId }]);
  });

  it('are found when the run is back from before its erasure', async () => {
    const runId = await addErased();
    await db('erasures').delete();
    await db('interviews').where({ run_id: runId }).update({ erased_at: null });

    expect(await findUnapplied(databases)).toEqual([{ tenantId, runId, scope: 'personal' }]);
  });
});
