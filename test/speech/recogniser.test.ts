// Real speech through a real recogniser: what it hears, when, and that silence is no answer.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeHearing } from '../../domain/room/hearing-rules.ts';
import { wordsIn } from '../../domain/room/hearing-phrases.ts';
import { createSpeechToText } from '../../infra/speech/speech-to-text.ts';
import { silentWav } from '../../infra/speech/try-speech.ts';
import { callOptions, quietLog } from '../models/builders.ts';
import { startRecogniser, type Recogniser } from './start-recogniser.ts';

const fileOf = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));
/** Made by joining spoken sentences and pauses: where each begins and ends is known. */
const sentences: { text: string; startMs: number; endMs: number }[] = JSON.parse(
  fileOf('./known-answer.json').toString('utf8'),
);

let recogniser: Recogniser;
beforeAll(async () => {
  recogniser = await startRecogniser();
}, 900_000);
afterAll(() => recogniser.stop());

const hear = async (bytes: Uint8Array, mediaType: string) => {
  const config = { url: `${recogniser.url}/v1`, key: undefined, modelName: 'm', timeoutMs: 60_000, pricePerMinute: 0 };
  const { value } = await createSpeechToText(config, { log: quietLog }).transcribe(
    { bytes, mediaType },
    { locale: 'en' },
    callOptions(),
  );
  return { value, ...judgeHearing(value, { locale: 'en', durationMs: value.durationMs, sound: null }, []) };
};

/** Insertions, deletions and substitutions, as a share of what was said. */
const errorRate = (said: readonly string[], heard: readonly string[]): number => {
  let row = heard.map((_, index) => index + 1);
  for (const [i, word] of said.entries()) {
    let [diagonal, left] = [i, i + 1];
    row = row.map((above, j) => {
      left = Math.min(above + 1, left + 1, diagonal + (word === heard[j] ? 0 : 1));
      diagonal = above;
      return left;
    });
  }
  return (row.at(-1) ?? said.length) / said.length;
};

const middleOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

test('speech comes back with less than a fifth of its words wrong, each where it was said', async () => {
  const { heard, reason } = await hear(fileOf('./known-answer.webm'), 'audio/webm');

  expect(reason).toBeNull();
  if (heard.hearing !== 'heard') throw new Error('nothing was heard');
  const said = wordsIn(sentences.map(({ text }) => text).join(' '));
  expect(errorRate(said, wordsIn(heard.text))).toBeLessThan(0.2);
  const points = Array.from(heard.text);
  const words = heard.words.map((word) => ({ ...word, text: points.slice(word.start, word.end).join('') }));
  expect(words.map(({ text }) => text).join(' ')).toBe(heard.text);
  // Each known place against the nearest one that a word has.
  const nearest = (at: number, ofWord: (word: (typeof words)[number]) => number): number =>
    Math.min(...words.map((word) => Math.abs(ofWord(word) - at)));
  const offsets = sentences.flatMap(({ startMs, endMs }) => [
    nearest(startMs, (word) => word.startMs),
    nearest(endMs, (word) => word.endMs),
  ]);
  expect(middleOf(offsets)).toBeLessThan(300);
});

test.each([3, 20])('%i seconds of silence are no answer, whatever the recogniser makes of them', async (seconds) => {
  const { value, heard } = await hear(silentWav(seconds), 'audio/wav');

  expect(heard).toEqual({ hearing: 'unheard' });
  expect(value.text).toMatch(/^(You)?$/u);
});

test('a file that is no sound is refused, and no word is made up', async () => {
  await expect(hear(new TextEncoder().encode('no sound '.repeat(100)), 'audio/webm')).rejects.toMatchObject({
    code: 'speech.rejected',
  });
});
