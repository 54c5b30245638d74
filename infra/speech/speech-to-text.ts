// Turns a spoken answer into words by any service with OpenAI's transcription call; nothing is hinted but the language.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Audio, Recognised, SpeechToText } from '../../domain/ports/speech.ts';
import type { HearingConfig } from '../config/speech.ts';
import { createSpeechCaller, type SpeechDeps } from './call-speech.ts';

const seconds = z.number().min(0).max(86_400);
const probability = z.number().min(0).max(1).nullish().catch(null);

const word = z.object({
  word: z.string().max(500),
  start: seconds,
  end: seconds,
  probability,
  confidence: probability,
});
type Word = z.infer<typeof word>;

const segment = z.object({
  start: seconds,
  end: seconds,
  text: z.string().max(20_000),
  avg_logprob: z.number().max(0).nullish().catch(null),
  no_speech_prob: probability,
  words: z.array(word).max(20_000).nullish(),
});
type Segment = z.infer<typeof segment>;

const answer = z.object({
  text: z.string().max(200_000),
  language: z.string().max(40).nullish(),
  duration: z.coerce.number().min(0).max(86_400).nullish().catch(null),
  words: z.array(word).max(20_000).nullish(),
  segments: z.array(segment).max(5_000).nullish(),
});

const ms = (count: number): number => Math.round(count * 1_000);

/** Services name languages or give their codes. */
const codes: Readonly<Record<string, string>> = { english: 'en', german: 'de', french: 'fr', spanish: 'es' };

const languageOf = (said: string | null | undefined): string | null => {
  const name = said?.trim().toLowerCase() ?? '';
  return name === '' ? null : (codes[name] ?? name);
};

/** How sure the recogniser was of a word it says nothing about: as sure as of its segment. */
const sureOf = ({ avg_logprob: logarithm }: Segment): number | null =>
  typeof logarithm === 'number' ? Math.exp(logarithm) : null;

const at = (segments: readonly Segment[], start: number, end: number): Segment | undefined => {
  const middle = (start + end) / 2;
  return segments.find((one) => one.start <= middle && middle <= one.end);
};

const asWord = ({ word: text, start, end, probability: sure, confidence }: Word, within: Segment | undefined) => ({
  text: text.trim(),
  startMs: ms(start),
  endMs: ms(Math.max(start, end)),
  confidence: sure ?? confidence ?? (within === undefined ? null : sureOf(within)),
});

/** A service that times no words: each is as long as its segment, which is true, if not exact. */
const wordsOfSegment = (one: Segment): Word[] =>
  one.text
    .split(/\s+/u)
    .filter((text) => text !== '')
    .map((text) => ({ word: text, start: one.start, end: one.end }));

const wordsOf = (words: readonly Word[], segments: readonly Segment[]): Recognised['words'] =>
  (words.length > 0
    ? words.map((one) => asWord(one, at(segments, one.start, one.end)))
    : segments.flatMap((one) => (one.words ?? wordsOfSegment(one)).map((each) => asWord(each, one)))
  ).filter(({ text }) => text !== '');

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

const read = (bytes: Uint8Array): Recognised => {
  const { success, data } = answer.safeParse(parsed(bytes));
  if (!success) throw new AppError('speech.invalid_output');
  const segments = data.segments ?? [];
  const words = wordsOf(data.words ?? [], segments);
  const end = Math.max(0, ...segments.map((one) => ms(one.end)), ...words.map(({ endMs }) => endMs));
  return {
    text: data.text.trim(),
    language: languageOf(data.language),
    durationMs: typeof data.duration === 'number' ? ms(data.duration) : end,
    words,
    segments: segments.map((one) => ({
      startMs: ms(one.start),
      endMs: ms(one.end),
      text: one.text.trim(),
      averageLogProbability: one.avg_logprob ?? null,
      noSpeechProbability: one.no_speech_prob ?? null,
    })),
  };
};

/** Services tell formats by the name of the file. */
const fileNames: Readonly<Record<string, string>> = {
  'audio/webm': 'answer.webm',
  'audio/ogg': 'answer.ogg',
  'audio/mp4': 'answer.mp4',
  'audio/wav': 'answer.wav',
};

const formOf = async ({ bytes, mediaType }: Audio, modelName: string, locale: string) => {
  const [type = ''] = mediaType.split(';', 1);
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), fileNames[type] ?? 'answer.webm');
  form.append('model', modelName);
  form.append('language', locale.split('-', 1)[0]?.toLowerCase() ?? 'en');
  form.append('response_format', 'verbose_json');
  for (const grain of ['word', 'segment']) form.append('timestamp_granularities[]', grain);
  const encoded = new Response(form);
  return {
    contentType: encoded.headers.get('content-type') ?? 'multipart/form-data',
    bytes: new Uint8Array(await encoded.arrayBuffer()),
  };
};

export const createSpeechToText = (config: HearingConfig, deps: SpeechDeps): SpeechToText => {
  const call = createSpeechCaller('speech-to-text', config, deps);
  return {
    transcribe: async (audio, { locale }, options) => {
      options.signal.throwIfAborted();
      const payload = await formOf(audio, config.modelName, locale);
      const spent = ({ durationMs: audioMs }: Recognised) => ({
        inputTokens: 0,
        outputTokens: 0,
        audioMs,
        costMicros: Math.round(((config.pricePerMinute ?? 0) * 1_000_000 * audioMs) / 60_000),
      });
      return call({ path: 'audio/transcriptions', payload, read, spent }, options);
    },
  };
};
