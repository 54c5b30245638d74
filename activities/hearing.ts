// Listens to one spoken answer: the recogniser's words go through the rules of what was not heard, and are written down once.
import type { Logger } from '../domain/ports/log.ts';
import type { MeasureSound, SpokenAnswers } from '../domain/ports/recordings.ts';
import type { SpeechServices } from '../domain/ports/speech.ts';
import { wishTold } from '../domain/room/asides.ts';
import { judgeHearing } from '../domain/room/hearing-rules.ts';
import type { Hearing } from '../domain/room/hearing.ts';
import { soundIn, type Sound } from '../domain/room/sound.ts';
import { isErased } from '../domain/seal/open.ts';
import type { HearingActivities, RecordingInput } from '../workflows/contracts.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export type HearingDeps = {
  answers: SpokenAnswers;
  /** Its budget is not asked: what was offered and spoken is heard. */
  speech: Pick<SpeechServices, 'hearing' | 'usage'>;
  measure: MeasureSound;
  log: Pick<Logger, 'info'>;
  heartbeat(): void;
  signal(): AbortSignal;
};

type Ref = RecordingInput['recording'];

/** Sound that cannot be measured is judged by the rest. */
const soundOf = async ({ measure, log }: HearingDeps, runId: string, bytes: Uint8Array): Promise<Sound | null> => {
  try {
    const loudness = await measure(bytes);
    return loudness && soundIn(loudness);
  } catch (error) {
    log.info('speech.not_measured', { runId, error });
    return null;
  }
};

const hear = async (deps: HearingDeps, { recordingId, ...run }: Ref): Promise<Hearing> => {
  const { answers, speech } = deps;
  const { tenantId, runId } = run;
  const context = await answers.readContext(run, recordingId);
  const turn = context?.turns.at(-1);
  if (context === null || speech.hearing === null) return 'waiting';
  // An attempt before this one got as far, and did not live to say so: nobody pays twice.
  if (turn?.hearing !== 'waiting') return turn?.hearing ?? 'waiting';
  const audio = await answers.readAudio(run, recordingId);
  if (audio === null) return 'waiting';
  const { locale, turns } = context;
  const options = { signal: deps.signal(), tenantId };
  const purpose = { runId, step: 'hear', revision: null, engine: 'speech-to-text' } as const;
  const { hearing } = speech;
  // At once: the next question may wait for the words.
  const [{ value }, sound] = await Promise.all([
    speech.usage.record(tenantId, purpose, () => hearing.transcribe(audio, { locale }, options)),
    soundOf(deps, runId, audio.bytes),
  ]);
  const { heard, intent, reason } = judgeHearing(value, { locale, durationMs: audio.durationMs, sound }, turns);
  if (reason !== null) deps.log.info('speech.unheard', { runId, code: reason });
  const written = await answers.storeHeard(run, recordingId, { ...heard, intent, wish: wishTold(turns, intent) });
  return written ? heard.hearing : 'waiting';
};

export const createHearingActivities = (deps: HearingDeps): HearingActivities => ({
  hearRecording: async ({ tenantId, runId, recordingId }) => {
    try {
      const ref = { tenantId, runId, recordingId };
      return {
        hearing: await withHeartbeat(
          () => deps.heartbeat(),
          () => hear(deps, ref),
        ),
      };
    } catch (error) {
      if (isErased(error)) return { hearing: 'waiting' };
      throw error;
    }
  },
});
