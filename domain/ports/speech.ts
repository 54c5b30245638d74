// Speech in both directions: what a recogniser and a voice are asked for. Like models, they fail with errors, never with a guess.
import type { CallOptions, ModelBudget, ModelResult, UsageRecorder } from './models.ts';

/** `mediaType` such as `audio/webm`. */
export type Audio = { bytes: Uint8Array; mediaType: string };

/** As the recogniser said it, before anybody judged it; times in milliseconds from the start of the audio. */
export type Recognised = {
  text: string;
  language: string | null;
  durationMs: number;
  words: { text: string; startMs: number; endMs: number; confidence: number | null }[];
  segments: {
    startMs: number;
    endMs: number;
    text: string;
    averageLogProbability: number | null;
    noSpeechProbability: number | null;
  }[];
};

export interface SpeechToText {
  /** Throws AppErrors of the `speech.*` codes. */
  transcribe(audio: Audio, input: { locale: string }, options: CallOptions): Promise<ModelResult<Recognised>>;
}

export interface TextToSpeech {
  /** The voice of the language, by a name that tells it from all others; null where it has none. */
  voiceFor(locale: string): string | null;
  /** Throws AppErrors of the `speech.*` codes. */
  speak(input: { text: string; locale: string }, options: CallOptions): Promise<ModelResult<Audio>>;
}

/** Null where there is no such service. The budget is asked before speaking is offered: what was spoken then is heard. */
export type SpeechServices = {
  hearing: SpeechToText | null;
  voice: TextToSpeech | null;
  budget: ModelBudget;
  usage: UsageRecorder;
};
