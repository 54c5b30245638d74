// Asks the configured speech services something small, to tell an operator whether they would answer and what is wrong if not.
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { Logger } from '../../domain/ports/log.ts';
import { ModelError } from '../models/model-error.ts';
import type { SpeechConfig } from '../config/speech.ts';
import { createSpeechToText } from './speech-to-text.ts';
import { createTextToSpeech, voiceOf } from './text-to-speech.ts';

export type SpeechTrial = { problem: ErrorCode | null; detail: string };

const patienceMs = 30_000;
const rate = 16_000;

/** A second of silence: nothing to understand, everything to answer. */
export const silentWav = (seconds = 1): Uint8Array => {
  const bytes = rate * seconds * 2;
  const wav = Buffer.alloc(44 + bytes);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + bytes, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(bytes, 40);
  return wav;
};

const tried = async (call: (signal: AbortSignal) => Promise<unknown>): Promise<SpeechTrial> => {
  try {
    await call(AbortSignal.timeout(patienceMs));
    return { problem: null, detail: '' };
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal.error';
    return { problem: code, detail: error instanceof ModelError ? `after ${error.usage.durationMs} ms` : '' };
  }
};

const options = (signal: AbortSignal) => ({ signal, tenantId: 'doctor' });

/** One second of silence to understand, two words to say. Never throws. */
export const trySpeech = async (
  { hearing, speaking }: SpeechConfig,
  log: Logger,
): Promise<{ hearing: SpeechTrial | null; speaking: SpeechTrial | null }> => {
  const deps = { log };
  const language = Object.keys(speaking?.voices ?? {}).find((name) => name !== 'any') ?? 'en';
  const locale = speaking && voiceOf(speaking, 'en') !== null ? 'en' : language;
  return {
    hearing:
      hearing &&
      (await tried((signal) =>
        createSpeechToText(hearing, deps).transcribe(
          { bytes: silentWav(), mediaType: 'audio/wav' },
          { locale: 'en' },
          options(signal),
        ),
      )),
    speaking:
      speaking &&
      (await tried((signal) =>
        createTextToSpeech(speaking, deps).speak({ text: 'Good day.', locale }, options(signal)),
      )),
  };
};
