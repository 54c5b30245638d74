import { expect, test } from 'vitest';
import { createInterviewStore } from '../../infra/db/interviews/interview-store.ts';
import { createTestSealer } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { storeRun } from '../harness/interview-run.ts';

const { db } = await useDatabase();
const store = createInterviewStore(db);
const sealer = createTestSealer(db);

const age = (runIds: string[], seconds: number) =>
  db('interviews')
    .whereIn('run_id', runIds)
    .update({ created_at: db.raw(`now() - make_interval(secs => ?)`, [seconds]) });

test('what nobody has started is claimed once by however many workers, oldest first, and again when that came to nothing', async () => {
  const inputs = [];
  for (let count = 0; count < 6; count += 1) inputs.push(await storeRun(db, sealer));
  const [young = '', started = '', ended = '', oldest = '', ...others] = inputs.map(({ runId }) => runId);
  await age([started, ended, ...others], 10);
  await age([oldest], 20);
  await store.markStarted({ tenantId: 'tenant_test', runId: started });
  await db('interviews').where({ run_id: ended }).update({ state: 'CANCELLED' });

  const [first] = await store.claimUnstarted(1);
  const rest = (await Promise.all([store.claimUnstarted(10), store.claimUnstarted(10)])).flat();
  const none = await store.claimUnstarted(10);
  await db('interviews').update({ reconciled_at: db.raw(`now() - interval '6 seconds'`) });
  const again = await store.claimUnstarted(10);

  expect(first).toEqual({
    ...inputs.find(({ runId }) => runId === oldest),
    version: undefined,
  });
  expect(rest.map(({ runId }) => runId).toSorted()).toEqual(others.toSorted());
  expect(none).toEqual([]);
  expect(again.map(({ runId }) => runId).toSorted()).toEqual([oldest, ...others].toSorted());
  expect(again.map(({ runId }) => runId)).not.toContain(young);
});
