import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Command } from '../../domain/lifecycle/commands.ts';
import type { Actor } from '../../domain/lifecycle/facts.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSealer } from '../../infra/seal/sealer.ts';
import { openTemporalConnection } from '../../infra/temporal/connection.ts';
import { createTemporalEngine } from '../../infra/temporal/engine.ts';
import { temporalHealth } from '../../infra/temporal/health.ts';
import { storeRun } from '../harness/interview-run.ts';
import { useOwnTemporal } from '../harness/temporal.ts';
import { useWorkflowBench } from '../harness/workflow-bench.ts';

const temporal = useOwnTemporal();
const { server, taskQueue } = await temporal;
const bench = await useWorkflowBench({ temporal });
const connection = openTemporalConnection({ address: server.address, env: {} });
afterAll(() => connection.close());
const engine = createTemporalEngine({ connection, namespace: 'default', taskQueue, searchAttributes: true });
const sealer = createSealer({ keys: createKeyStore(bench.db), masterKey: randomBytes(32), now: Date.now });

const actor: Actor = { kind: 'integrator', id: 'key_1' };
const pending = async (): Promise<string> => {
  const { runId } = await bench.begin();
  await bench.untilState(runId, 'PENDING');
  return runId;
};
const send = async (runId: string, command: Command, updateId: string = randomUUID()) => {
  const answer = await engine.sendCommand({ runId, command, actor, updateId });
  if ('facts' in answer) throw new Error('nothing was to be carried');
  return answer;
};
const cancel: Command = { name: 'cancel', args: {} };
const typesOf = async (runId: string): Promise<string[]> => (await bench.timeline(runId)).map(({ type }) => type);

describe('starting a run', () => {
  it('twice, at once and after its end, is once', async () => {
    const input = await storeRun(bench.db, sealer);
    await Promise.all([engine.startInterview(input), engine.startInterview(input)]);
    await bench.untilState(input.runId, 'PENDING');
    await send(input.runId, cancel);
    await bench.handleOf(input.runId).result();
    await engine.startInterview(input);

    expect((await bench.handleOf(input.runId).describe()).status.name).toBe('COMPLETED');
    expect(await typesOf(input.runId)).toEqual(['received', 'validated', 'planReady', 'cancelled']);
  });

  it('operators can filter by tenant and state', async () => {
    const input = await storeRun(bench.db, sealer);
    await engine.startInterview(input);
    const { typedSearchAttributes } = await bench.handleOf(input.runId).describe();

    expect(Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]))).toMatchObject(
      {
        ParleyTenant: 'tenant_test',
        ParleyState: expect.any(String) as string,
      },
    );
  });
});

describe('sending a command', () => {
  it('answers once the row shows its effect, and names the actor', async () => {
    const runId = await pending();
    const result = await send(runId, { name: 'approvePlan', args: { planRevision: 1 } });

    expect(result).toMatchObject({ state: 'APPROVED', planRevision: 1 });
    expect(await bench.row(runId)).toMatchObject({ state: 'APPROVED', seq: result.seq });
    expect((await bench.timeline(runId)).at(-1)).toMatchObject({ type: 'planApproved', actor_kind: 'integrator' });
  });

  it('a refusal keeps its code and what is allowed instead', async () => {
    const runId = await pending();

    await expect(send(runId, { name: 'rescore', args: {} })).rejects.toMatchObject({
      code: 'interview.invalid_transition',
      extra: { currentState: 'PENDING', allowedCommands: expect.arrayContaining(['approvePlan']) as string[] },
    });
    await expect(send(runId, { name: 'approvePlan', args: { planRevision: 9 } })).rejects.toMatchObject({
      code: 'interview.stale_revision',
    });
  });

  it('the same update id is applied once and answered alike, also after the run has ended', async () => {
    const runId = await pending();
    const updateId = randomUUID();
    const first = await send(runId, cancel, updateId);
    await bench.handleOf(runId).result();
    const again = await send(runId, cancel, updateId);

    expect(again).toEqual(first);
    expect((await typesOf(runId)).filter((type) => type === 'cancelled')).toHaveLength(1);
  });

  it('another one for a run that has ended, or that never was, is not found', async () => {
    const runId = await pending();
    await send(runId, cancel);
    await bench.handleOf(runId).result();

    await expect(send(runId, cancel)).rejects.toMatchObject({ code: 'interview.not_found' });
    await expect(send('run_never', cancel)).rejects.toMatchObject({ code: 'interview.not_found' });
  });

  it('a run with too many commands in flight says so instead of hiding it behind retries', async () => {
    const runId = await pending();
    await bench.stopWorker();
    const answers = Promise.allSettled(
      Array.from({ length: 14 }, () => send(runId, { name: 'schedule', args: { scheduledAt: Date.now() + 1 } })),
    );
    await bench.startWorker();
    const codes = (await answers).map((answer) =>
      answer.status === 'rejected' ? (answer.reason as { code: string }).code : 'ok',
    );

    expect(codes).toContain('interview.too_many_commands');
  });
});

describe('trouble on the way', () => {
  it('without a worker the outcome is unknown, and a repeat applies the command once', async () => {
    const runId = await pending();
    await bench.stopWorker();
    const updateId = randomUUID();
    await expect(send(runId, cancel, updateId)).rejects.toMatchObject({
      code: 'interview.unknown_outcome',
      retryAfterSeconds: 2,
    });
    await bench.startWorker();

    expect(await send(runId, cancel, updateId)).toMatchObject({ state: 'CANCELLED' });
    expect((await typesOf(runId)).filter((type) => type === 'cancelled')).toHaveLength(1);
  });

  it('a server that is gone is named as such within two seconds, and used again when it is back', async () => {
    const runId = await pending();
    const input = await storeRun(bench.db, sealer);
    await server.kill('SIGKILL');
    const startedAt = Date.now();
    const [command, start, health] = await Promise.allSettled([
      send(runId, cancel),
      engine.startInterview(input),
      temporalHealth(connection),
    ]);
    const tookMs = Date.now() - startedAt;
    await server.start();

    expect(command).toMatchObject({
      status: 'rejected',
      reason: { code: expect.stringMatching(/^(engine.unavailable|interview.unknown_outcome)$/) as string },
    });
    expect(start).toMatchObject({ status: 'rejected', reason: { code: 'engine.unavailable' } });
    expect(health).toMatchObject({ value: 'down' });
    expect(tookMs).toBeLessThan(3_000);
    await expect.poll(() => temporalHealth(connection), { timeout: 10_000 }).toBe('up');
    await expect
      .poll(
        () =>
          send(runId, cancel).then(
            ({ state }) => state,
            (error: unknown) => (error as { code: string }).code,
          ),
        { timeout: 20_000 },
      )
      .toMatch(/CANCELLED|interview.not_found/);
  });
});
