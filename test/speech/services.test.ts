// What the adapters of speech services keep to, whatever the service answers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecret } from '../../infra/config/secret.ts';
import { loadConfig } from '../../infra/config.ts';
import { createSpeechToText } from '../../infra/speech/speech-to-text.ts';
import { createTextToSpeech } from '../../infra/speech/text-to-speech.ts';
import { silentWav, trySpeech } from '../../infra/speech/try-speech.ts';
import type { Reply, ScriptedServer } from '../fakes/scripted-server.ts';
import { heardBody, spokenAnswer, startHearingServer, startVoiceServer } from '../fakes/speech-server.ts';
import { callOptions, failureOf, quietLog } from '../models/builders.ts';

const canary = 'FOREIGN-TEXT-CANARY';
const key = createSecret('secret-key-canary');
const audio = { bytes: silentWav(), mediaType: 'audio/wav' };

let hearing: ScriptedServer;
let voice: ScriptedServer;
beforeAll(async () => {
  [hearing, voice] = await Promise.all([startHearingServer(), startVoiceServer()]);
});
afterAll(() => Promise.all([hearing.close(), voice.close()]));

const hear = (timeoutMs = 5_000, options = callOptions(), locale = 'en-GB') =>
  createSpeechToText(
    { url: `${hearing.url}/v1`, key, modelName: 'm-1', timeoutMs, pricePerMinute: 0.006 },
    { log: quietLog },
  ).transcribe(audio, { locale }, options);

const speak = (timeoutMs = 5_000, options = callOptions(), locale = 'en-GB') =>
  createTextToSpeech(
    {
      url: `${voice.url}/v1`,
      key,
      modelName: 'm-2',
      timeoutMs,
      voices: { en: 'amy', de: 'thorsten' },
      pricePerMillion: 15,
    },
    { log: quietLog },
  ).speak({ text: 'What did you build?', locale }, options);

const status = (code: number, headers: Record<string, string> = {}): Reply => ({
  kind: 'body',
  status: code,
  headers,
  body: JSON.stringify({ error: { message: canary, type: canary } }),
});

const content = (change: Record<string, unknown>): Reply => ({
  kind: 'content',
  output: heardBody('Yes I did', change),
});

const foreign: [string, Reply, string][] = [
  ['429', status(429, { 'retry-after': '7' }), 'speech.unavailable'],
  ['500', status(500), 'speech.unavailable'],
  ['503', status(503), 'speech.unavailable'],
  ['401', status(401), 'speech.unavailable'],
  ['404', status(404), 'speech.unavailable'],
  ['a redirect', status(302, { location: 'http://127.0.0.1:9/' }), 'speech.unavailable'],
  ['400', status(400), 'speech.rejected'],
  ['413', status(413), 'speech.rejected'],
  ['a dropped connection', { kind: 'drop' }, 'speech.unavailable'],
  ['a web page', { kind: 'body', status: 200, body: `<html>${canary}` }, 'speech.invalid_output'],
  ['an empty body', { kind: 'body', status: 200, body: '' }, 'speech.invalid_output'],
  ['12 MB', { kind: 'huge', bytes: 12 * 1024 * 1024 }, 'speech.invalid_output'],
];

describe.each([
  ['a recogniser', () => hearing, hear],
  ['a voice', () => voice, speak],
])('%s', (_name, server, call) => {
  test.each(foreign)(
    '%s becomes a code of ours, in one attempt, without a foreign word',
    async (_case, reply, code) => {
      const before = server().received.length;
      server().script(reply);

      const error = await failureOf(call());

      expect(error.code).toBe(code);
      expect(JSON.stringify(error) + String(error.stack)).not.toContain(canary);
      expect(server().received).toHaveLength(before + 1);
    },
  );

  test('a hint when to come back is kept', async () => {
    server().script(status(429, { 'retry-after': '7' }));

    expect((await failureOf(call())).retryAfterSeconds).toBe(7);
  });

  test.each<[string, Reply]>([
    ['never answers', { kind: 'hang' }],
    ['answers one blank at a time', { kind: 'trickle', everyMs: 20 }],
  ])('one that %s is given up in time, and its connection closed', async (_case, reply) => {
    server().script(reply);

    expect((await failureOf(call(150))).code).toBe('speech.timeout');
    await expect.poll(() => server().open()).toBe(0);
  });

  test('a call whose signal has fired does no work', async () => {
    const before = server().received.length;
    const cancelled = { ...callOptions(), signal: AbortSignal.abort(new Error('cancelled by the test')) };

    await expect(call(5_000, cancelled)).rejects.toThrow('cancelled by the test');
    expect(server().received).toHaveLength(before);
  });
});

describe('what a recogniser heard', () => {
  test('comes with words, their times, how sure they are, and what the call cost', async () => {
    const { value, usage, stamp } = await hear();

    expect(value).toMatchObject({ text: spokenAnswer, language: 'en', durationMs: 4_900 });
    expect(value.words[1]).toEqual({ text: 'rebuilt', startMs: 500, endMs: 900, confidence: Math.exp(-0.2) });
    expect(usage).toMatchObject({ audioMs: 4_900, costMicros: 490 });
    expect(stamp).toMatchObject({ engine: 'speech-to-text', model: 'm-1' });
  });

  test('was asked for with the language of the interview, and with no hint at what might be said', async () => {
    await hear(5_000, callOptions(), 'de-AT');
    const received = hearing.received.at(-1);
    const form = String(received?.body['form']);
    const names = Array.from(form.matchAll(/; name="([^"]+)"/gu), ([, name]) => name);

    expect(received?.headers['authorization']).toBe('Bearer secret-key-canary');
    expect(names).toEqual([
      'file',
      'model',
      'language',
      'response_format',
      'timestamp_granularities[]',
      'timestamp_granularities[]',
    ]);
    expect(form).toMatch(/name="language"\r\n\r\nde\r\n/u);
  });

  test.each<[string, Record<string, unknown>, unknown]>([
    ['its own figure for a word', { words: [{ word: ' Yes', start: 0, end: 0.3, probability: 0.31 }] }, 0.31],
    ['the figure of the segment for words inside it', { words: undefined }, Math.exp(-0.2)],
    ['nothing where nobody says', { segments: undefined }, null],
    [
      'nothing for a figure out of bounds',
      { words: [{ word: 'Yes', start: 0, end: 0.3, probability: 7 }], segments: [] },
      null,
    ],
  ])('is as sure as it says: %s', async (_case, change, confidence) => {
    hearing.script(content(change));

    expect((await hear()).value.words[0]).toMatchObject({ text: 'Yes', confidence });
  });

  test.each<[string, Record<string, unknown>]>([
    ['a text that is none', { text: 7 }],
    ['a time before the beginning', { words: [{ word: 'Yes', start: -1, end: 1 }] }],
    ['a time in words', { words: [{ word: 'Yes', start: 'soon', end: 1 }] }],
    [
      'more words than anybody speaks',
      { words: Array.from({ length: 20_001 }, () => ({ word: 'a', start: 0, end: 0 })) },
    ],
    ['a word without end', { words: [{ word: 'x'.repeat(501), start: 0, end: 1 }] }],
  ])('is refused with %s', async (_case, change) => {
    hearing.script(content(change));

    expect((await failureOf(hear())).code).toBe('speech.invalid_output');
  });
});

describe('a spoken question', () => {
  test('is sound told by its own bytes, in the voice of its language, and costs by its length', async () => {
    const { value, usage } = await speak(5_000, callOptions(), 'de');

    expect(value.mediaType).toBe('audio/wav');
    expect(usage.costMicros).toBe(285);
    expect(voice.received.at(-1)?.body).toMatchObject({
      model: 'm-2',
      voice: 'thorsten',
      input: 'What did you build?',
    });
  });

  test('is refused in a language that has no voice, without a call', async () => {
    const before = voice.received.length;

    await expect(speak(5_000, callOptions(), 'fr')).rejects.toMatchObject({ code: 'speech.not_configured' });
    expect(voice.received).toHaveLength(before);
  });
});

describe('settings', () => {
  const base64 = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
  const configOf = (env: Record<string, string>) =>
    loadConfig({
      DATABASE_URL: 'postgres://unused',
      PARLEY_MASTER_KEY: base64(1),
      PARLEY_KEY_PEPPER: base64(2),
      PARLEY_SIGNING_KEY: base64(3),
      ...env,
    }).speech;

  test('without an address there is no service', () => {
    expect(configOf({})).toEqual({ hearing: null, speaking: null });
  });

  test.each([
    ['http://127.0.0.1:1', 'http://127.0.0.1:1/v1'],
    ['http://127.0.0.1:1/v1/', 'http://127.0.0.1:1/v1'],
    ['https://stt.example/openai', 'https://stt.example/openai/v1'],
  ])('%s is asked below %s', (given, asked) => {
    expect(configOf({ PARLEY_STT_URL: given }).hearing?.url).toBe(asked);
  });

  test.each([
    ['alloy', { any: 'alloy' }],
    ['en=amy, de=thorsten', { en: 'amy', de: 'thorsten' }],
  ])('voices "%s" are read', (given, voices) => {
    expect(configOf({ PARLEY_TTS_URL: 'http://127.0.0.1:1', PARLEY_TTS_VOICE: given }).speaking?.voices).toEqual(
      voices,
    );
  });

  test('doctor asks both for something small, and says what is wrong', async () => {
    const config = configOf({ PARLEY_STT_URL: hearing.url, PARLEY_TTS_URL: voice.url });
    voice.script(status(503));

    const { hearing: heard, speaking } = await trySpeech(config, quietLog);

    expect(heard).toEqual({ problem: null, detail: '' });
    expect(speaking?.problem).toBe('speech.unavailable');
  });
});
