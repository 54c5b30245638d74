// Which services turn speech into text and text into speech; either may be absent.
import * as as from './parsers.ts';
import type { Values } from './read-variables.ts';
import type { Secret } from './secret.ts';
import { variable, type VariableTable } from './variables.ts';

export const speechVariables = {
  PARLEY_STT_URL: variable(as.webAddress(), {
    description:
      'Speech recogniser with OpenAI’s transcription call; without one, candidates type. `/v1` is added where it is missing.',
    example: 'http://127.0.0.1:8901/v1',
  }),
  PARLEY_STT_KEY: variable(as.secretText(), { description: 'API key of the speech recogniser.', secret: true }),
  PARLEY_STT_MODEL: variable(as.text(), {
    description: 'Name of its model, as the service spells it.',
    default: 'whisper-1',
  }),
  PARLEY_STT_TIMEOUT_MS: variable(as.wholeNumber({ min: 1_000, max: 600_000 }), {
    description: 'Longest wait for the words of one answer.',
    default: '120000',
    unit: 'milliseconds',
  }),
  PARLEY_STT_PRICE_PER_MINUTE: variable(as.amount(), {
    description: 'Price of a minute of audio, for the cost record and the tenants’ budgets.',
    unit: 'currency of your bill',
  }),
  PARLEY_TTS_URL: variable(as.webAddress(), {
    description:
      'Service with OpenAI’s speech call that reads questions aloud; without one, the browser’s own voice may. `/v1` is added where it is missing.',
    example: 'http://127.0.0.1:8902/v1',
  }),
  PARLEY_TTS_KEY: variable(as.secretText(), { description: 'API key of that service.', secret: true }),
  PARLEY_TTS_MODEL: variable(as.text(), {
    description: 'Name of its model, as the service spells it.',
    default: 'tts-1',
  }),
  PARLEY_TTS_VOICE: variable(as.text(), {
    description:
      'Name of the voice, or one for each language: `en=amy,de=thorsten`. Other languages are not read aloud then.',
    default: 'alloy',
  }),
  PARLEY_TTS_TIMEOUT_MS: variable(as.wholeNumber({ min: 1_000, max: 600_000 }), {
    description: 'Longest wait for one question to be spoken.',
    default: '15000',
    unit: 'milliseconds',
  }),
  PARLEY_TTS_PRICE: variable(as.amount(), {
    description: 'Price of a million characters read aloud, for the cost record and the tenants’ budgets.',
    unit: 'currency of your bill',
  }),
} satisfies VariableTable;

/** `url` ends with the API's version: everything is asked below it. */
export type SpeechServiceConfig = { url: string; key: Secret | undefined; modelName: string; timeoutMs: number };

export type HearingConfig = SpeechServiceConfig & { pricePerMinute: number | undefined };

/** `voices` by language; `any` speaks those that have none of their own. */
export type SpeakingConfig = SpeechServiceConfig & {
  voices: Readonly<Record<string, string>>;
  pricePerMillion: number | undefined;
};

export type SpeechConfig = { hearing: HearingConfig | null; speaking: SpeakingConfig | null };

const versioned = (url: string): string => (/\/v\d{1,2}$/u.test(new URL(url).pathname) ? url : `${url}/v1`);

const voicesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(',').map((entry) => {
      const [language = '', voice] = entry.split('=', 2).map((part) => part.trim());
      return voice === undefined ? ['any', language] : [language.toLowerCase(), voice];
    }),
  );

export const speechConfig = (values: Values<typeof speechVariables>): SpeechConfig => {
  const { PARLEY_STT_URL: hearingUrl, PARLEY_TTS_URL: speakingUrl } = values;
  return {
    hearing:
      hearingUrl === undefined
        ? null
        : {
            url: versioned(hearingUrl),
            key: values.PARLEY_STT_KEY,
            modelName: values.PARLEY_STT_MODEL,
            timeoutMs: values.PARLEY_STT_TIMEOUT_MS,
            pricePerMinute: values.PARLEY_STT_PRICE_PER_MINUTE,
          },
    speaking:
      speakingUrl === undefined
        ? null
        : {
            url: versioned(speakingUrl),
            key: values.PARLEY_TTS_KEY,
            modelName: values.PARLEY_TTS_MODEL,
            timeoutMs: values.PARLEY_TTS_TIMEOUT_MS,
            voices: voicesOf(values.PARLEY_TTS_VOICE),
            pricePerMillion: values.PARLEY_TTS_PRICE,
          },
  };
};
