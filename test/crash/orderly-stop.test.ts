import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';

// No grace would end within a test: whoever waits for it is found out.
const system = await useSystem({ env: () => Promise.resolve({ PARLEY_SHUTDOWN_GRACE_MS: '600000' }) });
const { call, insist, read, until } = createNativeClient({
  baseUrl: system.apiUrl,
  apiKey: system.tenant.apiKeys.integration,
});

const create = async (): Promise<string> =>
  (await insist<{ runId: string }>('POST', interviewsPath, engineerRequest)).runId;

/** Statements of one of our processes that wait for somebody else's lock. */
const waitingStatements = async (application: string): Promise<number> =>
  (
    (await system
      .db('pg_stat_activity')
      .where({ application_name: application, wait_event_type: 'Lock' })
      .andWhereRaw('datname = current_database()')) as unknown[]
  ).length;

/** Runs `work` while nobody else can write to `table`, so that it is caught in the middle. */
const whileLocked = async (table: string, work: () => Promise<void>): Promise<void> => {
  await system.db.transaction(async (trx) => {
    await trx.raw(`lock table ${table} in exclusive mode`);
    await work();
  });
};

describe('an api that is asked to stop', () => {
  it('answers every request it has taken, and goes with code 0', async () => {
    const runId = await create();
    const { seq } = await until(runId, 'PENDING');
    const polls = [1, 2, 3].map(() => call('GET', pathOf(runId, `?wait=20&afterSeq=${seq}`)));
    const creations: Promise<{ status: number; body: Record<string, unknown> }>[] = [];
    let ended: Promise<number | null> = Promise.resolve(null);

    await whileLocked('interviews', async () => {
      for (let index = 0; index < 5; index += 1)
        creations.push(call('POST', interviewsPath, { body: engineerRequest }));
      await eventually(
        () => waitingStatements('parley-api'),
        (count) => count >= creations.length,
      );
      ended = system.programs.api.kill('SIGTERM');
      const refused = () =>
        fetch(`${system.apiUrl}/healthz`).then(
          () => false,
          () => true,
        );
      await eventually(refused, Boolean);
    });

    const created = await Promise.all(creations);
    expect(created.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect((await Promise.all(polls)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await ended).toBe(0);
    await system.start('api');
    for (const { body } of created) await until(String(body['runId']), 'PENDING');
  }, 60_000);
});

describe('a worker that is asked to stop', () => {
  it('finishes what it has begun, leaves no sign of life behind, and the next one goes on', async () => {
    let runId = '';
    let ended: Promise<number | null> = Promise.resolve(null);

    await whileLocked('plans', async () => {
      runId = await create();
      await eventually(
        () => waitingStatements('parley-worker'),
        (count) => count >= 1,
      );
      ended = system.programs.worker.kill('SIGTERM');
    });

    expect(await ended).toBe(0);
    expect(await system.db('worker_heartbeats')).toEqual([]);
    expect(system.programs.worker.output()).toContain('worker.stopped');
    await system.start('worker');
    const { timeline } = await until(runId, 'PENDING');
    expect(timeline.map(({ type }) => type)).toEqual(['received', 'validated', 'planReady']);
    expect(await system.db('plans').where({ run_id: runId })).toHaveLength(1);
    expect(await insist('POST', pathOf(runId, '/plan/approve'))).toMatchObject({ state: 'APPROVED' });
    expect((await read(runId)).state).toBe('APPROVED');
  });
});
