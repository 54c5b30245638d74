import { afterAll, describe, expect, it } from 'vitest';
import { startOpenAiServer } from '../fakes/openai-server.ts';
import { startHearingServer } from '../fakes/speech-server.ts';
import { eventually } from '../harness/eventually.ts';
import { createNativeClient, interviewsPath, pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { canariesIn, canary } from './canaries.ts';
import { readDatabase, readObjects, readOutput, readTemporal, type Place } from './places.ts';
import { plantEverywhere } from './plant.ts';

const recogniser = await startHearingServer();
afterAll(recogniser.close);
const system = await useSystem({ ownServers: true, env: () => Promise.resolve({ PARLEY_STT_URL: recogniser.url }) });
const model = await startOpenAiServer();
afterAll(model.close);

/** A provider that quotes what it was sent in its refusal. */
const failWithQuotes = async (): Promise<void> => {
  const { call, read } = createNativeClient({ baseUrl: system.apiUrl, apiKey: system.tenant.apiKeys.integration });
  const refusal = { kind: 'body', status: 401, body: `{"error":{"message":"${canary('provider')}"}}` } as const;
  model.script(...Array.from({ length: 10 }, () => refusal));
  await system.kill('worker', 'SIGTERM');
  await system.start('worker', {
    PARLEY_ENGINE: 'openai-compatible',
    PARLEY_MODEL_URL: `${model.url}/v1`,
    PARLEY_MODEL_KEY: 'k',
    PARLEY_MODEL_NAME: 'm',
  });
  const request = { position: 'Cook', level: 'MID', qualifications: [`Cooks ${canary('failed')}`, 'Bakes', 'Roasts'] };
  const { body } = await call<{ runId: string }>('POST', interviewsPath, { body: request });
  await eventually(
    () => read(body.runId),
    ({ attention }) => attention !== null,
  );
};

const refused = await plantEverywhere(system, recogniser);
await failWithQuotes();

const found = (places: Place[]): Record<string, string[]> =>
  Object.fromEntries(
    places.map(({ name, text }) => [name, canariesIn(text)] as const).filter(([, names]) => names.length > 0),
  );

const all = (places: Place[]): string => places.map(({ text }) => text).join('\n');

describe('what people write', () => {
  it('is in no history, search attribute or memo of any workflow', async () => {
    const runs = ((await system.db('interviews')) as unknown[]).length;
    const places = await eventually(
      () => readTemporal(system),
      (read) => read.filter(({ name }) => name.startsWith('history of interview-')).length >= runs,
    );

    expect(found(places)).toEqual({});
  });

  it('is in no line that api and worker print, however talkative, and in no metric', async () => {
    expect(found(await readOutput(system))).toEqual({});
  });

  it('cannot be read in the database, where it is about a person', async () => {
    const shown =
      /^(create|info|rejected|optout|withdraw|judged|consent|order)(ref|external|position|qualification|description|company|callback)$|^(solid|ashby|workable|aria)(identity|description|skill|prompt|stepprompt|callback)$|^failed$|^clientturn$|^connection(name|config)$|^template(name|external|description|position|qualification|job|feedback)$/;

    const read = found(await readDatabase(system.db));

    const readable = Object.entries(read).flatMap(([place, names]) =>
      names.filter((name) => !shown.test(name)).map((name) => `${place}: ${name}`),
    );
    expect(readable).toEqual([]);
  });

  it('is in no object of the store as it lies there, and in no address of one', () => {
    const objects = readObjects(system);

    expect(objects.length).toBeGreaterThan(0);
    expect(found(objects)).toEqual({});
  });

  it('was refused where it was wrong, with no failure of ours', () => {
    expect(refused.filter((status) => status >= 500)).toEqual([]);
    expect(refused.filter((status) => status < 300)).toHaveLength(1);
  });
});

const entriesOf = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{"level":'))
    .map((line): Record<string, unknown> => JSON.parse(line));

describe('the log', () => {
  const logOf = async (): Promise<Record<string, unknown>[]> =>
    (await readOutput(system)).slice(0, 2).flatMap(({ text }) => entriesOf(text));

  it('has one line for each fact of each interview, whoever wrote it', async () => {
    const facts: { run_id: string; seq: string; type: string; from_state: string; to_state: string }[] =
      await system.db('transitions');
    const written = facts.map((fact) => [fact.run_id, fact.seq, fact.type, fact.from_state, fact.to_state].join(' '));
    const told = await eventually(
      async () =>
        (await logOf())
          .filter(({ event }) => event === 'interview.changed')
          .map(({ runId, seq, fact, from, to }) => [runId, seq, fact, from, to].join(' ')),
      ({ length }) => length >= written.length,
    );

    expect(told.toSorted()).toEqual(written.toSorted());
  });

  it('names the interview on every line about one, also of what was refused at the door', async () => {
    const { run_id: runId } = (await system.db('interviews').first()) as { run_id: string };
    expect((await fetch(`${system.apiUrl}${pathOf(runId)}`)).status).toBe(401);
    await eventually(logOf, (lines) => lines.some(({ status }) => status === 401));
    const about = (await logOf()).filter(
      ({ route, event, workflowType, activityType, status, level }) =>
        Number(level) >= 30 &&
        (event === 'model.call_failed' ||
          workflowType === 'interview' ||
          activityType === 'draftPlan' ||
          (event === 'http.request' &&
            ![400, 404].includes(Number(status)) &&
            String(route).includes('/interviews/:runId'))),
    );

    expect(about.length).toBeGreaterThan(10);
    expect(about.filter(({ runId }) => typeof runId !== 'string')).toEqual([]);
  });

  it('tells a failed call of a model once, with its reason and without a stack', async () => {
    const failures = (await logOf()).filter(
      ({ level, event, activityType }) =>
        Number(level) >= 40 && event !== 'interview.changed' && activityType === 'draftPlan',
    );

    expect(failures.length).toBeGreaterThan(0);
    expect(new Set(failures.map(({ event }) => event))).toEqual(new Set(['model.call_failed']));
    expect(failures[0]).toMatchObject({ code: 'model.misconfigured', target: 'model', attempt: 1, status: 401 });
    expect(JSON.stringify(failures)).not.toContain('stack');
  });
});

describe('the search', () => {
  it('reads what it says it reads', async () => {
    const [output, temporal] = [await readOutput(system), all(await readTemporal(system))];
    const [apiLog, workerLog, apiMetrics, workerMetrics] = output.map(({ text }) => text);
    const { run_id: runId } = (await system.db('interviews').first()) as { run_id: string };

    expect(apiLog).toContain(system.tenant.tenantId);
    expect(workerLog).toContain(system.taskQueue);
    expect(workerLog).toContain('model.misconfigured');
    expect(apiMetrics).toContain('/interviews/:runId');
    expect(workerMetrics).toContain('# TYPE');
    for (const text of [runId, 'ParleyState', system.tenant.tenantId, 'planReady', 'reference_check'])
      expect(temporal).toContain(text);
  });

  it('finds a canary that does leak, in a history, in a column and in bytes', async () => {
    const workflowId = 'leak';
    await system.temporal.workflow.start('leak', {
      workflowId,
      taskQueue: 'nobody',
      args: [{ deep: [canary('history')] }],
      memo: { note: canary('memo') },
    });
    await system.owner.raw('create table leaks (id int, text text, bytes bytea, json jsonb)');
    await system.owner('leaks').insert({
      id: 1,
      text: canary('text').toUpperCase(),
      bytes: Buffer.from(canary('bytes')),
      json: JSON.stringify({ x: canary('json') }),
    });

    const temporal = await eventually(
      async () => found(await readTemporal(system)),
      (read) => Object.keys(read).length >= 2,
    );
    const database = found(await readDatabase(system.owner));

    expect(temporal['history of leak']).toEqual(expect.arrayContaining(['history', 'memo']));
    expect(temporal['description of leak']).toEqual(['memo']);
    expect(database['table leaks']?.toSorted()).toEqual(['bytes', 'json', 'text']);
    expect(database['table interviews']).toEqual(expect.arrayContaining(['inforef', 'createexternal']));
    await system.temporal.workflow.getHandle(workflowId).terminate();
  });
});
