// The speech services, as the configuration chose them, with the money they cost and the record of it.
import type { SpeechServices } from '../../domain/ports/speech.ts';
import type { SpeechConfig } from '../config/speech.ts';
import { createModelBudget } from '../db/models/model-budget.ts';
import { createUsageRecorder, type UsageRecorderDeps } from '../db/models/model-call-store.ts';
import type { SpeechDeps } from './call-speech.ts';
import { createSpeechToText } from './speech-to-text.ts';
import { createTextToSpeech } from './text-to-speech.ts';

type Deps = SpeechDeps & UsageRecorderDeps & { now: () => number };

export const createSpeech = ({ hearing, speaking }: SpeechConfig, deps: Deps): SpeechServices => ({
  hearing: hearing && createSpeechToText(hearing, deps),
  voice: speaking && createTextToSpeech(speaking, deps),
  budget: createModelBudget(deps),
  usage: createUsageRecorder(deps),
});
