import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createRecordingActivities } from '../../activities/recordings.ts';
import { AppError } from '../../domain/errors.ts';
import { readTranscript } from '../../infra/db/room/turn-store.ts';
import { requeueRecordings } from '../../infra/db/recordings/recording-work.ts';
import { useDatabase } from '../harness/database.ts';
import { createKeptRecordings } from '../../infra/db/recordings/kept-recordings.ts';
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

  test('is made of no piece that is read after an erasure was accepted', async () => {
    const { recording, run } = await answered();
    expect((await work.readPiece(recording, 0)).length).toBeGreaterThan(0);
    const of = { tenant_id: run.tenantId, run_id: run.runId };
    await db('erasures').insert({ ...of, scope: 'personal', cause: 'request', requested_by_kind: 'operator' });

    await expect(work.readPiece(recording, 0)).rejects.toMatchObject({ code: 'recording.not_found' });
  });

  test('is none when the store took it and then failed', async () => {
    const { recording, run } = await answered();
    const put = async (...given: Parameters<typeof world.objects.put>) => {
      await world.objects.put(...given);
      throw new AppError('objects.unavailable');
    };
    const failing = createRecordingActivities({ ...world.kept, objects: { ...world.objects, put } });

    await expect(failing.storeRecording(recording)).rejects.toMatchObject({ code: 'objects.unavailable' });
    expect(await objectsOf(run.runId)).toEqual([]);
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

  const hashOf = (bytes: Uint8Array | undefined) => bytes && createHash('sha256').update(bytes).digest('hex');
  const rowOf = async (runId: string) =>
    (await rowsOf('recordings', runId))[0] as {
      state: string;
      sha256: string;
      bytes: string;
      object_key: string | null;
    };

  /** Lets attempts do their steps in the order given: each stops before every one of them. */
  const interleaved = (order: readonly string[], acts: Record<string, () => Promise<unknown>>) => {
    const doors = new Map<string, () => void>();
    const arrived = new EventEmitter();
    const before = (step: string) =>
      order.includes(step)
        ? new Promise<void>((open) => {
            doors.set(step, open);
            arrived.emit(step);
          })
        : Promise.resolve();
    const conduct = async (): Promise<void> => {
      for (const step of order) {
        const act = acts[step];
        if (act !== undefined) {
          await act();
          continue;
        }
        if (!doors.has(step)) await once(arrived, step);
        const passed = once(arrived, `${step} done`);
        doors.get(step)?.();
        await passed;
      }
    };
    const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      await before(name);
      try {
        return await work();
      } finally {
        arrived.emit(`${name} done`);
      }
    };
    return { conduct, step };
  };

  const attempt = (name: string, { step }: ReturnType<typeof interleaved>, anew: boolean) =>
    createRecordingActivities({
      ...world.kept,
      // Two that write the file anew differ by their times at least.
      remux: anew ? world.kept.remux : () => Promise.reject(new Error('not this time')),
      objects: { ...world.objects, put: (...given) => step(`${name} puts`, () => world.objects.put(...given)) },
      recordings: { ...work, markStored: (...given) => step(`${name} names`, () => work.markStored(...given)) },
    });

  test.each([
    [['A puts', 'B puts', 'A names', 'B names']],
    [['A puts', 'B puts', 'B names', 'A names']],
    [['A puts', 'A names', 'B puts', 'B names']],
    [['B puts', 'A puts', 'A names', 'B names']],
    [['B puts', 'A puts', 'B names', 'A names']],
    [['B puts', 'B names', 'A puts', 'A names']],
  ])('is the one that its row tells of, whichever of two attempts is first: %s', async (order) => {
    const { recording, run } = await answered(cut(spokenMp4, 3), 'audio/mp4');
    const conductor = interleaved(order, {});
    // An attempt that finds the pieces gone comes to no more steps.
    conductor.conduct().catch(() => undefined);
    const results = await Promise.all([
      attempt('A', conductor, true).storeRecording(recording),
      attempt('B', conductor, false).storeRecording(recording),
    ]);

    expect(results).toEqual([{ stored: true }, { stored: true }]);
    const row = await rowOf(run.runId);
    const audio = await answers.readAudio(run, recording.recordingId);
    expect([hashOf(audio?.bytes), audio?.bytes.length]).toEqual([row.sha256, Number(row.bytes)]);
    expect(await objectsOf(run.runId)).toEqual([row.object_key]);
  });

  test.each([
    ['withdrawn', { consent_withdrawn_at: new Date() }],
    ['erased', { erased_at: new Date() }],
    ['cancelled', { outcome: 'CANCELLED' }],
  ])('is nobody’s when it was put and then %s before its row named it', async (_, change) => {
    const { recording, run } = await answered();
    const conductor = interleaved(['A puts', 'ends', 'A names'], {
      ends: () => db('interviews').where({ run_id: run.runId }).update(change),
    });
    conductor.conduct().catch(() => undefined);
    const result = await attempt('A', conductor, true).storeRecording(recording);

    expect(result).toEqual({ stored: false });
    await activities.giveUpRecording(recording);
    expect(await objectsOf(run.runId)).toEqual([]);
    expect(await rowOf(run.runId)).toMatchObject({ state: 'lost', object_key: null });
  });

  test.each([
    [['R removes', 'A puts', 'R goes on', 'R ends', 'A names']],
    [['R removes', 'A puts', 'A names', 'R goes on', 'R ends']],
    [['A puts', 'R removes', 'A names', 'R goes on', 'R ends']],
    [['A puts', 'A names', 'R removes', 'R goes on', 'R ends']],
  ])('is gone, rows, object and pieces, when its time is up while it is made: %s', async (order) => {
    const { recording, run } = await answered();
    const conductor = interleaved(order, { 'R ends': () => removal });
    let isFirst = true;
    const removeAll = async (of: typeof run): Promise<number> => {
      if (!isFirst) return world.objects.removeAll(of);
      isFirst = false;
      const removed = await conductor.step('R removes', () => world.objects.removeAll(of));
      await conductor.step('R goes on', () => Promise.resolve());
      return removed;
    };
    const removal = createKeptRecordings({ db, objects: { ...world.objects, removeAll } }).remove(run);
    const conducted = conductor.conduct();
    const { stored } = await attempt('A', conductor, true).storeRecording(recording);
    await conducted;

    if (!stored) await activities.giveUpRecording(recording);
    expect(await objectsOf(run.runId)).toEqual([]);
    expect(await rowsOf('recording_pieces', run.runId)).toEqual([]);
    expect(await rowOf(run.runId)).toMatchObject({ object_key: null, removed_at: expect.any(Date) as unknown });
    expect(await answers.readAudio(run, recording.recordingId)).toBeNull();
  });

  test('whose time is up while it is heard is gone, and its words are kept', async () => {
    const { recording, run } = await answered();
    await activities.storeRecording(recording);
    expect(await answers.readAudio(run, recording.recordingId)).not.toBeNull();
    await createKeptRecordings({ db, objects: world.objects }).remove(run);

    const heard = { hearing: 'heard', language: 'en', text: 'I rebuilt it.', words: [] } as const;
    expect(await answers.storeHeard(run, recording.recordingId, { ...heard, words: [] })).toBe(true);
    expect((await readTranscript(db, world.sealer)(run))[0]).toMatchObject({ hearing: 'heard', answer: heard.text });
    expect(await objectsOf(run.runId)).toEqual([]);
  });

  const failing = (change: Partial<typeof world.objects>, recordings: Partial<typeof work> = {}) =>
    createRecordingActivities({
      ...world.kept,
      objects: { ...world.objects, ...change },
      recordings: { ...work, ...recordings },
    });
  const away = () => Promise.reject(new Error('away'));

  test.each([
    [
      'a put that failed and is there all the same',
      () => failing({ put: async (...given) => world.objects.put(...given).then(away) }),
    ],
    ['a put whose worker was killed before its row named it', () => failing({}, { markStored: away })],
    [
      'a put that could be neither answered nor removed',
      () => failing({ put: async (...given) => world.objects.put(...given).then(away), remove: away }),
    ],
    [
      'a row that named it and could not say so',
      () => failing({}, { markStored: async (...given) => work.markStored(...given).then(away), read: work.read }),
    ],
  ])('is one after %s, and the next attempt', async (_, troubled) => {
    const { recording, run } = await answered();
    const first = troubled().storeRecording(recording);
    await first.catch(() => undefined);

    expect(await activities.storeRecording(recording)).toEqual({ stored: true });
    const row = await rowOf(run.runId);
    expect(await objectsOf(run.runId)).toEqual([row.object_key]);
    expect(hashOf((await answers.readAudio(run, recording.recordingId))?.bytes)).toBe(row.sha256);
  });

  test('that was put and never named is gone once the recording is given up, and a store that hangs holds nobody up', async () => {
    const [left, hanging] = [await answered(), await answered()];
    for (const { recording } of [left, hanging])
      await expect(failing({}, { markStored: away }).storeRecording(recording)).rejects.toThrow('away');

    await activities.giveUpRecording(left.recording);
    await failing({ removeAttempts: () => new Promise(() => undefined) }).giveUpRecording(hanging.recording);

    expect(await objectsOf(left.run.runId)).toEqual([]);
    expect(await objectsOf(hanging.run.runId)).toHaveLength(1);
    expect(await rowOf(hanging.run.runId)).toMatchObject({ state: 'lost' });
  });

  test('is not kept as it came because the database was away for a moment', async () => {
    const { recording } = await answered();
    let reads = 0;
    const blinking = failing({}, { readPiece: (...given) => ((reads += 1) === 3 ? away() : work.readPiece(...given)) });

    await expect(blinking.storeRecording(recording)).rejects.toThrow('away');
    expect(await blinking.storeRecording(recording)).toEqual({ stored: true });
    expect(await rowOf(recording.runId)).toMatchObject({ duration_ms: 4_500 });
  });

  test('whose workflow nobody started is found, by one worker at a time, and again where its words are awaited too long', async () => {
    const { recording, run } = await answered();
    const set = (values: object) => db('recordings').where({ run_id: run.runId }).update(values);
    await set({ received_at: new Date(Date.now() - 60_000) });
    await db('recordings').whereNot({ run_id: run.runId }).update({ started_at: new Date() });

    expect(await work.claimUnstarted(8)).toEqual([recording]);
    expect(await work.claimUnstarted(8)).toEqual([]);
    await set({ start_claimed_until: new Date(0) });
    expect(await work.claimUnstarted(8)).toEqual([recording]);
    await work.markStarted(recording);
    await set({ start_claimed_until: new Date(0) });
    await requeueRecordings(db);
    expect(await work.claimUnstarted(8)).toEqual([]);
    await set({ started_at: new Date(Date.now() - 2 * 3_600_000) });
    await requeueRecordings(db);
    expect(await work.claimUnstarted(8)).toEqual([recording]);
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
