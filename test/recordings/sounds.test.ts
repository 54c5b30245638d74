// Real sound, measured as the worker does it: nobody who spoke is called silent, and nobody who did not is heard.
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { createHearingActivities } from '../../activities/hearing.ts';
import type { MeasureSound } from '../../domain/ports/recordings.ts';
import { soundIn } from '../../domain/room/sound.ts';
import { containerOf } from '../../domain/room/pieces.ts';
import { measureSound, remuxAudio } from '../../infra/audio/remux-pool.ts';
import { readTranscript } from '../../infra/db/room/turn-store.ts';
import { createSpeechToText } from '../../infra/speech/speech-to-text.ts';
import { startHearingServer } from '../fakes/speech-server.ts';
import { useDatabase } from '../harness/database.ts';
import { inActivity } from '../harness/in-activity.ts';
import { callOptions, quietLog } from '../models/builders.ts';
import { createSpokenWorld, cut, sendTake, spokenMp4, spokenWebm } from './spoken-world.ts';

const soundOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`sounds/${name}`, import.meta.url)));
const heardIn = async (bytes: Uint8Array) => {
  const loudness = await measureSound(bytes);
  return loudness && soundIn(loudness);
};

describe('what was said', () => {
  test.each(['speech-quiet', 'speech-in-fan', 'whisper', 'yes-alone', 'yes-on-the-right'])(
    'is no silence: %s',
    async (name) => {
      expect(await heardIn(soundOf(`${name}.webm`))).toMatchObject({ isSilent: false });
    },
  );

  test('is no silence when it ends in the middle of a word', async () => {
    expect(await heardIn(spokenWebm.subarray(0, 4_000))).toMatchObject({ isSilent: false });
  });

  test('is told from the silence after it', async () => {
    const sound = await heardIn(soundOf('yes-then-silence.webm'));

    expect([sound?.isSilent, sound?.isSilentIn(300, 900), sound?.isSilentIn(4_000, 6_000)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

test.each(['silence-digital', 'silence-room', 'noise-fan', 'noise-hum', 'noise-keys'])(
  'nobody spoke: %s',
  async (name) => {
    expect(await heardIn(soundOf(`${name}.webm`))).toMatchObject({ isSilent: true });
  },
);

const mebibyte = 2 ** 20;
/** A cluster without an end, and blocks to go into it. */
const endless = [0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xe7, 0x81, 0];
const blockOf = (...packet: number[]): number[] => [0xa3, 0x80 | (4 + packet.length), 0x81, 0, 0, 0x80, ...packet];
const webmHead = [...spokenWebm.subarray(0, 146)];
const mp4Head = [...spokenMp4.subarray(0, 28)];
const oggHead = Buffer.from('OggS');
const filled = (head: ArrayLike<number>, filler: ArrayLike<number>, bytes = mebibyte): Uint8Array =>
  new Uint8Array(Buffer.concat([Buffer.from(head), Buffer.alloc(bytes - head.length, Buffer.from(filler))]));

describe('nothing is said about', () => {
  test('sound that nothing here decodes', async () => {
    expect(await measureSound(spokenMp4)).toBeNull();
  });

  test.each([
    ['no sound', new Uint8Array(4_000)],
    ['a packet that is no Opus', Uint8Array.from([...webmHead, ...endless, ...blockOf(0x03, 0x00)])],
  ])('%s', async (_what, bytes) => {
    await expect(measureSound(bytes)).rejects.toThrow();
  });
});

describe('what is no sound ends in time, in a thread, with little memory', () => {
  const box = (type: string): number[] => [0, 0, 0, 8, ...Buffer.from(type)];
  test.each([
    ['zeros', webmHead, [0]],
    ['elements of no known size', webmHead, [0xff]],
    ['a cluster of 2^56 bytes', [...webmHead, 0x1f, 0x43, 0xb6, 0x75, 0x01, ...Array<number>(6).fill(255), 0xfe], [0]],
    ['a packet for every seven bytes', [...webmHead, ...endless, ...blockOf(0xf8)], blockOf(0xf8)],
    ['groups in groups', [...webmHead, ...endless, ...blockOf(0xf8)], [0xa0, 0x01, ...Array<number>(7).fill(255)]],
    ['boxes of nothing', mp4Head, box('free')],
    ['movies in movies', mp4Head, [0, 0, 0, 0, ...Buffer.from('moov')]],
    [
      'a movie of 2^63 bytes',
      [...mp4Head, 0, 0, 0, 1, ...Buffer.from('moov'), 0x7f, ...Array<number>(7).fill(255)],
      [0],
    ],
    ['first words of pages', oggHead, oggHead],
    ['a recording over and over', spokenWebm, spokenWebm],
  ])('%s', async (_what, head, filler) => {
    const bytes = filled(head, filler);
    const read = (start: number, end: number) => Promise.resolve(bytes.slice(start, end));
    const mediaType = containerOf(bytes) ?? 'audio/webm';
    const memory = (): number => process.memoryUsage().rss / mebibyte;
    const before = memory();
    let highest = 0;
    const watch = setInterval(() => (highest = Math.max(highest, memory() - before)), 20);
    const from = performance.now();
    const ends = await Promise.allSettled([remuxAudio({ bytes: bytes.length, read, mediaType }), measureSound(bytes)]);
    clearInterval(watch);

    expect(ends).toHaveLength(2);
    expect(performance.now() - from).toBeLessThan(20_000);
    expect(highest).toBeLessThan(256);
  });
});

describe('what a recogniser is sure of', async () => {
  const { db } = await useDatabase();
  const world = createSpokenWorld(db);
  const recogniser = await startHearingServer();
  afterAll(() => recogniser.close());
  const config = { url: `${recogniser.url}/v1`, key: undefined, modelName: 'm', timeoutMs: 9_000, pricePerMinute: 0 };
  const speech = { ...world.deps.speech, hearing: createSpeechToText(config, { log: quietLog }) };
  const hear = async (sound: Uint8Array, measure: MeasureSound = measureSound) => {
    const candidate = await world.begin();
    await world.room.answer(candidate.visit(), await sendTake(world, candidate, { pieces: cut(sound, 2) }));
    const { tenantId, runId } = candidate;
    const recording = world.received.findLast((one) => one.runId === runId) ?? { tenantId, runId, recordingId: '' };
    await world.activities.storeRecording(recording);
    const deps = { ...world.kept, answers: world.answers, speech, measure, ...callOptions() };
    const { hearRecording } = inActivity(createHearingActivities({ ...deps, signal: () => deps.signal }));
    const told = await hearRecording(recording);
    const [turn] = await readTranscript(db, world.sealer)({ tenantId, runId });
    return [told.hearing, turn?.hearing, turn?.answer === null];
  };

  test('is an answer where somebody spoke, not where nobody did, and where the sound cannot be measured', async () => {
    const fan = soundOf('noise-fan.webm');
    const unmeasured: MeasureSound = () => Promise.reject(new Error('too long'));

    expect(await Promise.all([hear(spokenWebm), hear(fan), hear(fan, unmeasured)])).toEqual([
      ['heard', 'heard', false],
      ['unheard', 'unheard', true],
      ['heard', 'heard', false],
    ]);
  });
});
