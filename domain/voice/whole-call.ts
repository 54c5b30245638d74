// Whether what a provider told of a call is all that there is of it: what is not is asked for, and never taken for silence.
import type { ProviderCall } from '../ports/voice.ts';

const hour = 3_600_000;

/** In a shorter one nobody may have come to speak. */
const wordlessAfterMs = 10_000;

const lengthMs = ({ startedAt, endedAt }: ProviderCall): number =>
  startedAt === null || endedAt === null ? 0 : endedAt - startedAt;

/** All of it could be read, and the candidate spoke or never joined. */
export const saysEnough = ({ utterances, unread, startedAt }: ProviderCall): boolean =>
  unread === 0 && (startedAt === null || utterances.some(({ by }) => by === 'candidate'));

/** It was held, and of its words there are none: they are missing. */
export const isWordless = (call: ProviderCall): boolean =>
  call.utterances.length === 0 && (call.unread > 0 || lengthMs(call) >= wordlessAfterMs);

/** What was told, with the words of whichever has more of them. */
export const fuller = (told: ProviderCall, found: ProviderCall | null): ProviderCall => {
  if (found === null || found.utterances.length <= told.utterances.length) return told;
  const { utterances, unread } = found;
  return { ...told, utterances, unread, recordingUrl: told.recordingUrl ?? found.recordingUrl };
};

/** A recording that is not there yet is looked for less and less often: as long again as it was waited for, an hour at most. */
export const recordingLookMs = (waitedMs: number, lookMs: number): number => Math.max(lookMs, Math.min(hour, waitedMs));
