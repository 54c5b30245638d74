import { describe, expect, test } from 'vitest';
import { createRecordingActivities } from '../../activities/recordings.ts';
import { readTranscript } from '../../infra/db/room/turn-store.ts';
import { useDatabase } from '../harness/database.ts';
import { cut, createSpokenWorld, sendTake, spokenMp4, spokenWebm } from './spoken-world.ts';

const { db } = await useDatabase();
const world = createSpokenWorld(db);
const { room, answers, activities, work } = world;

const rowsOf = (table: string, runId: string) => db(table).where({ run_id: runId });
const objectsOf = async (runId: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of world.objectStore.list('recordings/'))
    if (key.includes(runId.toLowerCase())) keys.push(key);
  return keys;
};

describe('one object', () => {
  const answered = async (pieces = cut(spokenWebm, 4), mediaType = 'audio/webm') => {
    const candidate = await world.begin();
    await room.answer(candidate.visit(), await sendTake(world, candidate, { pieces, mediaType }));
    const { tenantId, runId } = candidate;
    const recording = world.received.findLast((one) => one.runId === runId) ?? { tenantId, runId, recordingId: '' };
    return { ...candidate, run: { tenantId, runId }, recording };
  };

  test.each([
    ['audio/webm', spokenWebm, 4_500],
    ['audio/mp4', spokenMp4, 3_644],
  ] as const)(
    'is made of %s with its duration, and the pieces are gone; twice is as once',
    async (mediaType, bytes, durationMs) => {
      const { recording, run } = await answered(cut(bytes, 7), mediaType);

      expect(await activities.storeRecording(recording)).toEqual({ stored: true });
      expect(await activities.storeRecording(recording)).toEqual({ stored: true });
      const [row] = (await rowsOf('recordings', run.runId)) as { bytes: number; sha256: string }[];
      const audio = await answers.readAudio(run, recording.recordingId);
      expect(row).toMatchObject({
        state: 'stored',
        media_type: mediaType,
        duration_ms: durationMs,
        bytes: audio?.bytes.length,
      });
      expect(audio).toMatchObject({ mediaType, durationMs });
      expect(await rowsOf('recording_pieces', run.runId)).toEqual([]);
      expect(await objectsOf(run.runId)).toHaveLength(1);
    },
  );

  test('two attempts at once leave one object, whole', async () => {
    const { recording, run } = await answered();
    const results = await Promise.all([activities.storeRecording(recording), activities.storeRecording(recording)]);

    expect(results).toEqual([{ stored: true }, { stored: true }]);
    expect((await answers.readAudio(run, recording.recordingId))?.bytes.length).toBeGreaterThan(12_000);
  });

  test('is kept as it came where it cannot be written anew', async () => {
    const damaged = Buffer.concat([spokenWebm.subarray(0, 10), Buffer.alloc(3_000, 7)]);
    const { recording, run } = await answered(cut(damaged, 3));

    const stored = await activities.storeRecording(recording);
    const audio = await answers.readAudio(run, recording.recordingId);
    if (stored.stored)
      expect([audio?.durationMs, Buffer.from(audio?.bytes ?? []).equals(damaged)]).toEqual([null, true]);
    else expect(audio).toBeNull();
  });

  test('is not made after a withdrawal, an erasure or a cancellation: nothing more is done with what was said', async () => {
    for (const change of [{ consent_withdrawn_at: new Date() }, { outcome: 'CANCELLED' }, { erased_at: new Date() }]) {
      const { recording, run } = await answered();
      await db('interviews').where({ run_id: run.runId }).update(change);

      expect(await activities.storeRecording(recording)).toEqual({ stored: false });
      await activities.giveUpRecording(recording);
      expect(await rowsOf('recording_pieces', run.runId)).toEqual([]);
      expect(await rowsOf('recordings', run.runId)).toMatchObject([{ state: 'lost' }]);
      expect((await rowsOf('turns', run.runId).orderBy('turn'))[0]).toMatchObject({ hearing: 'lost' });
      expect(await objectsOf(run.runId)).toEqual([]);
    }
  });

  test('is taken away again when it was taken back while it was made', async () => {
    const { recording, run } = await answered();
    const late = {
      ...world.kept,
      objects: {
        ...world.objects,
        put: async (...given: Parameters<typeof world.objects.put>) => {
          const put = await world.objects.put(...given);
          await work.giveUp(recording);
          return put;
        },
      },
    };

    expect(await createRecordingActivities(late).storeRecording(recording)).toEqual({ stored: false });
    expect(await objectsOf(run.runId)).toEqual([]);
  });

  test('ends quietly when the key is destroyed on the way', async () => {
    const { recording, run } = await answered();
    await world.sealer.destroyKey(run, 'personal');
    world.time.advance(120_000);

    expect(await activities.storeRecording(recording)).toEqual({ stored: false });
  });

  test('whose workflow nobody started is found, by one worker at a time', async () => {
    const { recording, run } = await answered();
    await db('recordings')
      .where({ run_id: run.runId })
      .update({ received_at: new Date(Date.now() - 60_000) });
    await db('recordings').whereNot({ run_id: run.runId }).update({ started_at: new Date() });

    expect(await work.claimUnstarted(8)).toEqual([recording]);
    expect(await work.claimUnstarted(8)).toEqual([]);
    await db('recordings')
      .where({ run_id: run.runId })
      .update({ start_claimed_until: new Date(0) });
    expect(await work.claimUnstarted(8)).toEqual([recording]);
    await work.markStarted(recording);
    await db('recordings')
      .where({ run_id: run.runId })
      .update({ start_claimed_until: new Date(0) });
    expect(await work.claimUnstarted(8)).toEqual([]);
  });
});

describe('words', () => {
  const heard = {
    hearing: 'heard',
    language: 'en',
    text: 'I rebuilt it.',
    words: [
      { start: 0, end: 1, startMs: 0, endMs: 90, confidence: 0.9 },
      { start: 2, end: 99, startMs: 90, endMs: 400, confidence: null },
    ],
  } as const;
  const waiting = async () => {
    const { visit, runId, tenantId } = await world.begin();
    await room.answer(visit(), await sendTake(world, { visit }));
    return { visit, run: { tenantId, runId }, id: world.received.at(-1)?.recordingId ?? '' };
  };

  test('are written once, and readers hear of it', async () => {
    const { run, id } = await waiting();
    const { version } = await db('interviews').where({ run_id: run.runId }).first();
    const written = await Promise.all([
      answers.storeHeard(run, id, { ...heard, words: [...heard.words] }),
      answers.storeHeard(run, id, { hearing: 'unheard' }),
    ]);

    expect(written.toSorted()).toEqual([false, true]);
    expect(await answers.countWaiting(run)).toBe(0);
    const [turn] = await readTranscript(db, world.sealer)(run);
    expect(turn?.answer === null ? turn.hearing : turn?.answer).toMatch(/^(unheard|I rebuilt it\.)$/);
    expect((await db('interviews').where({ run_id: run.runId }).first()).version).toBe(version + 1);
  });

  test('come after the freeze too, but not after a withdrawal or an erasure, nor to another tenant’s turn', async () => {
    const [frozen, withdrawn, erased, foreign] = [await waiting(), await waiting(), await waiting(), await waiting()];
    await db('interviews').where({ run_id: frozen.run.runId }).update({ frozen_at: new Date() });
    await db('interviews').where({ run_id: withdrawn.run.runId }).update({ consent_withdrawn_at: new Date() });
    await db('interviews').where({ run_id: erased.run.runId }).update({ erased_at: new Date() });
    const store = (run: typeof frozen.run, id: string) => answers.storeHeard(run, id, { ...heard, words: [] });

    expect(await store(frozen.run, frozen.id)).toBe(true);
    expect(await store(withdrawn.run, withdrawn.id)).toBe(false);
    expect(await store(erased.run, erased.id)).toBe(false);
    expect(await store({ ...foreign.run, tenantId: frozen.run.tenantId }, foreign.id)).toBe(false);
    expect(await store(frozen.run, foreign.id)).toBe(false);
  });

  test('that show nothing were not heard', async () => {
    const { run, id } = await waiting();
    await answers.storeHeard(run, id, { ...heard, words: [], text: ' \u200b ' });

    expect((await readTranscript(db, world.sealer)(run))[0]).toMatchObject({ hearing: 'unheard', answer: null });
  });
});
