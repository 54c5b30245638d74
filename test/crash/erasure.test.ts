import { afterAll, describe, expect, it } from 'vitest';
import {
  erasurePathOf,
  readErasedState,
  scoredRun,
  untilErased,
  type ErasureAnswer,
  type ScoredRun,
} from '../harness/erasure.ts';
import { eventually } from '../harness/eventually.ts';
import { createNativeClient } from '../harness/native-client.ts';
import { startReplyHolder, type HoldPoint } from '../harness/reply-holder.ts';
import { useSystem } from '../harness/system.ts';

const system = await useSystem({
  ownServers: true,
  start: ['api'],
  env: () => Promise.resolve({ PARLEY_KEY_CACHE_SECONDS: '1' }),
});
const wire = await startReplyHolder(system.databaseUrl);
afterAll(wire.close);
const startWorker = (): Promise<void> => system.start('worker', { DATABASE_URL: wire.url });
await startWorker();

/** Nothing is on its way any more: certificates count the mails, and one that was still to be written would be missing. */
const untilTold = (runId: string) =>
  eventually(
    async () => [
      ...((await system.db('events').where({ run_id: runId, relayed_at: null })) as unknown[]),
      ...((await system.db('mails').where({ run_id: runId, status: 'pending' })) as unknown[]),
    ],
    (waiting) => waiting.length === 0,
  );

/** A plan approved before would be used again, so every run has a tenant of its own. */
const newRun = async () => {
  const { apiKeys } = await system.addTenant();
  const client = createNativeClient({ baseUrl: system.apiUrl, apiKey: apiKeys.integration });
  const run = await scoredRun(client, system.apiUrl);
  await untilTold(run.runId);
  return { client, ...run };
};

type OwnRun = Awaited<ReturnType<typeof newRun>>;

const ask = ({ client, runId }: OwnRun) => client.call<ErasureAnswer>('DELETE', erasurePathOf(runId, 'all'));
const endOf = async ({ client, runId }: OwnRun) => readErasedState(system.db, runId, await untilErased(client, runId));

const undisturbedRun = await newRun();
await ask(undisturbedRun);
const undisturbed = await endOf(undisturbedRun);

let crash: Promise<void> | null = null;

/** Kills the worker at once, for all whose erasure stands at its point by now, and starts another one. */
const killWorker = (): Promise<void> => {
  crash ??= system.kill('worker', 'SIGKILL').then(() => {
    crash = null;
    wire.cut();
    return startWorker();
  });
  return crash;
};

const killWhen = async (run: OwnRun, reached: Promise<unknown>): Promise<void> => {
  expect((await ask(run)).status).toBe(202);
  await reached;
  await killWorker();
};

const points: [when: string, point: HoldPoint][] = [
  ['after the interview was cancelled', { after: '"reasonCode":"erasure"', at: 'COMMIT' }],
  ['after a key was destroyed', { after: 'update "run_keys"', at: 'update "run_keys"' }],
  ['after copies were noted as deleted', { after: 'update "erasures" set "done"', at: 'COMMIT' }],
  ['before the emptied columns were committed', { after: 'update "turns"', at: 'update "turns"' }],
  ['after the emptied columns were committed', { after: 'update "turns"', at: 'COMMIT' }],
  ['after the fact was written', { after: 'interview.candidate_data_erased', at: 'COMMIT' }],
  ['after the certificate was stored', { after: 'parley.erasure-certificate', at: 'COMMIT' }],
];

// All of them before the first crash, each to be cut off at a point of its own.
const toBeCut = await Promise.all(points.map(async ([when, point]) => [when, point, await newRun()] as const));
const toBeCutInTheWait = await newRun();

describe('an undisturbed erasure', () => {
  it('leaves no sealed value, no key, and says so', () => {
    expect(undisturbed).toMatchObject({
      row: { state: 'CANCELLED', outcome: 'CANCELLED' },
      sealedLeft: [],
      erasures: [{ scope: 'all', state: 'certified' }],
      keys: [
        { purpose: 'assessment', gone: true, destroyed: true },
        { purpose: 'personal', gone: true, destroyed: true },
      ],
      times: { erased: true, all_erased: true, ended: true },
    });
    expect(undisturbed.timeline.slice(-2)).toMatchObject([{ type: 'cancelled' }, { type: 'erased' }]);
    expect(undisturbed.row?.['overall_score']).not.toBeNull();
  });
});

describe.concurrent('a worker killed in the middle of an erasure', () => {
  it.each(toBeCut)('%s, comes to the same end', async (_, point, run) => {
    await killWhen(run, wire.hold({ ...point, of: run.runId }));

    expect(await endOf(run)).toEqual(undisturbed);
  });

  it('while it waits for the last copy of a key to expire, comes to the same end', async () => {
    const { runId } = toBeCutInTheWait;
    const destroyed = eventually(
      () => system.db('run_keys').where({ run_id: runId }).whereNotNull('destroyed_at') as Promise<unknown[]>,
      (rows) => rows.length === 2,
    );
    await killWhen(toBeCutInTheWait, destroyed);

    expect(await endOf(toBeCutInTheWait)).toEqual(undisturbed);
  });
});

describe('an erasure', () => {
  it('asked for while the engine is away is started once it is back', async () => {
    const run = await newRun();
    await system.kill('temporal', 'SIGKILL');
    const asked = await ask(run);
    await system.start('temporal');

    expect(asked.status).toBe(202);
    await eventually(
      async () => {
        await system.reconcile().catch(() => null);
        return run.client.call<ErasureAnswer>('GET', erasurePathOf(run.runId));
      },
      ({ body }) => body.state === 'ERASED',
    );
    expect(await endOf(run)).toEqual(undisturbed);
  });

  it('of an interview whose workflow was ended by force ends it as lost', async () => {
    const run = await newRun();
    await system.temporal.workflow.getHandle(`interview-${run.runId}`).terminate('by hand');
    await ask(run);
    const end = await endOf(run);

    expect(end).toMatchObject({ row: { state: 'CANCELLED', outcome: 'FAILED' }, sealedLeft: [] });
    expect(end.timeline.slice(-2)).toMatchObject([{ type: 'workflowLost' }, { type: 'erased' }]);
  });

  it('closes the room on a candidate who is still there', async () => {
    const run: OwnRun & ScoredRun = await newRun();
    await ask(run);
    const meanwhile = await run.device.call('GET', '/room/api/session');
    await untilErased(run.client, run.runId);
    const after = await run.device.call('GET', '/room/api/session');

    expect(meanwhile).toMatchObject({ status: 410, body: { code: 'personal_data.erased' } });
    expect(after.status).toBe(401);
  });
});
