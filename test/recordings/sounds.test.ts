// Real sound, measured as the worker does it: nobody who spoke is called silent, and nobody who did not is heard.
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { createHearingActivities } from '../../activities/hearing.ts';
import type { MeasureSound } from '../../domain/ports/recordings.ts';
import { soundIn } from '../../domain/room/sound.ts';
import { measureSound } from '../../infra/audio/remux-pool.ts';
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
  test.each(['speech-quiet', 'speech-in-fan', 'whisper', 'yes-alone'])('is no silence: %s', async (name) => {
    expect(await heardIn(soundOf(`${name}.webm`))).toMatchObject({ isSilent: false });
  });

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

describe('nothing is said about', () => {
  test('sound that nothing here decodes', async () => {
    expect(await measureSound(spokenMp4)).toBeNull();
  });

  test.each([
    ['no sound', new Uint8Array(4_000)],
    ['a packet that is no Opus', spokenWebm.map((byte, at) => (at > 1_000 && at % 7 === 0 ? 0xff : byte))],
  ])('%s', async (_what, bytes) => {
    await expect(measureSound(bytes)).rejects.toThrow();
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
