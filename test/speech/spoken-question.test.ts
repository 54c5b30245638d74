// Questions read aloud: what may be kept is spoken once, nothing of one person is kept, and no trouble stops the conversation.
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { roomRoutes } from '../../api/routes/room/routes.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { roomCookieName } from '../../domain/room/cookie.ts';
import { createRoom } from '../../usecases/room/room.ts';
import { startApi } from '../api/start-api.ts';
import { keysOf } from '../contract/objects.contract.ts';
import { startVoiceServer } from '../fakes/speech-server.ts';
import { useDatabase } from '../harness/database.ts';
import { examplePlan } from '../room/plan.ts';
import { createRoomWorld, publicUrl, startDevice } from '../room/room-world.ts';

const voice = await startVoiceServer();
afterAll(() => voice.close());
const { db } = await useDatabase();
const env = { PARLEY_TTS_URL: voice.url, PARLEY_TTS_VOICE: 'en=amy,de=thorsten', PARLEY_TTS_TIMEOUT_MS: '1000' };
const world = createRoomWorld({ db, env: { ...env, PARLEY_TTS_PRICE: '15' } });
const { objects, objectStore } = world.process;
const serve = (room = world.room) => {
  const cookieName = roomCookieName(publicUrl);
  return startApi(db, roomRoutes({ room, clock: world.time, faults: world.deps.faults, cookieName }), {
    publicUrl,
    rooms: world.rooms,
  });
};
const api = await serve();

type Change = { plan?: Partial<Plan>; dictated?: boolean; locale?: string; name?: string };

/** A candidate at the first question. */
const candidate = async (tenantId?: string, { plan, dictated = false, locale = 'en', name }: Change = {}) => {
  const run = await world.approve({
    ...(tenantId !== undefined && { tenantId }),
    ...(name !== undefined && { personal: { candidateName: name } }),
  });
  const { runId } = run;
  await db('plans')
    .where({ run_id: runId })
    .update({ plan: JSON.stringify({ ...examplePlan, ...plan }), dictated });
  await db('interviews').where({ run_id: runId }).update({ locale });
  const device = await startDevice(world, run.token);
  const cookie = `${roomCookieName(publicUrl)}=${device.cookie.value}`;
  const hear = async (turn = 1, url = api.url) => {
    const response = await fetch(`${url}/room/api/questions/${turn}/speech`, { headers: { cookie } });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get('content-type'), bytes };
  };
  const codeOf = async (turn?: number) => {
    const { bytes } = await hear(turn);
    return (JSON.parse(bytes.toString()) as { code: string }).code;
  };
  return { ...run, ...device, hear, codeOf };
};

const asked = (): unknown[] => voice.received.map(({ body }) => body['input']);
const [first, ...others] = examplePlan.questions;
const question = first?.text ?? '';
const withFirst = (text: string): Partial<Plan> => ({ questions: first ? [{ ...first, text }, ...others] : [] });

beforeEach(() => void (voice.received.length = 0));

describe('a question that everybody of the form is asked', () => {
  test('is spoken once for all of them, sealed where it is kept, and told by what it is', async () => {
    const ada = await candidate();
    const bob = await candidate(ada.tenantId);
    const [one, two, again] = [await ada.hear(), await bob.hear(), await ada.hear()];

    expect(one).toMatchObject({ status: 200, type: 'audio/wav' });
    expect([two, again]).toEqual([one, one]);
    expect(asked()).toEqual([question]);
    const [key = '', ...more] = await keysOf(objectStore, `speech/${ada.tenantId}/`.toLowerCase());
    expect(more).toEqual([]);
    const stored: Uint8Array[] = [];
    for await (const part of (await objectStore.read(key)) ?? []) stored.push(part);
    const sealed = Buffer.concat(stored);
    expect(sealed.subarray(0, 4).toString()).toBe('PRLY');
    for (const clear of [one.bytes.subarray(0, 40), Buffer.from('audio/wav')])
      expect(sealed.includes(clear)).toBe(false);
  });

  test.each<[string, Change]>([
    ['form', { plan: { formId: 'e'.repeat(64) } }],
    ['language', { locale: 'de' }],
    ['wording', { plan: withFirst('Which service did you build?') }],
  ])('is spoken anew for another %s', async (_case, change) => {
    const ada = await candidate();
    await ada.hear();
    await (await candidate(ada.tenantId, change)).hear();

    expect(asked()).toHaveLength(2);
    expect(await keysOf(objectStore, `speech/${ada.tenantId}/`.toLowerCase())).toHaveLength(2);
  });

  test('is another tenant’s own', async () => {
    await (await candidate()).hear();
    await (await candidate()).hear();

    expect(asked()).toHaveLength(2);
  });

  test('is one call for forty who ask at once', async () => {
    const ada = await candidate();
    const bob = await candidate(ada.tenantId);
    const heard = await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? ada : bob).hear()));

    expect(new Set(heard.map(({ status }) => status))).toEqual(new Set([200]));
    expect(asked()).toHaveLength(1);
    expect(await db('model_calls').where({ tenant_id: ada.tenantId, step: 'speak' })).toHaveLength(1);
  });

  test('a kept one that is damaged, cut or half is spoken anew, and whole again', async () => {
    const ada = await candidate();
    const whole = await ada.hear();
    const [key = ''] = await keysOf(objectStore, `speech/${ada.tenantId}/`.toLowerCase());
    for (const damage of [Buffer.alloc(0), Buffer.from('PRLY'), Buffer.alloc(2_000, 7)]) {
      await objectStore.put(key, ReadableStream.from([damage]));
      expect(await ada.hear()).toEqual(whole);
    }
    voice.received.length = 0;
    expect(await ada.hear()).toEqual(whole);
    expect(asked()).toEqual([]);
  });
});

describe('what is one person’s is never kept', () => {
  test.each<[string, Change]>([
    ['a question with the name in it', { plan: withFirst('What did you build, {name}?'), name: 'Ada' }],
    ['a recruiter’s dictated wording', { dictated: true }],
  ])('%s', async (_case, change) => {
    const ada = await candidate(undefined, change);
    expect((await ada.hear()).status).toBe(200);
    const bob = await candidate(ada.tenantId, { ...change, name: 'Bob' });
    await bob.hear();

    expect(asked()).toEqual(
      change.name === undefined ? [question, question] : ['What did you build, Ada?', 'What did you build, Bob?'],
    );
    expect(await keysOf(objectStore, `speech/${ada.tenantId}/`.toLowerCase())).toEqual([]);
  });

  test('a question in other words, and one asked once more', async () => {
    const ada = await candidate();
    await world.room.answer(ada.visit(), { clientTurnId: 'w', turn: 1, text: 'Can you repeat the question, please?' });
    expect((await ada.hear(2)).status).toBe(200);

    expect(asked()[0]).toContain('once more');
    expect(await keysOf(objectStore, `speech/${ada.tenantId}/`.toLowerCase())).toEqual([]);
  });
});

describe('the conversation goes on without it', () => {
  test.each([
    ['is down', { kind: 'body', status: 503, body: '{}' }, 503, 'speech.unavailable'],
    ['hangs', { kind: 'hang' }, 504, 'speech.timeout'],
    ['answers with a page', { kind: 'body', status: 200, body: '<html>' }, 502, 'speech.invalid_output'],
    ['refuses', { kind: 'body', status: 400, body: '{}' }, 502, 'speech.rejected'],
  ] as const)(
    'when the service %s: nothing is kept, and the next who asks may have it',
    async (_c, reply, status, code) => {
      const ada = await candidate();
      voice.script(reply, reply);
      const { status: answered } = await ada.hear();

      expect([answered, await ada.codeOf()]).toEqual([status, code]);
      expect(await keysOf(objectStore, `speech/${ada.tenantId}/`.toLowerCase())).toEqual([]);
      expect(world.deps.faults.since(ada.runId)).toBeNull();
      expect(await world.room.answer(ada.visit(), { clientTurnId: 'a', turn: 1, text: 'A ledger.' })).toMatchObject({
        next: { turn: 2 },
      });
      expect((await ada.hear()).status).toBe(200);
    },
  );

  test('when the tenant’s money is spent: it costs nothing, is not offered, and what is kept still plays', async () => {
    const ada = await candidate();
    await ada.hear();
    await db('tenants')
      .where({ id: ada.tenantId })
      .update({ caps: { modelSpendPerDay: 0.0001 } });
    const bob = await candidate(ada.tenantId, { locale: 'de' });

    expect([(await bob.hear()).status, await bob.codeOf()]).toEqual([429, 'tenant.model_budget_spent']);
    expect((await ada.hear()).status).toBe(200);
    expect((await world.room.readSession(bob.visit())).options.listen).toBe(false);
    expect(asked()).toHaveLength(1);
    expect(await db('model_calls').where({ tenant_id: ada.tenantId })).toHaveLength(1);
  });

  test('when the store is away: it is spoken each time', async () => {
    const away = () => Promise.reject(new Error('away'));
    const room = createRoom({ ...world.deps, objects: { ...objects, open: away, put: away } });
    const { url } = await serve(room);
    const ada = await candidate();

    expect([(await ada.hear(1, url)).status, (await ada.hear(1, url)).status]).toEqual([200, 200]);
    expect(asked()).toHaveLength(2);
  });

  test('in a language that has no voice', async () => {
    const ada = await candidate(undefined, { locale: 'fr' });

    expect(await ada.codeOf()).toBe('speech.not_configured');
    expect((await world.room.readSession(ada.visit())).options.listen).toBe(false);
  });
});

test('a question that was not asked yet, a cookie that is nobody’s, and an erased interview are told nothing', async () => {
  const ada = await candidate();
  for (const turn of [2, 99]) expect(await ada.codeOf(turn)).toBe('room.question_not_found');
  for (const turn of ['0', '-1', '10001', 'x', '1.5'])
    expect((await ada.hear(turn as unknown as number)).status).toBe(400);
  for (const cookie of ['', `${roomCookieName(publicUrl)}=${'a'.repeat(43)}`])
    expect((await fetch(`${api.url}/room/api/questions/1/speech`, { headers: { cookie } })).status).toBe(401);
  await db('interviews').where({ run_id: ada.runId }).update({ erased_at: new Date() });

  expect([(await ada.hear()).status, await ada.codeOf()]).toEqual([410, 'personal_data.erased']);
  expect(asked()).toEqual([]);
});
