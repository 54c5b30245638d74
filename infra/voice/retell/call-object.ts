// Retell's call object, and what is taken over from it: everything that is not named here is dropped before anything is kept.
// So are `call_analysis` with its `user_sentiment`, summaries and custom analyses: nobody's feelings are guessed at here.
import { z } from 'zod';
import type { CallEnding, ProviderCall, SpokenWord, Utterance } from '../../../domain/ports/voice.ts';

const seconds = z.number().min(0).max(86_400);
const word = z.object({ word: z.string().max(500), start: seconds, end: seconds });
const contentMax = 100_000;
const utterance = z.object({
  role: z.string().max(40),
  // What is beyond is cut off: the rest of an answer is better than none.
  content: z.string().transform((text) => text.slice(0, contentMax)),
  words: z.unknown().optional(),
});
const utterancesMax = 5_000;
const wordsMax = 20_000;
const time = z.number().int().min(0).max(8_640_000_000_000_000).nullish().catch(null);

export const callId = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w-]+$/);

export const callObject = z.object({
  call_id: callId,
  call_status: z.string().max(40),
  metadata: z
    .object({ sessionId: z.string().max(100) })
    .nullish()
    .catch(null),
  start_timestamp: time,
  end_timestamp: time,
  disconnection_reason: z.string().max(100).nullish().catch(null),
  // Each entry is read by itself: one that is malformed takes no other with it.
  transcript_object: z.unknown().optional(),
  recording_url: z.url().max(4_000).nullish().catch(null),
});
export type CallObject = z.infer<typeof callObject>;

const endings: Readonly<Record<string, CallEnding>> = {
  agent_hangup: 'finished',
  user_hangup: 'candidate_left',
  user_declined: 'candidate_left',
  inactivity: 'silent',
  max_duration_reached: 'too_long',
  error_user_not_joined: 'not_joined',
  registered_call_timeout: 'not_joined',
  error_no_audio_received: 'no_sound',
  concurrency_limit_reached: 'refused',
  no_concurrency_fallback: 'refused',
  no_valid_payment: 'refused',
  scam_detected: 'refused',
  error_llm_websocket_open: 'provider_failed',
  error_llm_websocket_lost_connection: 'provider_failed',
  error_llm_websocket_runtime: 'provider_failed',
  error_llm_websocket_corrupt_payload: 'provider_failed',
  error_asr: 'provider_failed',
  error_retell: 'provider_failed',
  error_unknown: 'provider_failed',
  manual_stopped: 'stopped',
};

/** The reasons of telephones, and those that come later, are `unknown`. */
export const endingOf = (reason: string | null | undefined): CallEnding =>
  Object.hasOwn(endings, reason ?? '') ? (endings[reason ?? ''] ?? 'unknown') : 'unknown';

const statuses: Readonly<Record<string, ProviderCall['status']>> = {
  registered: 'registered',
  ongoing: 'ongoing',
  ended: 'ended',
  not_connected: 'ended',
  error: 'ended',
};

const ms = (count: number): number => Math.round(count * 1_000);

const wordsOf = (words: unknown): SpokenWord[] =>
  (Array.isArray(words) ? words : []).slice(0, wordsMax).flatMap((one): SpokenWord[] => {
    const { data } = word.safeParse(one);
    if (data === undefined) return [];
    const { word: text, start, end } = data;
    return [{ text: text.trim(), startMs: ms(start), endMs: ms(Math.max(start, end)) }];
  });

const utteranceOf = ({ role, content, words }: z.infer<typeof utterance>): Utterance[] => {
  if (role !== 'agent' && role !== 'user') return [];
  return [{ by: role === 'agent' ? 'interviewer' : 'candidate', text: content, words: wordsOf(words) }];
};

/** `unread`: so many entries are no utterances; one, where all of it is no list. */
const spokenOf = (transcript: unknown): Pick<ProviderCall, 'utterances' | 'unread'> => {
  if (transcript === undefined || transcript === null) return { utterances: [], unread: 0 };
  if (!Array.isArray(transcript)) return { utterances: [], unread: 1 };
  const read = transcript.slice(0, utterancesMax).map((one) => utterance.safeParse(one).data);
  return {
    utterances: read.flatMap((one) => (one === undefined ? [] : utteranceOf(one))),
    unread: read.filter((one) => one === undefined).length,
  };
};

export const callOf = (call: CallObject): ProviderCall => {
  const status = statuses[call.call_status] ?? 'ongoing';
  return {
    externalId: call.call_id,
    sessionId: call.metadata?.sessionId ?? null,
    status,
    ending: status === 'ended' ? endingOf(call.disconnection_reason) : null,
    startedAt: call.start_timestamp ?? null,
    endedAt: call.end_timestamp ?? null,
    ...spokenOf(call.transcript_object),
    recordingUrl: call.recording_url ?? null,
  };
};
