import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../domain/plan/plan.ts';
import { joinPlan, splitPlan } from '../../domain/plan/plan-texts.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSealer } from '../../infra/seal/sealer.ts';
import { collectExamples, type OpenApiExample } from '../api/openapi-examples.ts';
import { startHearingServer } from '../fakes/speech-server.ts';
import { startWebhookReceiver } from '../fakes/webhook-receiver.ts';
import { erasurePathOf, scoredRun, untilErased } from '../harness/erasure.ts';
import { eventually } from '../harness/eventually.ts';
import { createNativeClient, interviewsPath, pathOf, type Method } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { canariesIn, canary } from './canaries.ts';
import { readDatabase, readObjects, readOutput, readTemporal, type Place } from './places.ts';
import { plantEverywhere } from './plant.ts';

const masterKey = randomBytes(32);
const receiver = await startWebhookReceiver();
afterAll(receiver.close);
receiver.behave(() => ({ kind: 'answer', status: 500, body: `Sorry, ${canary('webhookanswer')}` }));

const recogniser = await startHearingServer();
afterAll(recogniser.close);

const system = await useSystem({
  ownServers: true,
  env: () =>
    Promise.resolve({
      PARLEY_KEY_CACHE_SECONDS: '1',
      PARLEY_MASTER_KEY: masterKey.toString('base64'),
      PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8',
      PARLEY_STT_URL: recogniser.url,
    }),
});
const { db, apiUrl } = system;
const apiKey = system.tenant.apiKeys.integration;
const client = createNativeClient({ baseUrl: apiUrl, apiKey });
const { call, read } = client;

type RunRow = { run_id: string };

/** One whose events go to a receiver that answers with words of its own. */
const runWithReceiver = async (): Promise<void> => {
  const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, {
    position: 'Cook',
    level: 'MID',
    qualifications: ['Cooks', 'Bakes', 'Roasts'],
    candidateName: canary('receivername'),
    candidateEmail: `${canary('receiveremail')}@example.com`,
    callbackUrl: receiver.url,
  });
  await client.until(runId, 'PENDING');
  await eventually(
    () => db('delivery_attempts').whereNotNull('answer_sealed') as Promise<unknown[]>,
    (rows) => rows.length > 0,
  );
};

await plantEverywhere(system, recogniser);
await runWithReceiver();
const visited = await scoredRun(client, apiUrl);
const cookies: Record<string, unknown>[] = await db('room_cookies').where({ run_id: visited.runId });

const sealer = createSealer({ keys: createKeyStore(db), masterKey, now: Date.now, cacheMs: 1 });
const answerRow = (await db('turns')
  .whereNotNull('answer_sealed')
  .first('tenant_id', 'run_id', 'turn', 'version', 'answer_sealed')) as {
  tenant_id: string;
  run_id: string;
  turn: number;
  version: number;
  answer_sealed: Buffer;
};
/** As somebody would who had kept a copy of the row, and holds the master key. */
const unsealKeptAnswer = (): Promise<unknown> => {
  const { tenant_id: tenantId, run_id: runId, turn, version, answer_sealed: sealed } = answerRow;
  const place = sealPlaces.answer({ tenantId, runId }, turn, version);
  return sealer.open(place, sealed);
};
const keptAnswer = await unsealKeptAnswer();

type Sent = { status: number; body: unknown };

const send = async (
  { method, path, body, security }: OpenApiExample,
  headers: Record<string, string>,
  runId = visited.runId,
): Promise<Sent> => {
  if (security.includes('roomCookie')) return visited.device.call(method === 'GET' ? 'GET' : 'POST', path, body);
  const sending = method === 'GET' ? { headers } : { body, headers };
  return call(method as Method, path.replace(/run_[0-9A-Z]{26}/, runId), sending);
};

const { complete: operations } = collectExamples(await (await fetch(`${apiUrl}/openapi.json`)).json());
const aboutRuns = operations.filter(({ path, security }) => path.includes('run_') || security.includes('roomCookie'));

/** What people wrote or were given, by canaries and by what was said in the interview that was visited. */
const wordsIn = (sent: readonly Sent[]): string[] => {
  const text = JSON.stringify(sent.map(({ body }) => body));
  const personal =
    /answer|note|sound|heard|draft|correction|appeal|name|email|profile|accommodation|dictated|targeted|question/;
  const said = ['/interview/', 'EXPLAIN ANALYZE', 'Sorry, '].filter((words) => text.includes(words));
  return [
    ...canariesIn(text).filter((name) => personal.test(name) && !/^(connection|template)name$/.test(name)),
    ...said,
  ];
};

/** Every page that a key, a candidate's device, a recruiter or the person at the machine can read. */
const readEverything = async (): Promise<Map<string, Sent[]>> => {
  const shown = new Map<string, Sent[]>();
  const add = (name: string, sent: Sent) => shown.set(name, [...(shown.get(name) ?? []), sent]);
  for (const operation of operations.filter(({ method }) => method === 'GET'))
    for (const { run_id: id } of operation.path.includes('run_') ? runs : runs.slice(0, 1))
      add(operation.operationId, await send(operation, {}, id));
  add('all events', await call('GET', '/api/v1/events?limit=200'));
  const deliveries: { id: string }[] = await db('deliveries').select('id');
  for (const { id } of deliveries) add('each delivery', await call('GET', `/api/v1/deliveries/${id}`));
  return shown;
};

const runs: RunRow[] = await db('interviews').select('run_id');
const shownBefore = await readEverything();
const recordingsOf = () => readObjects(system).filter(({ text }) => text.includes('/recordings/'));
const storedBefore = recordingsOf().length;

// Accepted, and left at that for as long as this takes: every key is there and in the API's memory.
const erasures = createErasureStore(db);
const { tenantId } = system.tenant;
const wish = { scope: 'personal', cause: 'request', actor: { kind: 'integrator', id: null }, requestId: null } as const;
for (const { run_id: runId } of runs) await erasures.request({ tenantId, runId }, wish, Date.now() + 3_600_000);
const shownMeanwhile = await readEverything();
const writtenMeanwhile: Record<string, number> = {};
const ends = ['eraseCandidateData', 'cancelInterview', 'abortInterview'];
for (const operation of aboutRuns.filter(({ method, operationId }) => method !== 'GET' && !ends.includes(operationId)))
  writtenMeanwhile[operation.operationId] = (await send(operation, {})).status;

const before = new Map(await Promise.all(runs.map(async ({ run_id: id }) => [id, await read(id)] as const)));
await Promise.all(runs.map(({ run_id: id }) => call('DELETE', erasurePathOf(id, 'all'))));
for (const { run_id: id } of runs) await untilErased(client, id);

const found = (places: Place[]): Record<string, string[]> =>
  Object.fromEntries(
    places.map(({ name, text }) => [name, canariesIn(text)] as const).filter(([, names]) => names.length > 0),
  );

type ShownPlan = NonNullable<Awaited<ReturnType<typeof read>>['plan']>;

/** Of a plan that a recruiter had changed no word is left. */
const planLeft = (plan: ShownPlan): ShownPlan => {
  const { structure } = splitPlan(plan as Plan);
  return plan.revision === 1
    ? plan
    : ({ ...joinPlan(structure, null), uncovered: [], warnings: [], minutes: plan.minutes } as unknown as ShownPlan);
};

describe('from the moment an erasure was accepted, while every key is still there', () => {
  it('no page shows a word that it showed a moment before, and the interview says why', () => {
    const showed = [...shownBefore].filter(([, sent]) => wordsIn(sent).length > 0).map(([name]) => name);
    const shows = [...shownMeanwhile].map(([name, sent]) => [name, wordsIn(sent)] as const);

    expect(showed).toEqual(
      expect.arrayContaining(['getInterview', 'readTranscript', 'downloadAuditBundle', 'all events', 'each delivery']),
    );
    expect(shows.filter(([, words]) => words.length > 0)).toEqual([]);
    const views = shownMeanwhile.get('getInterview')?.map(({ body }) => body) ?? [];
    expect(views).toHaveLength(runs.length);
    for (const view of views) expect(view).toMatchObject({ erasing: true, erasedAt: null, interviewLink: null });
  });

  it('nothing new is written about the person, and the refusal says why', () => {
    expect(Object.entries(writtenMeanwhile).filter(([, status]) => status < 400)).toEqual([]);
    expect(writtenMeanwhile).toMatchObject({
      rejectPlan: 410,
      approveAssessment: 410,
      askAboutAssessment: 410,
      rescore: 410,
      answerQuestion: 410,
      requestHelp: 410,
      placeLegalHold: 409,
    });
  });
});

describe('after every interview was erased', () => {
  it('no word of or about a person is found in any table, readable or in bytes', async () => {
    // About the job or the product that sent it, or the caller's own reference to match its records by.
    const kept =
      /^(create|info|rejected|optout|withdraw|judged|consent|order)(ref|external|position|qualification|description|company|callback)$|^(solid|ashby|workable|aria)(identity|description|skill|prompt|stepprompt|callback)$|^connection(name|config)$|^template(external|name|description|position|job|qualification|feedback)$/;
    const read = found(await readDatabase(db));

    const left = Object.entries(read).flatMap(([place, names]) =>
      names.filter((name) => !kept.test(name)).map((name) => `${place}: ${name}`),
    );
    expect(left).toEqual([]);
    expect(read['table interviews']).toEqual(expect.arrayContaining(['inforef', 'createexternal']));
  });

  it('none is found in any history, log or metric, those of the erasures included', async () => {
    const places = await eventually(
      () => readTemporal(system),
      (all) => all.filter(({ name }) => name.startsWith('history of erasure-')).length >= runs.length,
    );

    expect(found(places)).toEqual({});
    expect(found(await readOutput(system))).toEqual({});
  });

  it('no recording, piece of one or sealed answer of a candidate is left in the store', async () => {
    expect(storedBefore).toBeGreaterThan(0);
    expect(recordingsOf()).toEqual([]);
    expect(await db('recording_pieces')).toEqual([]);
  });

  it('no sealed value is left, and a copy kept from before cannot be opened by anyone', async () => {
    const columns: { table: string; column: string }[] = await db('information_schema.columns')
      .select({ table: 'table_name', column: 'column_name' })
      .where({ table_schema: 'public', data_type: 'bytea' })
      // What an ATS told of somebody who got no interview goes after seven days.
      .whereNotIn('table_name', ['webhook_endpoints', 'connections', 'template_versions', 'run_keys', 'ats_inbox']);
    const left = await Promise.all(
      columns.map(async ({ table, column }) => {
        const rows: Record<string, unknown>[] = await db(table).whereNotNull(column);
        // Answers that were about no interview, such as the one to a new connection, go with their key's time.
        const ofRuns = rows.filter((row) => row['run_id'] !== null);
        return ofRuns.length === 0 ? [] : [`${table}.${column}`];
      }),
    );
    // Keys of creations that came second have no interview and seal nothing; they are swept within two days.
    const keys: unknown[] = await db('run_keys')
      .whereNotNull('wrapped_key')
      .whereIn('run_id', db('interviews').select('run_id'));

    expect(columns.length).toBeGreaterThan(8);
    expect(left.flat()).toEqual([]);
    expect(keys).toEqual([]);
    expect(keptAnswer).toContain(canary('answer'));
    await expect(unsealKeptAnswer()).rejects.toMatchObject({ code: 'personal_data.erased' });
  });

  it('states, times, scores, positions and decisions still read', async () => {
    for (const { run_id: id } of runs) {
      const [old, now] = [before.get(id), await read(id)];
      const ended = old?.allowedCommands.length === 0;
      expect(now.erasedAt).not.toBeNull();
      expect(now.interviewLink).toBeNull();
      if (ended) expect(now).toMatchObject({ state: old.state, outcome: old.outcome, decidedAt: old.decidedAt });
      expect(now.timeline.slice(0, old?.timeline.length)).toEqual(old?.timeline);
      expect(now.plan).toEqual(old?.plan && planLeft(old.plan));
      expect(now.assessment?.overallScore).toBe(old?.assessment?.overallScore);
      const spans = (view: typeof now | undefined) =>
        view?.assessment?.competencies.flatMap(({ score, evidence }) =>
          evidence.map(({ quote: _, ...span }) => ({ score, ...span })),
        );
      expect(spans(now)).toEqual(spans(old));
    }
    const assessed = [...before.values()].filter(({ assessment }) => assessment !== null);
    expect(assessed.length).toBeGreaterThan(0);
  });
});

describe('every route of every face', () => {
  it('answers about an erased interview without failing and without a word of it', async () => {
    // A device's cookies are put back, so that the room is asked and not only its door.
    await db('room_cookies').insert(cookies);
    const statuses: Record<string, number[]> = {};
    for (const example of aboutRuns) {
      const plain = await send(example, {});
      const keyed = await send(example, { 'Idempotency-Key': `walk-${example.operationId}` });
      statuses[example.operationId] = [plain.status, keyed.status];
      for (const { body } of [plain, keyed])
        expect(canariesIn(JSON.stringify(body)).filter((name) => /answer|note|name|email|profile/.test(name))).toEqual(
          [],
        );
    }

    expect(Object.entries(statuses).filter(([, both]) => both.some((status) => status >= 500))).toEqual([]);
    expect(statuses).toMatchObject({
      getInterview: [200, 200],
      readErasure: [200, 200],
      eraseCandidateData: [200, 200],
      askAboutAssessment: [410, 410],
      readRoom: [410, 410],
      answerQuestion: [410, 410],
    });
    expect((await call('GET', pathOf(visited.runId))).status).toBe(200);
    expect(aboutRuns.length).toBeGreaterThan(20);
  });
});
