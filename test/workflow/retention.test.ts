// The retention workflow on a real server: bounded steps to the end, made up for by retries, and one Schedule for all workers.
import { afterAll, expect, it } from 'vitest';
import { ensureRetentionSchedule, runRetention } from '../../infra/temporal/schedules.ts';
import { createInterviewWorker } from '../../worker/interview-worker.ts';
import { useDatabase } from '../harness/database.ts';
import { useTemporal } from '../harness/temporal.ts';
import { createRetentionWorld } from '../retention/retention-world.ts';

const { env, taskQueue, workflowBundle } = await useTemporal();
const { connection } = env;
const { db } = await useDatabase();
const world = createRetentionWorld(db);
let calls = 0;

const { retain } = world.activities();
const worker = await createInterviewWorker({
  connection: env.nativeConnection,
  namespace: 'default',
  identity: 'w-test',
  taskQueue,
  activities: {
    retain: (...input: Parameters<typeof retain>) => {
      calls += 1;
      if (calls === 2) throw new Error('a worker died');
      return retain(...input);
    },
  },
  workflowBundle,
  workflowCacheMax: 10,
  activitiesMax: 10,
  shutdownGraceMs: 1_000,
  onActivityFailure: () => undefined,
});
const running = worker.run();
afterAll(async () => {
  worker.shutdown();
  await running;
});

it('has everything erased that is due, step after step, whatever fails on the way', async () => {
  const pattern = await world.addEnded(100);
  await db.raw(
    `insert into interviews (run_id, tenant_id, interview_id, source, request_hash, locale, job, policy, state, machine, seq, ended_at)
     select 'run_many_' || n, tenant_id, gen_random_uuid(), source, request_hash, locale, job, policy, state, machine, seq, ended_at
     from interviews, generate_series(1, 449) n where run_id = ?`,
    [pattern],
  );

  const counts = await runRetention({ connection, namespace: 'default', taskQueue });

  expect(counts).toMatchObject({ personal: 450, all: 0, held: 0, failed: 0 });
  expect(new Set(world.started.map(({ runId }) => runId)).size).toBe(450);
  expect(calls).toBeGreaterThan(3);
});

it('has one daily Schedule, however many workers start', async () => {
  const options = { connection, namespace: 'default', taskQueue };
  await Promise.all([ensureRetentionSchedule(options), ensureRetentionSchedule(options)]);
  await ensureRetentionSchedule(options);

  const description = await env.client.schedule.getHandle(`parley-retention-${taskQueue}`).describe();

  expect(description.action).toMatchObject({ workflowType: 'retention', taskQueue });
  expect(description.info.nextActionTimes).not.toEqual([]);
});
