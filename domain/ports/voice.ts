// Who holds the conversation: Parley's own room, or a service outside that is given the plan and tells of the call.
import type { SessionMode } from '../lifecycle/state.ts';
import type { CallBrief } from '../voice/brief.ts';

export type OpenedSession = {
  /** The provider's own id, stored with the session. */
  externalId: string;
  /** Epoch milliseconds after which nothing more can come of it. */
  expiresAt: number;
  /** What the candidate's browser joins with, once, until then; null where the room's own cookie is enough. */
  credential: { token: string; until: number } | null;
};

/** Why a call is over, as a code of ours. `finished`: the interviewer said goodbye. */
export const callEndings = [
  'finished',
  'candidate_left',
  'silent',
  'too_long',
  'not_joined',
  'no_sound',
  'refused',
  'provider_failed',
  'stopped',
  'unknown',
] as const;
export type CallEnding = (typeof callEndings)[number];

/** Times in milliseconds from the beginning of the call. */
export type SpokenWord = { text: string; startMs: number; endMs: number };
export type Utterance = { by: 'interviewer' | 'candidate'; text: string; words: SpokenWord[] };

/** A call as its provider tells of it: what is used of it, and nothing else. Times are epoch milliseconds. */
export type ProviderCall = {
  externalId: string;
  /** Our session, where the provider gives back what it was told. */
  sessionId: string | null;
  /** `registered`: nobody has joined yet. */
  status: 'registered' | 'ongoing' | 'ended';
  ending: CallEnding | null;
  startedAt: number | null;
  endedAt: number | null;
  utterances: Utterance[];
  /** Entries of its transcript that could not be read. */
  unread: number;
  recordingUrl: string | null;
};

/** `foreign` is not from the provider; `other` is, and says nothing that is used. */
export type ProviderEvent =
  | { kind: 'foreign' }
  | { kind: 'other' }
  | { kind: 'started' | 'ended' | 'analysed'; call: ProviderCall };

/** `none`: nothing is to be had there (any more); `no_sound`: what is there is no sound, and never will be. */
export type CopiedRecording = 'kept' | 'none' | 'no_sound';

/** `content` as it comes: it may be hours long, and is held nowhere as a whole. */
export type CallRecording = {
  content: AsyncIterable<Uint8Array>;
  mediaType: 'audio/wav' | 'audio/mpeg' | 'audio/mp4' | 'audio/ogg';
};

/** Every method that calls out throws AppError `session.provider_unavailable` where that may pass. */
export interface VoiceProvider {
  readonly name: string;
  /** Whether the conversation is held elsewhere, so that it comes as a call. */
  readonly outside: boolean;
  /** What the candidate's page may connect to, beside ourselves. */
  readonly browserSources: readonly string[];
  /**
   * Opens a session, or returns the one already opened under `idempotencyKey` where the provider can tell. `brief` is there
   * for one that is outside.
   */
  open(
    input: { idempotencyKey: string; sessionId: string; mode: SessionMode; locale: string; brief: CallBrief | null },
    signal: AbortSignal,
  ): Promise<OpenedSession>;
  /** `body` as it came; `headers` in lower case. */
  verifyWebhook(body: Uint8Array, headers: Readonly<Record<string, string>>): ProviderEvent;
  /** How the call stands; null when the provider has none of it. */
  fetch(externalId: string, signal: AbortSignal): Promise<ProviderCall | null>;
  /** Ends a call under way; harmless when it is over. */
  stop(externalId: string, signal: AbortSignal): Promise<void>;
  /** Gives it to `keep`, once, while it comes. */
  copyRecording(
    call: ProviderCall,
    keep: (recording: CallRecording) => Promise<void>,
    signal: AbortSignal,
  ): Promise<CopiedRecording>;
  /** Deletes the provider's copy of everything; false when there was none. */
  delete(externalId: string, signal: AbortSignal): Promise<boolean>;
}

/** Typed answers are always given in our own room. */
export type VoiceProviders = {
  room: VoiceProvider;
  /** Who holds spoken conversations in its place; null where the room does. */
  calls: VoiceProvider | null;
};
