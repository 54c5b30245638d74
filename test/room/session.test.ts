import { describe, expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { VoiceProvider } from '../../domain/ports/voice.ts';
import { createEmbeddedRoom } from '../../infra/voice/embedded-room.ts';
import { hmacSha256, sha256 } from '../../infra/system.ts';
import { useDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { createRoomWorld, openDevice, pepper, startDevice } from './room-world.ts';

const { db } = await useDatabase();
const world = createRoomWorld({ db });
const { room, time, rooms } = world;
const day = 86_400_000;

describe('link and cookie', () => {
  test('an unknown token is not found, one past its end is gone', async () => {
    const { token } = await world.approve({ policy: { linkLifeMs: day } });
    await expect(room.openLink('x'.repeat(43))).rejects.toMatchObject({ code: 'room.link_invalid', status: 404 });
    time.advance(day);
    await expect(room.openLink(token)).rejects.toMatchObject({ code: 'room.link_expired', status: 410 });
  });

  test('a conversation under way can be continued from a new device after the end of the link', async () => {
    const { token } = await world.approve({ policy: { linkLifeMs: day } });
    await startDevice(world, token);
    time.advance(day + 1);
    const { view } = await openDevice(world, token);
    expect(view).toMatchObject({ state: 'IN_PROGRESS', turn: 1 });
  });

  test('every device has a cookie of its own, stored as a hash only, for the twenty newest of those that never came back', async () => {
    const { token, runId } = await world.approve();
    const cookies: string[] = [];
    for (let device = 0; device < 22; device += 1) {
      time.advance(1_000);
      cookies.push((await room.openLink(token)).cookie.value);
    }
    const stored = await db('room_cookies').where({ run_id: runId });
    expect(stored).toHaveLength(20);
    expect(JSON.stringify(stored)).not.toContain(cookies.at(-1));
    expect(await rooms.authenticate(cookies[0] ?? '')).toBeNull();
    expect(await rooms.authenticate(cookies.at(-1) ?? '')).toMatchObject({ runId });
  });

  test('opening the link again and again puts no device out that is in use; of the idle ones the longest idle goes', async () => {
    const { token, runId } = await world.approve();
    const open = async (): Promise<string> => (await room.openLink(token)).cookie.value;
    const use = async (value: string): Promise<void> => {
      const before = await noted();
      await rooms.authenticate(value);
      await eventually(noted, (now) => now > before);
    };
    const noted = async (): Promise<number> =>
      Number((await db('room_cookies').where({ run_id: runId }).max('last_used_at as at'))[0]?.['at'] ?? 0);
    const isKept = async (value: string): Promise<boolean> =>
      (await db('room_cookies').where({ hash: hmacSha256(pepper, `cookie:${value}`) })).length === 1;
    const [idle, resting, first] = [await open(), await open(), await open()];
    for (const device of [idle, resting, first]) {
      time.advance(400_000);
      await use(device);
    }
    const junk: string[] = [];
    for (let device = 0; device < 22; device += 1) {
      time.advance(100);
      junk.push(await open());
    }
    expect(await Promise.all([idle, resting, first].map(isKept))).toEqual([true, true, true]);

    // With seventeen more in use two places are left: the newest one's, and the one of who rests less long.
    time.advance(60_000);
    for (const device of junk.slice(-17)) {
      time.advance(100);
      await use(device);
    }
    await open();
    expect(await Promise.all([first, ...junk.slice(-17)].map(isKept))).not.toContain(false);
    const rows = await db('room_cookies').where({ run_id: runId });
    expect(rows).toHaveLength(20);
    expect(await Promise.all([idle, resting].map(isKept))).toEqual([false, true]);

    const last: string[] = [];
    for (let device = 0; device < 5; device += 1) {
      last.push(await open());
      time.advance(100);
      await use(last.at(-1) ?? '');
    }
    expect(await Promise.all([first, last.at(-1) ?? ''].map(isKept))).toEqual([true, true]);
  });

  test('when a cookie was last used is written once in half a minute, not with every request', async () => {
    const { token, runId } = await world.approve();
    const { cookie } = await room.openLink(token);
    const statements: string[] = [];
    const count = ({ sql }: { sql: string }): void => void (sql.startsWith('update') && statements.push(sql));
    const usedAt = async (): Promise<unknown> =>
      (await db('room_cookies').where({ run_id: runId }).first()).last_used_at;
    db.on('query', count);

    for (let request = 0; request < 30; request += 1) {
      await rooms.authenticate(cookie.value);
      if (request === 0) await eventually(usedAt, (at) => at !== null);
      time.advance(900);
    }

    db.removeListener('query', count);
    expect(statements).toHaveLength(1);
  });

  test('a cookie ends', async () => {
    const { token } = await world.approve();
    const { cookie } = await openDevice(world, token);
    time.advance(cookie.maxAgeSeconds * 1000);
    expect(await rooms.authenticate(cookie.value)).toBeNull();
    expect(await rooms.authenticate('')).toBeNull();
    expect(await rooms.authenticate('a b')).toBeNull();
  });

  test('after an erasure the link and the room are gone', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await openDevice(world, token);
    await db('interviews').where({ run_id: runId }).update({ erased_at: new Date() });
    await expect(room.openLink(token)).rejects.toMatchObject({ status: 410 });
    await expect(room.readSession(visit())).rejects.toMatchObject({ code: 'personal_data.erased' });
  });

  test('once the key is destroyed no answer can be stored or read', async () => {
    const { token, tenantId, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    await world.sealer.destroyKey({ tenantId, runId }, 'personal');
    await expect(room.answer(visit(), { clientTurnId: 'c', turn: 1, text: 'x' })).rejects.toMatchObject({
      code: 'personal_data.erased',
    });
  });
});

describe('notice and consent', () => {
  test('nothing can be started without consent to the present notice', async () => {
    const { token } = await world.approve();
    const { visit, view } = await openDevice(world, token);
    expect(view.consent).toBeNull();
    await expect(room.start(visit(), { mode: 'text' })).rejects.toMatchObject({ code: 'room.consent_required' });
    await room.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: false });
    await expect(room.start(visit(), { mode: 'text' })).rejects.toMatchObject({ code: 'room.consent_required' });
  });

  test('the record holds the exact text, its hash, language, plan revision and time', async () => {
    const { token, runId } = await world.approve();
    const { visit, view } = await openDevice(world, token);
    const given = await room.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: true });
    await room.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: true });
    const rows = await db('consents').where({ run_id: runId });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      notice_text: view.notice.text,
      notice_hash: sha256(view.notice.text),
      locale: 'en',
      accepted: true,
      plan_revision: 1,
      at: new Date(time.now()),
    });
    expect(given.consent).toEqual({
      accepted: true,
      noticeHash: view.notice.hash,
      at: new Date(time.now()).toISOString(),
    });
  });

  test('a stale hash is refused with the new notice', async () => {
    const { token, tenantId } = await world.approve();
    const { visit, view } = await openDevice(world, token);
    await db('tenants')
      .where({ id: tenantId })
      .update({ settings: JSON.stringify({ retention: { personalData: 'P10D' } }) });
    const refused = room.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: true });
    await expect(refused).rejects.toMatchObject({
      code: 'room.notice_changed',
      extra: { notice: { text: expect.stringContaining('10 days') } },
    });
  });

  test('an acceptance of an older notice does not start a conversation', async () => {
    const { token, tenantId } = await world.approve();
    const { visit, view } = await openDevice(world, token);
    await room.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: true });
    await db('tenants')
      .where({ id: tenantId })
      .update({ settings: JSON.stringify({ retention: { personalData: 'P10D' } }) });
    await expect(room.start(visit(), { mode: 'text' })).rejects.toMatchObject({ code: 'room.notice_changed' });
  });

  test('consent refused before the start keeps it shut, given after that it opens', async () => {
    const { token } = await world.approve();
    const { visit, view } = await openDevice(world, token);
    await room.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: false });
    await expect(room.start(visit(), { mode: 'text' })).rejects.toMatchObject({ code: 'room.consent_required' });
    await room.giveConsent(visit(), { noticeHash: view.notice.hash, accepted: true });
    await room.start(visit(), { mode: 'text' });
    const input = { clientTurnId: 'c', turn: 1, text: 'An answer.' };
    expect(await room.answer(visit(), input)).toMatchObject({ turn: 1 });
  });
});

describe('sessions', () => {
  test('another device continues the same session without a command', async () => {
    const { token, runId } = await world.approve();
    const first = await startDevice(world, token);
    const second = await startDevice(world, token);
    expect(second.started).toMatchObject({ sessionId: first.started.sessionId, question: { turn: 1 } });
    const opened = world.engine.applied.filter(({ name }) => name === 'openSession');
    expect(await db('sessions').where({ run_id: runId })).toHaveLength(1);
    expect(opened.length).toBeGreaterThan(0);
  });

  test('another mode opens a second session and ends the first; an expired one is replaced', async () => {
    const { token, runId } = await world.approve({ policy: { sessionWindowMs: 7 * day } });
    const { visit } = await startDevice(world, token);
    await room.start(visit(), { mode: 'voice' });
    time.advance(2 * day);
    await room.start(visit(), { mode: 'voice' });
    const sessions = await db('sessions').where({ run_id: runId }).orderBy('attempt');
    expect(sessions.map(({ attempt, mode, end_reason: end }) => [attempt, mode, end])).toEqual([
      [1, 'text', 'replaced'],
      [2, 'voice', 'replaced'],
      [3, 'voice', null],
    ]);
    expect(await db('turns').where({ run_id: runId })).toHaveLength(1);
  });

  test('an attempt is opened exactly once at the provider, however often the activity runs', async () => {
    const opened: string[] = [];
    let failures = 1;
    const counting: VoiceProvider = {
      ...createEmbeddedRoom({ clock: time }),
      name: 'counting',
      open: ({ idempotencyKey }) => {
        if (failures > 0) {
          failures -= 1;
          return Promise.reject(new AppError('session.provider_unavailable'));
        }
        opened.push(idempotencyKey);
        return Promise.resolve({ externalId: idempotencyKey, expiresAt: time.now() + day, credential: null });
      },
    };
    const { activities, approve } = createRoomWorld({ db, voice: { room: counting, calls: null } });
    const { tenantId, runId } = await approve();
    const input = { tenantId, runId, attempt: 1, mode: 'text' } as const;
    await expect(activities.openSession(input)).rejects.toMatchObject({ code: 'session.provider_unavailable' });
    const first = await activities.openSession(input);
    const again = await activities.openSession(input);
    expect(again).toEqual(first);
    expect(opened).toEqual([`${runId}/1`]);
    expect(await db('sessions').where({ run_id: runId })).toHaveLength(1);
    await expect(activities.openSession({ ...input, tenantId: 'ten_other' })).rejects.toMatchObject({
      code: 'interview.not_found',
    });
  });
});

describe('finishing', () => {
  test('again while the assessor is at work already and the end is not yet written down gives the receipt', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    await db('interviews').where({ run_id: runId }).update({ frozen_at: new Date() });
    expect(await room.finish(visit())).toMatchObject({ state: 'COMPLETED', receipt: { answered: 0 } });
  });
});

describe('help and leaving', () => {
  test('help is passed on with a sealed note and changes nothing', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    const answer = await room.requestHelp(visit(), { code: 'technical', note: 'The sound is gone.' });
    expect(answer).toEqual({ state: 'IN_PROGRESS', outcome: null });
    const notes = await db('command_notes').where({ run_id: runId });
    expect(notes).toHaveLength(1);
    expect(Buffer.from(notes[0].note_sealed).includes('sound')).toBe(false);
    const sent = world.engine.applied.at(-1);
    expect(sent).toEqual({ name: 'requestHelp', args: { code: 'technical', noteId: notes[0].id } });
    expect((await db('transitions').where({ run_id: runId, type: 'helpRequested' }).first()).actor_kind).toBe(
      'candidate',
    );
  });

  test('opting out ends the interview, may be repeated, and needs no consent', async () => {
    const { token } = await world.approve();
    const { visit } = await openDevice(world, token);
    const first = await room.optOut(visit(), { code: 'prefers_person' });
    expect(first).toEqual({ state: 'CANCELLED', outcome: 'OPTED_OUT' });
    expect(await room.optOut(visit(), {})).toEqual(first);
    expect(world.engine.applied.at(-1)).toEqual({ name: 'optOut', args: { reasonCode: 'prefers_person' } });
    await expect(room.start(visit(), { mode: 'text' })).rejects.toMatchObject({ code: 'room.frozen' });
    await expect(room.finish(visit())).rejects.toMatchObject({ code: 'interview.closed' });
    expect(await room.readSession(visit())).toMatchObject({
      state: 'CANCELLED',
      outcome: 'OPTED_OUT',
      receipt: { answered: 0 },
    });
  });

  test('what was typed as a reason never enters the workflow', async () => {
    const { token } = await world.approve();
    const { visit } = await openDevice(world, token);
    await room.withdraw(visit(), { code: 'call me on 555-0100', note: 'Sorry.' });
    expect(world.engine.applied.at(-1)).toMatchObject({ name: 'withdraw', args: { reasonCode: 'other' } });
  });

  test('a candidate never learns how the assessment went', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    await room.finish(visit());
    await world.engine.record(runId, { type: 'assessmentReady', detail: { revision: 1, verdict: 'NO_HIRE' } });
    await world.engine.record(runId, { type: 'assessmentRejected', detail: { revision: 1 } });
    const view = await room.readSession(visit());
    expect(view).toMatchObject({ state: 'COMPLETED', outcome: null });
    expect(JSON.stringify(view)).not.toMatch(/HIRE|REJECTED|anchor|weight|rubric/i);
  });
});
