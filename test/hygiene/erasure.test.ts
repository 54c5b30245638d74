import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../domain/plan/plan.ts';
import { joinPlan, splitPlan } from '../../domain/plan/plan-texts.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSealer } from '../../infra/seal/sealer.ts';
import { collectExamples, type OpenApiExample } from '../api/openapi-examples.ts';
import { startWebhookReceiver } from '../fakes/webhook-receiver.ts';
import { erasurePathOf, scoredRun, untilErased } from '../harness/erasure.ts';
import { eventually } from '../harness/eventually.ts';
import { createNativeClient, interviewsPath, pathOf, type Method } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { canariesIn, canary } from './canaries.ts';
import { readDatabase, readOutput, readTemporal, type Place } from './places.ts';
import { plantEverywhere } from './plant.ts';

const masterKey = randomBytes(32);
const receiver = await startWebhookReceiver();
afterAll(receiver.close);
receiver.behave(() => ({ kind: 'answer', status: 500, body: `Sorry, ${canary('webhookanswer')}` }));

const system = await useSystem({
  ownServers: true,
  env: () =>
    Promise.resolve({
      PARLEY_KEY_CACHE_SECONDS: '1',
      PARLEY_MASTER_KEY: masterKey.toString('base64'),
      PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8',
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

await plantEverywhere(system);
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

const runs: RunRow[] = await db('interviews').select('run_id');
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
  return plan.revision === 1 ? plan : (joinPlan(structure, null) as ShownPlan);
};

describe('after every interview was erased', () => {
  it('no word of or about a person is found in any table, readable or in bytes', async () => {
    // About the job, or the caller's own reference to match its records by.
    const kept =
      /^(create|info|rejected|optout|withdraw|judged|consent)(ref|external|position|qualification|description|company|callback)$/;
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

  it('no sealed value is left, and a copy kept from before cannot be opened by anyone', async () => {
    const columns: { table: string; column: string }[] = await db('information_schema.columns')
      .select({ table: 'table_name', column: 'column_name' })
      .where({ table_schema: 'public', data_type: 'bytea' })
      .whereNotIn('table_name', ['webhook_endpoints', 'run_keys']);
    const left = await Promise.all(
      columns.map(async ({ table, column }) => {
        const rows: unknown[] = await db(table).whereNotNull(column);
        return rows.length === 0 ? [] : [`${table}.${column}`];
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
  type Sent = { status: number; body: unknown };

  const send = async (
    { method, path, body, security }: OpenApiExample,
    headers: Record<string, string>,
  ): Promise<Sent> => {
    if (security.includes('roomCookie')) return visited.device.call(method === 'GET' ? 'GET' : 'POST', path, body);
    const sending = method === 'GET' ? { headers } : { body, headers };
    return call(method as Method, path.replace(/run_[0-9A-Z]{26}/, visited.runId), sending);
  };

  it('answers about an erased interview without failing and without a word of it', async () => {
    // A device's cookies are put back, so that the room is asked and not only its door.
    await db('room_cookies').insert(cookies);
    const { complete } = collectExamples(await (await fetch(`${apiUrl}/openapi.json`)).json());
    const aboutRuns = complete.filter(({ path, security }) => path.includes('run_') || security.includes('roomCookie'));
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
