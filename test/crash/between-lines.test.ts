import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { startReplyHolder } from '../harness/reply-holder.ts';
import { useSystem } from '../harness/system.ts';
import { createCrashBench } from './crash-bench.ts';
import { createHookSender } from './hook-sender.ts';
import { createOrderBench } from './order-bench.ts';

const system = await useSystem({ start: [] });
const wires = {
  api: await startReplyHolder(system.databaseUrl),
  worker: await startReplyHolder(system.databaseUrl),
};
type Part = keyof typeof wires;
afterAll(() => Promise.all([wires.api.close(), wires.worker.close()]));
const start = (part: Part): Promise<void> => system.start(part, { DATABASE_URL: wires[part].url });
await start('api');
await start('worker');
const bench = createCrashBench(system);
const undisturbed = await bench.undisturbed();

const transitionsOf = async (runId: string): Promise<number> =>
  ((await system.db('transitions').where({ run_id: runId })) as unknown[]).length;

/** Something is done and whoever did it does not know: it is killed before it can tell anyone. */
const killWhenDone = async (
  part: Part,
  point: { after: string; at: string },
  check: (runId: string) => Promise<void> = () => Promise.resolve(),
) => {
  let runId = '';
  const wire = wires[part];
  const done = wire.hold(point);
  const journey = bench.travel((step, id) => {
    if (step === 'created') runId = id;
  });
  await done;
  await check(runId);
  await system.kill(part, 'SIGKILL');
  wire.cut();
  await start(part);
  return bench.endOf(await journey);
};

describe('a worker killed after it wrote and before it could say so', () => {
  it('leaves a projection that is not written twice', async () => {
    // Two facts were there from the creation; the third is seen by everyone but the worker.
    const end = await killWhenDone('worker', { after: 'into "transitions"', at: 'COMMIT' }, async (runId) => {
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
    const end = await killWhenDone('worker', { after: insert, at: insert }, async (runId) => {
      expect(await system.db(table).where({ run_id: runId })).toHaveLength(1);
    });

    expect(end).toEqual(undisturbed);
  });
});

describe('an api killed while it writes what a command came to', () => {
  it.each([
    ['before it wrote', 'for update'],
    ['after it wrote', 'COMMIT'],
  ])('and %s leaves that to the worker, once', async (_, at) => {
    const end = await killWhenDone('api', { after: 'for update', at });

    expect(end).toEqual(undisturbed);
  });
});

describe('an api killed between an order and its answer', () => {
  it('has made one run, which the repeated order finds', async () => {
    const { send, ordered } = await createOrderBench(system);
    const stored = wires.api.hold({ after: 'insert-interview', at: 'insert-interview' });
    const lost = send();
    await stored;
    const [made] = await eventually(ordered, (ids) => ids.length === 1);
    await system.kill('api', 'SIGKILL');
    wires.api.cut();
    expect(await lost).toBeNull();
    await start('api');

    expect(await Promise.all([send(), send(), send()])).toEqual([made, made, made]);
    expect(await ordered()).toEqual([made]);
  });
});

describe('a hook whose api is killed between its row and its answer, and whose worker between its interview and its end', () => {
  it('is not lost, and has made one interview', async () => {
    const { send, hooks, runs, endClaim } = await createHookSender(system);
    const stored = wires.api.hold({ after: 'keep_hook', at: 'keep_hook' });
    const placed = wires.worker.hold({ after: 'insert-interview', at: 'insert-interview' });
    const unanswered = send();
    await stored;
    await eventually(hooks, (rows) => rows.length === 1);
    await system.kill('api', 'SIGKILL');
    wires.api.cut();
    expect(await unanswered).toBeNull();
    await endClaim();

    await placed;
    await system.kill('worker', 'SIGKILL');
    wires.worker.cut();
    expect([await runs(), await hooks()]).toMatchObject([[expect.any(String)], [{ status: 'received' }]]);
    await start('worker');
    await start('api');
    expect(await send()).toBe(200);

    const done = await eventually(hooks, ([hook]) => hook?.status !== 'received', { timeoutMs: 60_000 });
    expect(done).toMatchObject([{ status: 'done', outcome: 'interview_placed' }]);
    expect(await runs()).toHaveLength(1);
  }, 120_000);

  it('nor is one whose api is killed at its turn beside the answer, between its interview and its end', async () => {
    const { send, hooks, runs, endClaim } = await createHookSender(system);
    const placed = wires.api.hold({ after: 'insert-interview', at: 'insert-interview' });
    expect(await send()).toBe(200);
    await placed;
    await system.kill('api', 'SIGKILL');
    wires.api.cut();
    expect([await runs(), await hooks()]).toMatchObject([[expect.any(String)], [{ status: 'received' }]]);
    await endClaim();

    const done = await eventually(hooks, ([hook]) => hook?.status !== 'received', { timeoutMs: 60_000 });
    expect(done).toMatchObject([{ status: 'done', outcome: 'interview_placed' }]);
    expect(await runs()).toHaveLength(1);
    await start('api');
  }, 120_000);
});
