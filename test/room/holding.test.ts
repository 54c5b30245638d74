import { describe, expect, test } from 'vitest';
import { readTranscript } from '../../infra/db/room/turn-store.ts';
import { useDatabase } from '../harness/database.ts';
import { createRoomWorld, openDevice, startDevice } from './room-world.ts';

const { db } = await useDatabase();
const world = createRoomWorld({ db });
const { room, time } = world;

const clockOf = (runId: string) => db('room_clocks').where({ run_id: runId }).first();
const answer = { clientTurnId: 'c-1', turn: 1, text: 'I built a billing service.' };

describe('choices', () => {
  test('are kept member by member, before the consent and after the end, and say the page’s language', async () => {
    const { token } = await world.approve({ personal: { accommodations: { timeFactor: 2, pauseTolerance: 'long' } } });
    const { visit, view } = await openDevice(world, token);
    expect(view.choices).toEqual({ language: 'en', way: null, pauseTolerance: 'long' });
    expect(view.options).toMatchObject({ modes: ['text'], sessionMode: null, timeFactor: 2, pauseTolerance: 'long' });
    await room.choose(visit(), { language: 'de' });
    const chosen = await room.choose(visit(), { pauseTolerance: 'button', way: 'typed' });
    expect(chosen.choices).toEqual({ language: 'de', way: 'typed', pauseTolerance: 'button' });
    expect(chosen).toMatchObject({ language: 'de', languages: ['en', 'de', 'fr', 'es'], interview: { locale: 'en' } });
    await room.giveConsent(visit(), { noticeHash: chosen.notice.hash, accepted: true });
    await room.start(visit(), { mode: 'text' });
    await room.finish(visit());
    const after = await room.choose(visit(), { language: 'fr' });
    expect(after).toMatchObject({ state: 'COMPLETED', choices: { language: 'fr', way: 'typed' } });
  });

  test('bring the notice in the page’s language; consent is given to whichever was read, and kept as it was shown', async () => {
    const { token, runId } = await world.approve();
    const { visit, view } = await openDevice(world, token);
    const german = await room.choose(visit(), { language: 'de' });
    expect(german.notice.hash).not.toBe(view.notice.hash);
    expect(german.notice.text).toContain('KI-System');
    expect(german.withdrawal?.text).toContain('Wenn Sie dem Hinweis nicht zustimmen');
    expect(german.erasure.text).toContain('Ada & Co');
    const changed = await room
      .giveConsent(visit(), { noticeHash: 'other', accepted: true })
      .catch((error: unknown) => error);
    expect(changed).toMatchObject({ code: 'room.notice_changed', extra: { notice: german.notice } });
    await room.giveConsent(visit(), { noticeHash: german.notice.hash, accepted: true });
    expect(await db('consents').where({ run_id: runId })).toMatchObject([
      { notice_hash: german.notice.hash, notice_text: german.notice.text, locale: 'de' },
    ]);
    // Another language of the page later leaves the consent as it is.
    await room.choose(visit(), { language: 'es' });
    await room.start(visit(), { mode: 'text' });
    await room.finish(visit());
    expect((await room.readSession(visit())).receipt).toMatchObject({
      consentHash: german.notice.hash,
      consentLanguage: 'de',
    });
  });

  test('count as a sign of life, like drafts', async () => {
    const { token } = await world.approve();
    const { visit } = await startDevice(world, token);
    for (const call of [
      () => room.choose(visit(), { way: 'typed' }),
      () => room.saveDraft(visit(), { turn: 1, text: 'I' }),
    ]) {
      time.advance(9_000);
      await call();
    }
    expect((await room.ping(visit())).timeLeftMs).toBe(300_000 - 18_000);
  });
});

describe('a draft', () => {
  test('comes back on another device, sealed at rest, the last write as it is', async () => {
    const { token, runId } = await world.approve();
    const first = await startDevice(world, token, 'phone');
    await room.saveDraft(first.visit(), { turn: 1, text: 'I bui' });
    time.advance(1_000);
    const { draft } = await room.saveDraft(first.visit(), { turn: 1, text: 'I built a thing.' });
    const { view } = await openDevice(world, token, 'laptop');
    expect(view.draft).toEqual(draft);
    expect(draft).toMatchObject({ turn: 1, text: 'I built a thing.', savedAt: new Date(time.now()).toISOString() });
    const row = await clockOf(runId);
    expect(Buffer.from(row.draft_sealed).toString('latin1')).not.toContain('thing');
    await room.saveDraft(first.visit(), { turn: 1, text: '' });
    expect((await room.readSession(first.visit())).draft).toBeNull();
    expect((await clockOf(runId)).draft_sealed).toBeNull();
  });

  test('is for the open turn alone, and gone with its answer; the transcript never has it', async () => {
    const { token, tenantId, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    const late = { turn: 1, text: 'A draft.' };
    await room.saveDraft(visit(), late);
    await room.answer(visit(), answer);
    expect(await clockOf(runId)).toMatchObject({ draft_turn: null, draft_sealed: null });
    for (const turn of [1, 3])
      await expect(room.saveDraft(visit(), { ...late, turn })).rejects.toMatchObject({ code: 'room.turn_mismatch' });
    expect((await room.readSession(visit())).draft).toBeNull();
    await room.saveDraft(visit(), { turn: 2, text: 'Not sent.' });
    expect(JSON.stringify(await readTranscript(db, world.sealer)({ tenantId, runId }))).not.toMatch(/draft|Not sent/);
  });

  test('ends with the conversation, by its end, by a withdrawal, and before the start there is none', async () => {
    const ends = [
      (visit: Visiting) => room.finish(visit()),
      (visit: Visiting) => room.giveConsent(visit(), { noticeHash: 'any', accepted: false }),
      (visit: Visiting) => room.withdraw(visit(), {}),
    ];
    for (const end of ends) {
      const { token, runId } = await world.approve();
      const early = await openDevice(world, token);
      await expect(room.saveDraft(early.visit(), { turn: 1, text: 'x' })).rejects.toMatchObject({
        code: 'room.not_started',
      });
      const { visit } = await startDevice(world, token);
      await room.saveDraft(visit(), { turn: 1, text: 'A draft.' });
      await end(visit);
      expect(await clockOf(runId)).toMatchObject({ draft_sealed: null });
      await expect(room.saveDraft(visit(), { turn: 1, text: 'x' })).rejects.toMatchObject({ code: 'room.frozen' });
    }
  });

  test('takes one read and one write, like a ping', async () => {
    const { token } = await world.approve();
    const { visit } = await startDevice(world, token);
    const statements: string[] = [];
    const listen = ({ sql }: { sql: string }): void => void statements.push(sql.trim().split(/\s+/)[0] ?? '');
    db.on('query', listen);
    await room.saveDraft(visit(), { turn: 1, text: 'x' });
    await room.ping(visit());
    db.removeListener('query', listen);
    expect(statements).toEqual(['select', 'update', 'select', 'update']);
  });
});

type Visiting = Awaited<ReturnType<typeof openDevice>>['visit'];

describe('later', () => {
  test('pauses, says until when, and is told once until the conversation goes on', async () => {
    const { token, runId } = await world.approve({ policy: { sessionWindowMs: 3_600_000 } });
    const { visit } = await startDevice(world, token);
    const until = new Date(time.now() + 3_600_000).toISOString();
    const told = () => db('events').where({ run_id: runId, type: 'interview.put_off' }).orderBy('position');
    time.advance(5_000);
    expect(await room.later(visit())).toEqual({ timeLeftMs: 295_000, paused: true, resumableUntil: until });
    await room.later(visit());
    await room.ping(visit());
    expect(await told()).toMatchObject([{ state: 'IN_PROGRESS', data: { resumableUntil: until } }]);
    expect(await room.readSession(visit())).toMatchObject({ options: { paused: true }, resumableUntil: until });
    await room.resume(visit());
    time.advance(1_000);
    await room.later(visit());
    expect(await told()).toHaveLength(2);
    await room.start(visit(), { mode: 'text' });
    await room.later(visit());
    expect(await told()).toHaveLength(3);
  });

  test('twenty at once are told once', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    await Promise.all(Array.from({ length: 20 }, () => room.later(visit())));
    expect(await db('events').where({ run_id: runId, type: 'interview.put_off' })).toHaveLength(1);
  });
});

describe('two windows', () => {
  test('the later one takes over, the first is told and may take it back; nothing is lost', async () => {
    const { token } = await world.approve();
    const phone = await startDevice(world, token, 'phone');
    await room.saveDraft(phone.visit(), { turn: 1, text: 'From the phone' });
    const laptop = await openDevice(world, token, 'laptop');
    expect(laptop.view).toMatchObject({ client: 'elsewhere', draft: { text: 'From the phone' } });
    const refused = { code: 'room.taken_over', status: 409 };
    await expect(room.ping(laptop.visit())).rejects.toMatchObject(refused);
    expect((await room.start(laptop.visit(), { mode: 'text' })).question).toMatchObject({ turn: 1 });
    for (const call of [
      () => room.answer(phone.visit(), answer),
      () => room.saveDraft(phone.visit(), { turn: 1, text: 'x' }),
      () => room.pause(phone.visit()),
      () => room.resume(phone.visit()),
      () => room.ping(phone.visit()),
      () => room.later(phone.visit()),
      () => room.finish(phone.visit()),
    ])
      await expect(call()).rejects.toMatchObject(refused);
    expect(await room.readSession(phone.visit())).toMatchObject({ client: 'elsewhere', turn: 1 });
    expect(await room.takeOver(phone.visit())).toMatchObject({ client: 'active', draft: { text: 'From the phone' } });
    expect(await room.answer(phone.visit(), answer)).toMatchObject({ turn: 1, next: { turn: 2 } });
    await expect(room.ping(laptop.visit())).rejects.toMatchObject(refused);
    // Sent again by whoever has it now, or by who sent it: the same answer.
    await room.takeOver(laptop.visit());
    expect(await room.answer(laptop.visit(), answer)).toMatchObject({ turn: 1, next: { turn: 2 } });
    expect(await room.answer(phone.visit(), answer)).toMatchObject({ turn: 1, next: { turn: 2 } });
  });

  test('who does not say which window it is goes on as before', async () => {
    const { token } = await world.approve();
    await startDevice(world, token, 'phone');
    const script = await openDevice(world, token);
    expect(script.view.client).toBe('active');
    expect(await room.answer(script.visit(), answer)).toMatchObject({ next: { turn: 2 } });
  });

  test('of several that take over at once exactly one holds it', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { token, runId } = await world.approve();
      await startDevice(world, token, 'first');
      const devices = await Promise.all(['a', 'b', 'c'].map((name) => openDevice(world, token, name)));
      await Promise.all(devices.map(({ visit }) => room.takeOver(visit())));
      const answers = devices.map(({ visit }, index) =>
        room.answer(visit(), { ...answer, clientTurnId: `c-${index}` }).then(
          () => 'stored',
          (error: unknown) => (error as { code: string }).code,
        ),
      );
      expect((await Promise.all(answers)).toSorted()).toEqual(['room.taken_over', 'room.taken_over', 'stored']);
      expect(await db('turns').where({ run_id: runId }).whereNotNull('answered_at')).toHaveLength(1);
    }
  });

  test('an answer that is on its way while another takes over is stored before it or refused', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { token, runId } = await world.approve();
      const phone = await startDevice(world, token, 'phone');
      const laptop = await openDevice(world, token, 'laptop');
      const [sent] = await Promise.all([
        room.answer(phone.visit(), answer).then(
          () => 'stored',
          (error: unknown) => (error as { code: string }).code,
        ),
        room.takeOver(laptop.visit()),
      ]);
      const rows = await db('turns').where({ run_id: runId }).whereNotNull('answered_at');
      expect([sent, rows.length]).toEqual(rows.length === 1 ? ['stored', 1] : ['room.taken_over', 0]);
      expect(await room.answer(laptop.visit(), answer)).toMatchObject({ next: { turn: 2 } });
    }
  });
});
