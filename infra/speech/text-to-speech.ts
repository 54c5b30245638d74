// Reads a question aloud by any service with OpenAI's speech call; what comes back is sound that browsers play, or an error.
import { AppError } from '../../domain/errors.ts';
import type { Audio, TextToSpeech } from '../../domain/ports/speech.ts';
import type { SpeakingConfig } from '../config/speech.ts';
import { createSpeechCaller, type SpeechDeps } from './call-speech.ts';

const bytesMin = 200;

const starts: readonly { mediaType: string; at: number; bytes: readonly number[] }[] = [
  { mediaType: 'audio/mpeg', at: 0, bytes: [0x49, 0x44, 0x33] },
  { mediaType: 'audio/wav', at: 0, bytes: [0x52, 0x49, 0x46, 0x46] },
  { mediaType: 'audio/ogg', at: 0, bytes: [0x4f, 0x67, 0x67, 0x53] },
  { mediaType: 'audio/flac', at: 0, bytes: [0x66, 0x4c, 0x61, 0x43] },
  { mediaType: 'audio/mp4', at: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
];

/** An MPEG frame without a tag before it. */
const isFrame = ([first = 0, second = 0]: Uint8Array): boolean => first === 0xff && (second & 0xe0) === 0xe0;

/** Told by the bytes themselves: what a service calls them goes nowhere near a browser. */
const mediaTypeOf = (bytes: Uint8Array): string | null => {
  const known = starts.find(({ at, bytes: start }) => start.every((byte, index) => bytes[at + index] === byte));
  return known?.mediaType ?? (isFrame(bytes) ? 'audio/mpeg' : null);
};

const read = (bytes: Uint8Array): Audio => {
  const mediaType = mediaTypeOf(bytes);
  if (bytes.length < bytesMin || mediaType === null) throw new AppError('speech.invalid_output');
  return { bytes, mediaType };
};

/** The voice of a locale's language; null where it has none. */
export const voiceOf = ({ voices }: Pick<SpeakingConfig, 'voices'>, locale: string): string | null =>
  voices[locale.split('-', 1)[0]?.toLowerCase() ?? ''] ?? voices['any'] ?? null;

export const createTextToSpeech = (config: SpeakingConfig, deps: SpeechDeps): TextToSpeech => {
  const call = createSpeechCaller('text-to-speech', config, deps);
  return {
    voiceFor: (locale) => {
      const voice = voiceOf(config, locale);
      return voice === null ? null : [config.url, config.modelName, voice].join(' ');
    },
    speak: async ({ text: input, locale }, options) => {
      const voice = voiceOf(config, locale);
      if (voice === null) throw new AppError('speech.not_configured');
      const body = { model: config.modelName, voice, input, response_format: 'mp3' };
      const costMicros = Math.round((config.pricePerMillion ?? 0) * Array.from(input).length);
      return call(
        {
          path: 'audio/speech',
          payload: { contentType: 'application/json', bytes: new TextEncoder().encode(JSON.stringify(body)) },
          read,
          spent: () => ({ inputTokens: 0, outputTokens: 0, costMicros }),
        },
        options,
      );
    },
  };
};
