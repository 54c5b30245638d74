// What a provider tells late: heard before a conversation is closed where that can be, and else kept beside it.
import { describe, expect, test } from 'vitest';
import { createBundleOpener } from '../../infra/db/bundle/bundle-opener.ts';
import { readTranscriptFile } from '../../infra/db/bundle/bundle-words.ts';
import { createReviewViewStore } from '../../infra/db/review/view-store.ts';
import { sha256 } from '../../infra/system.ts';

import { useDatabase } from '../harness/database.ts';
import { createVoiceWorld, q1 } from './voice-world.ts';

const { db } = await useDatabase();
const { retell, world, begin, newestCall, speak, follow, turnsOf } = await createVoiceWorld(db);

/** Said in a call of which nobody tells; then its provider is away, and the candidate types instead. */
const saidAndTyped = async () => {
  retell.ways.telling = 'never';
  const run = await begin();
  await world.room.start(run.visit(), { mode: 'voice' });
  const call = newestCall();
  retell.join(call.id);
  speak(call.id, [[q1, 'A billing service.']]);
  retell.weather.away();
  await world.room.start(run.visit(), { mode: 'text' });
  await world.room.answer(run.visit(), { clientTurnId: 'a', turn: 1, text: 'Typed instead.' });
  return { run, call };
};

const lateWords = [
  { by: 'interviewer', text: q1 },
  { by: 'candidate', text: 'A billing service.' },
];

/** The interview's window is over: what its workflow asks then, and what it makes of it. */
const endWindow = async ({ tenantId, runId }: { tenantId: string; runId: string }) => {
  const progress = await world.activities.readProgress({ tenantId, runId, ends: true });
  await world.engine.record(runId, { type: 'completed', detail: { reason: 'window_ended' } });
  return progress;
};

describe('before a conversation is closed', () => {
  test('by its candidate, what was said in an earlier call is asked for, and the call that goes on is ended', async () => {
    const { run, call } = await saidAndTyped();
    retell.weather.back();
    expect(await world.room.finish(run.visit())).toMatchObject({ state: 'COMPLETED' });
    expect(call.reason).toBe('manual_stopped');
    expect((await turnsOf(run)).slice(0, 2)).toEqual([
      ['question', 'q1', 'Typed instead.'],
      ['follow_up', 'q1', 'A billing service.'],
    ]);
    expect(await db('voice_calls').where({ run_id: run.runId })).toMatchObject([
      { ending: 'stopped', late_sealed: null },
    ]);
  });

  test('a provider that never answers holds up nobody’s end for more than a few seconds', async () => {
    const { run } = await saidAndTyped();
    retell.weather.back();
    retell.weather.troubles.push({ times: 99, reply: { status: 0, lost: 'hang' } });
    const before = performance.now();
    expect(await world.room.finish(run.visit())).toMatchObject({ state: 'COMPLETED' });
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  test('since its window ends, the call that goes on is ended, and what was said in it counts', async () => {
    retell.ways.telling = 'never';
    const run = await begin();
    await world.room.start(run.visit(), { mode: 'voice' });
    const call = newestCall();
    retell.join(call.id);
    speak(call.id, [[q1, 'A billing service.']]);
    const { tenantId, runId } = run;
    expect(await world.activities.readProgress({ tenantId, runId })).toMatchObject({ answers: 0 });
    expect(call.status).toBe('ongoing');
    expect(await endWindow(run)).toMatchObject({ answers: 1 });
    expect(call.reason).toBe('manual_stopped');
    expect(await turnsOf(run)).toEqual([['question', 'q1', 'A billing service.']]);
  });
});

describe('after a conversation was closed', () => {
  test('a call that goes on is ended; what was said is no turn, is kept sealed, and is shown to reviewers, its candidate and auditors', async () => {
    const { run, call } = await saidAndTyped();
    const { tenantId, runId } = run;
    expect(await endWindow(run)).toMatchObject({ answers: 1 });
    const turns = await turnsOf(run);
    retell.weather.back();
    expect(await follow(run)).toMatchObject({ state: 'waiting' });
    expect(call.reason).toBe('manual_stopped');
    expect(await follow(run)).toMatchObject({ state: 'done' });

    expect(await turnsOf(run)).toEqual(turns);
    const [row] = await db('voice_calls').where({ run_id: runId });
    expect(row).toMatchObject({ ending: 'too_late', recording_id: null });
    expect(Buffer.from(row.late_sealed).toString('latin1')).not.toContain('billing');
    const { sealer } = world;
    expect(
      await createReviewViewStore({ db, sealer, keyedDigest: sha256 }).read({ tenantId, runId }, 'r'),
    ).toMatchObject({ lateWords });
    expect(await world.room.myData(run.visit())).toMatchObject({ lateWords });
    const opener = createBundleOpener({ sealer, destroyed: [], erasing: { personal: false, assessment: false } });
    const { sessions } = await readTranscriptFile({ db, run: { tenantId, runId }, opener }, sha256);
    expect(sessions).toMatchObject([{ callEnding: 'too_late', lateWords }, { provider: 'embedded-room' }]);
  });

  test('nothing is kept of words whose candidate has withdrawn', async () => {
    const { run } = await saidAndTyped();
    await world.engine.record(run.runId, { type: 'consentWithdrawn', detail: {} });
    retell.weather.back();
    await follow(run);
    await follow(run);
    expect(await db('voice_calls').where({ run_id: run.runId })).toMatchObject([{ late_sealed: null }]);
  });
});
