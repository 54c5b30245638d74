// Conversations held outside, over the real API, database and activities, with a provider that tells as it likes.
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { signRetell } from '../../simulators/retell/host.ts';
import { useDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { createKeptRecordings } from '../../infra/db/recordings/kept-recordings.ts';
import { createVoiceWorld, q1, q2, q3 } from './voice-world.ts';

const { db } = await useDatabase();
const { retell, world, api, logs, begin, newestCall, speak, follow, turnsOf } = await createVoiceWorld(db);

const whole: [string, string][] = [
  [q1, 'A billing service.'],
  [q2, 'Contract tests.'],
  [q3, 'Nothing.'],
];
const wholeTurns = [
  ['question', 'q1', 'A billing service.'],
  ['question', 'q2', 'Contract tests.'],
  ['question', 'q3', 'Nothing.'],
  ['closing', 'closing', null],
];

describe('a conversation outside', () => {
  test('is joined once with what the room hands out, and becomes turns with word times, a recording and a closing', async () => {
    const run = await begin();
    const started = await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    expect(started).toMatchObject({ provider: 'retell', credential: call.accessToken, question: null, done: false });
    expect(JSON.stringify(await db('voice_calls'))).not.toContain(call.accessToken);
    await expect(world.room.finish(run.visit())).rejects.toMatchObject({ code: 'session.call_open' });

    retell.join(call.id);
    speak(call.id, whole);
    retell.end(call.id);
    await retell.settled();
    expect(retell.told.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await follow(run)).toMatchObject({ state: 'done' });

    expect(await turnsOf(run)).toEqual(wholeTurns);
    const [recording] = await db('recordings').where({ run_id: run.runId });
    expect(recording).toMatchObject({ state: 'stored', media_type: 'audio/wav' });
    const [turn] = await db('turns').where({ run_id: run.runId }).orderBy('turn');
    expect(turn).toMatchObject({ hearing: 'heard', recording_id: recording.id });
    expect(turn.words_sealed).not.toBeNull();
    // Every answer is found in the one recording that there is.
    expect(await createKeptRecordings({ ...world.process, db }).list(run)).toMatchObject([{ turns: [1, 2, 3] }]);
    expect(await world.room.finish(run.visit())).toMatchObject({ state: 'COMPLETED' });
  });

  test.each(['twice', 'late', 'reversed', 'never'] as const)(
    'comes to the same where the provider tells of it %s',
    async (telling) => {
      retell.ways.telling = telling;
      const run = await begin();
      await world.room.start(run.visit(), { mode: 'voice' });
      const call = newestCall();
      retell.join(call.id);
      speak(call.id, whole);
      expect(await follow(run)).toMatchObject({ state: 'waiting' });
      retell.end(call.id);
      const first = await follow(run);
      await retell.settled();
      expect(first.state).toBe('done');
      expect(await follow(run)).toMatchObject({ state: 'done' });
      expect(await turnsOf(run)).toEqual(wholeTurns);
      expect(await db('recordings').where({ run_id: run.runId })).toHaveLength(1);
    },
  );

  test('two who settle it at the same moment store it once', async () => {
    retell.ways.telling = 'never';
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    retell.join(call.id);
    speak(call.id, whole);
    retell.end(call.id);
    await Promise.all([follow(run), follow(run), follow(run)]);
    expect(await turnsOf(run)).toEqual(wholeTurns);
    expect(await db('recordings').where({ run_id: run.runId })).toMatchObject([{ state: 'stored' }]);
  });

  test('tells reviewers by codes how it kept to the plan', async () => {
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    retell.join(call.id);
    speak(call.id, [
      [q1, 'A service.'],
      ['Are you married?', 'No.'],
      [q3, 'All.'],
    ]);
    retell.end(call.id);
    await follow(run);
    const [row] = await db('voice_calls').where({ run_id: run.runId });
    expect(
      row.deviations.map(({ code, questionId }: { code: string; questionId: string }) => [code, questionId]),
    ).toEqual([
      ['added', 'q1'],
      ['out_of_order', 'q3'],
      ['left_out', 'q2'],
    ]);
  });
});

describe('trouble', () => {
  test('a call that drops goes on in a new one with what is left to ask; the clock stood still between them', async () => {
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const first = newestCall();
    retell.join(first.id);
    speak(first.id, [[q1, 'A billing service.']]);
    retell.end(first.id, 'error_retell');
    await retell.settled();
    const used = async (): Promise<number> =>
      Number((await db('room_clocks').where({ run_id: run.runId }).first()).used_ms);
    await follow(run);
    const afterCall = await used();
    expect(afterCall).toBe((first.endedAt ?? 0) - (first.startedAt ?? 0));

    world.time.advance(60_000);
    const again = await world.room.start(run.visit(), { mode: 'voice' });
    expect(await used()).toBe(afterCall);
    const second = newestCall();
    expect(again.credential).toBe(second.accessToken);
    expect(second.variables['questions']).toBe(
      `1. ${q2}\n   - follow-up: Why so?\n   - follow-up: What would you do otherwise?\n2. ${q3}`,
    );
    expect(second.variables['resumed']).toBe('yes');
    world.time.advance(-60_000);
    retell.join(second.id);
    speak(second.id, whole.slice(1));
    retell.end(second.id);
    await retell.settled();
    await follow(run, 2);
    expect(await turnsOf(run)).toEqual(wholeTurns);
  });

  test('who hands over to typing goes on with the questions that are left, though nobody told how the call ended', async () => {
    retell.ways.telling = 'never';
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    retell.join(call.id);
    speak(call.id, [[q1, 'A billing service.']]);
    const typed = await world.room.start(run.visit(), { mode: 'text' });
    expect(call).toMatchObject({ status: 'ended', reason: 'manual_stopped' });
    expect(typed).toMatchObject({ credential: null, question: { turn: 2, id: 'q2', text: q2 } });
    expect((await turnsOf(run))[0]).toEqual(['question', 'q1', 'A billing service.']);
  });

  test('a provider that is away keeps nobody from typing, and what was said is added when it is back', async () => {
    retell.ways.telling = 'never';
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    retell.join(call.id);
    speak(call.id, [[q1, 'A billing service.']]);
    retell.end(call.id, 'error_unknown');
    retell.weather.away();
    expect(await follow(run)).toMatchObject({ state: 'waiting' });
    const typed = await world.room.start(run.visit(), { mode: 'text' });
    expect(typed.question).toMatchObject({ turn: 1, id: 'q1' });
    await world.room.answer(run.visit(), { clientTurnId: 'a', turn: 1, text: 'Typed instead.' });
    retell.weather.back();
    await follow(run);
    expect(await turnsOf(run)).toEqual([
      ['question', 'q1', 'Typed instead.'],
      ['follow_up', 'q1', 'A billing service.'],
    ]);
    await world.room.readQuestion(run.visit());
    expect((await turnsOf(run)).at(-1)).toEqual(['question', 'q2', null]);
  });

  test('a provider that is down when a call is to be opened leaves the candidate where they were', async () => {
    retell.weather.away();
    const run = await begin();
    await expect(world.room.start(run.visit(), { mode: 'voice' })).rejects.toMatchObject({
      code: 'session.provider_unavailable',
    });
  });

  test('a call that nobody ever tells of is lost after its longest time, and found again when its provider speaks', async () => {
    retell.ways.telling = 'never';
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    retell.join(call.id);
    speak(call.id, [[q1, 'A billing service.']]);
    world.time.advance(3 * 3_600_000 + 1);
    expect(await follow(run)).toMatchObject({ state: 'lost' });
    expect(await db('sessions').where({ run_id: run.runId })).toMatchObject([{ end_reason: 'lost' }]);
    retell.end(call.id);
    expect(await follow(run)).toMatchObject({ state: 'done' });
    expect(await turnsOf(run)).toEqual([['question', 'q1', 'A billing service.']]);
    world.time.advance(-3 * 3_600_000 - 1);
  });

  test('a recording whose address is over is asked for anew, and given up after a day', async () => {
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    retell.join(call.id);
    speak(call.id, whole);
    retell.killRecording(call.id);
    retell.end(call.id);
    await retell.settled();
    expect(await follow(run)).toMatchObject({ state: 'waiting' });
    expect(await turnsOf(run)).toEqual(wholeTurns);
    world.time.advance(25 * 3_600_000);
    expect(await follow(run)).toMatchObject({ state: 'done' });
    world.time.advance(-25 * 3_600_000);
    expect(await db('recordings').where({ run_id: run.runId })).toMatchObject([{ state: 'lost' }]);
  });

  test.each([
    ['records nothing', 'off', 3],
    ['has something there that is no sound', 'noise', 0],
  ] as const)('a provider that %s is not asked for a recording all day', async (_name, recording, hours) => {
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    call.recording = recording;
    retell.join(call.id);
    speak(call.id, whole);
    retell.end(call.id);
    await retell.settled();
    const first = await follow(run);
    expect(first.state).toBe(hours === 0 ? 'done' : 'waiting');
    world.time.advance(2 * 3_600_000);
    if (hours > 0) expect(await follow(run)).toEqual({ state: 'waiting', lookAgainMs: 3_600_000 });
    world.time.advance(2 * 3_600_000);
    expect(await follow(run)).toMatchObject({ state: 'done' });
    world.time.advance(-4 * 3_600_000);
    expect(await db('recordings').where({ run_id: run.runId })).toMatchObject([{ state: 'lost' }]);
  });

  test('a call that was opened and never known to us is deleted as soon as it is heard of', async () => {
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const known = newestCall();
    const orphan = { ...known, id: 'call_orphan', lines: [] };
    retell.calls.set(orphan.id, orphan);
    retell.end(orphan.id, 'error_user_not_joined');
    await retell.settled();
    await follow(run);
    await eventually(
      () => Promise.resolve(retell.deleted),
      (deleted) => deleted.includes('call_orphan'),
    );
    expect(retell.calls.has(known.id)).toBe(true);
  });
});

describe('words that are missing', () => {
  const held = async () => {
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    retell.join(call.id);
    return { run, call };
  };
  const malformed = (): ReturnType<typeof newestCall>['lines'][number] =>
    JSON.parse('{"by":"user","text":null,"words":[]}');

  test('of one utterance take none of the others with them', async () => {
    const { run, call } = await held();
    speak(call.id, whole.slice(0, 2));
    call.lines.splice(1, 0, malformed());
    retell.end(call.id);
    await retell.settled();
    expect(await follow(run)).toMatchObject({ state: 'done' });
    expect((await turnsOf(run)).slice(0, 2)).toEqual(wholeTurns.slice(0, 2));
  });

  test('of all of it are waited for, then call for attention; they are added when they come', async () => {
    retell.ways.telling = 'never';
    const { run, call } = await held();
    call.lines.push(malformed());
    retell.end(call.id);
    expect(await follow(run)).toMatchObject({ state: 'waiting' });
    world.time.advance(6 * 60_000);
    expect(await follow(run)).toMatchObject({ state: 'lost' });
    expect(await turnsOf(run)).toEqual([]);
    call.lines.length = 0;
    speak(call.id, whole);
    expect(await follow(run)).toMatchObject({ state: 'done' });
    world.time.advance(-6 * 60_000);
    expect(await turnsOf(run)).toEqual(wholeTurns);
  });

  test('of an event are asked for, and waited for while nobody answers', async () => {
    retell.ways.telling = 'never';
    const { run, call } = await held();
    speak(call.id, whole);
    retell.end(call.id);
    const { id: call_id, metadata, startedAt, endedAt } = call;
    const short = { call_id, metadata, start_timestamp: startedAt, end_timestamp: endedAt };
    const told = JSON.stringify({
      event: 'call_ended',
      call: { ...short, call_status: 'ended', disconnection_reason: 'agent_hangup' },
    });
    const headers = { 'content-type': 'application/json', 'x-retell-signature': signRetell(told, retell.apiKey) };
    const answer = await fetch(`${api.url}/voice/retell`, { method: 'POST', body: told, headers });
    expect(answer.status).toBe(200);
    retell.weather.away();
    expect(await follow(run)).toMatchObject({ state: 'waiting' });
    retell.weather.back();
    expect(await follow(run)).toMatchObject({ state: 'done' });
    expect(await turnsOf(run)).toEqual(wholeTurns);
  });

  test('since the provider does not know the call yet are no end of it', async () => {
    retell.ways.telling = 'never';
    const { run, call } = await held();
    retell.calls.delete(call.id);
    expect(await follow(run)).toMatchObject({ state: 'waiting' });
    expect(await db('sessions').where({ run_id: run.runId })).toMatchObject([{ ended_at: null }]);
    world.time.advance(6 * 60_000);
    expect(await follow(run)).toMatchObject({ state: 'lost' });
    world.time.advance(-6 * 60_000);
  });
});

describe('what comes in', () => {
  test('after everything is done is kept nowhere', async () => {
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    retell.join(call.id);
    speak(call.id, whole);
    retell.end(call.id);
    await retell.settled();
    expect(await follow(run)).toMatchObject({ state: 'done' });
    expect(await retell.tell('call_analyzed', call.id)).toBe(200);
    await follow(run);
    expect(await db('voice_events').where({ run_id: run.runId })).toEqual([]);
  });

  test('unsigned is refused, of strangers’ calls is taken and kept nowhere', async () => {
    const send = (body: string, headers: Record<string, string>): Promise<Response> =>
      fetch(`${api.url}/voice/retell`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      });
    expect((await send('{"event":"call_ended"}', {})).status).toBe(401);
    const before = await db('voice_events').count();
    const stranger = { ...newestCall(), id: 'call_stranger', metadata: {}, lines: [] };
    retell.calls.set(stranger.id, stranger);
    retell.end(stranger.id);
    await retell.settled();
    expect(retell.told.at(-1)).toMatchObject({ callId: 'call_stranger', status: 200 });
    expect(await db('voice_events').count()).toEqual(before);
  });

  test('of feelings, moods and summaries is nowhere: not in a row, an object, a log, or what a history gets', async () => {
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    retell.join(call.id);
    speak(call.id, [[q1, 'A billing service.']]);
    retell.end(call.id);
    await retell.settled();
    expect(retell.stage.exchanges.length).toBeGreaterThan(0);
    const { tenantId, runId } = run;
    const events = await db('voice_events').where({ run_id: runId });
    expect(events.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(['analysed', 'ended', 'started']);
    for (const { id, event_sealed: sealed } of events as { id: string; event_sealed: Buffer }[]) {
      const opened = JSON.stringify(await world.sealer.open(sealPlaces.voiceEvent({ tenantId, runId }, id), sealed));
      expect(opened).not.toMatch(/canary-mood|sentiment|summary|shaky|emotion/i);
    }
    // All that a history of the call's workflow has of it: what its activity is given, and what that answers.
    expect(JSON.stringify([world.followed, await follow(run)])).not.toMatch(/canary-mood|sentiment|billing/);
    const tables: { table_name: string }[] = await db('information_schema.tables').where({
      table_schema: 'public',
      table_type: 'BASE TABLE',
    });
    for (const { table_name: table } of tables)
      expect(JSON.stringify(await db(table)), table).not.toMatch(/canary-mood|user_sentiment|voice_stress/);
    expect(JSON.stringify(api.logs)).not.toMatch(/canary-mood|sentiment/);
    expect(JSON.stringify(logs)).toContain('voice.call_settled');
    expect(JSON.stringify(logs)).not.toMatch(/canary-mood|sentiment/);
    const { objects, objectStore } = world.process;
    const found: string[] = [];
    for await (const { key } of objectStore.list(`recordings/${tenantId}/${runId}/`.toLowerCase())) {
      const opened = await objects.open({
        kind: 'recording',
        run: { tenantId, runId },
        id: key.split('/').at(-1) ?? '',
      });
      found.push(opened === null ? '' : (await buffer(opened.read())).toString('latin1'));
    }
    expect(found.map((sound) => sound.slice(0, 4))).toEqual(['RIFF']);
    expect(found.join('')).not.toMatch(/canary-mood|sentiment/);
  });
});
