import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { startReplyHolder } from '../harness/reply-holder.ts';
import { useSystem } from '../harness/system.ts';
import { createCrashBench } from './crash-bench.ts';

const system = await useSystem({ start: ['api'] });
const wire = await startReplyHolder(system.databaseUrl);
afterAll(wire.close);
const startWorker = (): Promise<void> => system.start('worker', { DATABASE_URL: wire.url });
await startWorker();
const bench = createCrashBench(system);
const undisturbed = await bench.undisturbed();

const transitionsOf = async (runId: string): Promise<number> =>
  ((await system.db('transitions').where({ run_id: runId })) as unknown[]).length;

/** The worker has done it and does not know: it is killed before it can tell anyone. */
const killWhenDone = async (point: { after: string; at: string }, check: (runId: string) => Promise<void>) => {
  let runId = '';
  const done = wire.hold(point);
  const journey = bench.travel((step, id) => {
    if (step === 'created') runId = id;
  });
  await done;
  await check(runId);
  await system.kill('worker', 'SIGKILL');
  wire.cut();
  await startWorker();
  return bench.endOf(await journey);
};

describe('a worker killed after it wrote and before it could say so', () => {
  it('leaves a projection that is not written twice', async () => {
    // Two facts were there from the creation; the third is seen by everyone but the worker.
    const end = await killWhenDone({ after: 'into "transitions"', at: 'COMMIT' }, async (runId) => {
      await eventually(
        () => transitionsOf(runId),
        (count) => count === 3,
      );
    });

    expect(end).toEqual(undisturbed);
  });

  it.each([
    ['plans', 'insert into plans'],
    ['sessions', 'insert into "sessions"'],
    ['assessments', 'insert into assessments'],
  ])('leaves no second row in %s', async (table, insert) => {
    const end = await killWhenDone({ after: insert, at: insert }, async (runId) => {
      expect(await system.db(table).where({ run_id: runId })).toHaveLength(1);
    });

    expect(end).toEqual(undisturbed);
  });
});
