import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startOpenAiServer } from '../fakes/openai-server.ts';
import { eventually } from '../harness/eventually.ts';
import { engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf, type InterviewView } from '../harness/native-client.ts';
import { useSystem, type ParleySystem } from '../harness/system.ts';

const system = await useSystem({ ownServers: true });
const { call, insist, read, until } = createNativeClient({
  baseUrl: system.apiUrl,
  apiKey: system.tenant.apiKeys.integration,
});
const model = await startOpenAiServer();
afterAll(model.close);

type Part = Parameters<ParleySystem['kill']>[0];

const missing = new Set<Part>();
const bringBack = async (part: Part, env?: Record<string, string>): Promise<void> => {
  missing.delete(part);
  await system.start(part, env);
};
afterEach(async () => {
  for (const part of missing) await bringBack(part);
});

/** Takes a part away for the rest of the test, or until it is brought back. */
const without = async (part: Part, signal: NodeJS.Signals): Promise<void> => {
  missing.add(part);
  await system.kill(part, signal);
};

const create = async (request: Record<string, unknown> = engineerRequest): Promise<string> =>
  (await insist<{ runId: string }>('POST', interviewsPath, request)).runId;
const pendingRun = async (): Promise<string> => {
  const runId = await create();
  await until(runId, 'PENDING');
  return runId;
};
const typesOf = ({ timeline }: InterviewView): string[] => timeline.map(({ type }) => type);
const readiness = async () => (await fetch(`${system.apiUrl}/readyz`)).json() as Promise<Record<string, string>>;

describe('while Temporal is down', () => {
  it('requests are taken, read and told, and their interviews begin once it is back', async () => {
    const waiting = await pendingRun();
    await without('temporal', 'SIGKILL');
    const failedBefore = system.programs.api.output().split('interview.start_failed').length;

    const created = await Promise.all(
      [1, 2, 3].map(() => call<{ runId: string }>('POST', interviewsPath, { body: engineerRequest })),
    );
    const runIds = created.map(({ body }) => body.runId);
    const command = await call('POST', pathOf(waiting, '/plan/approve'), {
      headers: { 'Idempotency-Key': randomUUID() },
    });
    await eventually(readiness, ({ status, temporal }) => status === 'ready' && temporal === 'down');
    await eventually(
      () => Promise.resolve(system.programs.api.output().split('interview.start_failed').length - failedBefore),
      (count) => count >= runIds.length,
    );
    const stored = await Promise.all(runIds.map(read));
    await bringBack('temporal');

    expect(created.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(command.status).toBe(503);
    expect(Number(command.headers.get('retry-after'))).toBeGreaterThan(0);
    for (const view of stored) expect(typesOf(view)).toEqual(['received', 'validated']);
    for (const runId of runIds)
      expect(typesOf(await until(runId, 'PENDING'))).toEqual(['received', 'validated', 'planReady']);
    expect((await system.reconcile()).started).toBe(0);
    await insist('POST', pathOf(waiting, '/plan/approve'));
    expect(typesOf(await read(waiting)).filter((type) => type === 'planApproved')).toHaveLength(1);
  });
});

describe('without any worker', () => {
  it('a command is refused before it is sent, with a time to come back', async () => {
    const [runId, probe] = [await pendingRun(), await pendingRun()];
    await without('worker', 'SIGTERM');
    // A sign of life is believed for a moment.
    await eventually(
      () => call('DELETE', pathOf(probe)),
      ({ body }) => body['code'] === 'worker.unavailable',
    );

    const refused = await call('POST', pathOf(runId, '/plan/approve'));
    const created = await call<{ runId: string }>('POST', interviewsPath, { body: engineerRequest });
    expect(refused).toMatchObject({ status: 503, body: { code: 'worker.unavailable' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(created.status).toBe(201);
    expect(await read(runId)).toMatchObject({ state: 'PENDING' });
    await bringBack('worker');

    expect((await until(created.body.runId, 'PENDING')).planRevision).toBe(1);
    expect(typesOf(await read(runId))).not.toContain('planApproved');
  });

  it('that was killed a moment ago a command may be lost sight of, but is applied once when it is repeated', async () => {
    const runId = await pendingRun();
    await without('worker', 'SIGKILL');
    const headers = { 'Idempotency-Key': randomUUID() };

    const unknown = await call('POST', pathOf(runId, '/plan/approve'), { headers });
    await bringBack('worker');
    const settled = await eventually(
      () => call('POST', pathOf(runId, '/plan/approve'), { headers }),
      ({ status }) => status !== 503 && status !== 409,
    );

    expect(unknown).toMatchObject({
      status: 503,
      body: { code: expect.stringMatching(/unknown_outcome|worker.unavailable/) as string },
    });
    expect(settled).toMatchObject({ status: 200, body: { state: 'APPROVED' } });
    expect(typesOf(await read(runId)).filter((type) => type === 'planApproved')).toHaveLength(1);
  });
});

describe('a model that refuses our credentials', () => {
  it('calls a person; the run goes on after `retry`, or ends with a follow-up by a person after `abort`', async () => {
    await without('worker', 'SIGTERM');
    const refusal = { kind: 'body', status: 401, body: '{"error":{"message":"bad key of Zoë"}}' } as const;
    model.script(...Array.from({ length: 20 }, () => refusal));
    const settings = {
      PARLEY_ENGINE: 'openai-compatible',
      PARLEY_MODEL_URL: `${model.url}/v1`,
      PARLEY_MODEL_KEY: 'k',
      PARLEY_MODEL_NAME: 'm',
    };
    await bringBack('worker', settings);
    // Another job than before: an approved plan for the same job is used again without asking the model.
    const request = { ...engineerRequest, position: 'Platform Engineer' };
    const [first, second] = [await create(request), await create(request)];
    const called = await Promise.all(
      [first, second].map((runId) =>
        eventually(
          () => read(runId),
          ({ attention }) => attention !== null,
        ),
      ),
    );
    await without('worker', 'SIGTERM');
    await bringBack('worker');

    expect(called[0]).toMatchObject({ state: 'VALIDATING_SKILLS', attention: { code: 'model.misconfigured' } });
    expect(called[0]?.allowedCommands).toEqual(expect.arrayContaining(['retry', 'abort']));
    expect(JSON.stringify(called)).not.toContain('bad key');
    expect(await insist('POST', pathOf(first, '/retry'))).toMatchObject({ state: 'VALIDATING_SKILLS' });
    expect(await until(first, 'PENDING')).toMatchObject({ attention: null, plan: { engine: 'offline' } });
    expect(await insist('POST', pathOf(second, '/abort'))).toEqual({ state: 'CANCELLED', outcome: 'FAILED' });
    expect(await read(second)).toMatchObject({ state: 'CANCELLED', outcome: 'FAILED', humanFollowUp: true });
  });
});
