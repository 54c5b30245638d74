// What is kept of conversations that are held outside: the call of each session, what was told of it, and what came of it.
import type { RunRef } from '../access/ids.ts';
import type { CallBrief } from '../voice/brief.ts';
import type { CallEnding, CallRecording, ProviderCall, Utterance } from './voice.ts';

export type CallRef = RunRef & { sessionId: string };

/** `lost`: its provider never said how it ended; `too_late`: what was said in it came after the conversation was closed. */
export type SettledAs = CallEnding | 'lost' | 'too_late';

/** What was said in a call and came after the conversation was closed: no turn, and part of no score. */
export type LateWords = Pick<Utterance, 'by' | 'text'>[];

export type StoredCall = {
  sessionId: string;
  provider: string;
  externalId: string;
  openedAt: number;
  settledAt: number | null;
  ending: SettledAs | null;
  /** Of the whole call; null where nothing was said. */
  recordingId: string | null;
  recordingWaits: boolean;
  /** Its session is over for us, though the call may go on: another one has taken its place, or the conversation is closed. */
  isLeft: boolean;
  doneAt: number | null;
};

export type NewCall = {
  sessionId: string;
  provider: string;
  externalId: string;
  credential: { token: string; until: number } | null;
  openedAt: number;
};

export interface CallStore {
  /** What the provider is told; throws `plan.not_found`, `personal_data.erased`. */
  readBrief(run: RunRef): Promise<{ locale: string; brief: CallBrief }>;
  /** The call of a session, once. */
  add(run: RunRef, call: NewCall): Promise<void>;
  find(ref: CallRef): Promise<StoredCall | null>;
  /** Calls of the run that nothing came of yet, but that of the session `but`. */
  unsettled(run: RunRef, but?: string): Promise<StoredCall[]>;
  /** The newest of what was told that says how the call ended. */
  readTold(ref: CallRef): Promise<ProviderCall | null>;
  /**
   * Stores what was said as turns, counts its time and ends the session; once, and null for a call that was lost. What comes
   * after the conversation was frozen changes nothing of it, and is kept beside it. Returns the ending, null where it was settled before.
   */
  settle(ref: CallRef, call: ProviderCall | null, at: number): Promise<SettledAs | null>;
  storeRecording(
    ref: CallRef,
    recordingId: string,
    recording: CallRecording & { durationMs: number | null },
  ): Promise<void>;
  giveUpRecording(ref: CallRef, recordingId: string): Promise<void>;
  /** Nothing more is done: what was told is dropped, since it stands in the turns. */
  close(ref: CallRef, at: number): Promise<void>;
  /** The provider's ids of the run's calls that are still there, or of the session's orphans alone. */
  copies(run: RunRef, of?: { orphansOf: string }): Promise<{ provider: string; externalId: string }[]>;
  markDeleted(run: RunRef, externalId: string, at: number): Promise<void>;
}

/** Of the room: what its candidate's browser joins with, and which calls are still to be heard of. */
export interface RoomCalls {
  /** Once; null when it was taken before or is void. */
  takeCredential(ref: CallRef, at: number): Promise<string | null>;
  /** Sessions of the run whose calls nothing came of yet. */
  unsettled(run: RunRef): Promise<string[]>;
}

export interface CallIntake {
  /** The session that a call belongs to; null for a call of somebody else. */
  findSession(
    provider: string,
    call: Pick<ProviderCall, 'externalId' | 'sessionId'>,
  ): Promise<(CallRef & { isOrphan: boolean }) | null>;
  /** Kept before it is answered; false when it was there before, or the run is erased. */
  keep(
    ref: CallRef,
    event: { kind: string; digest: string; call: ProviderCall; provider: string; isOrphan: boolean; at: number },
  ): Promise<boolean>;
}

export interface CallEngine {
  /** Has a call followed until it is settled; `told`: something was heard of it. Throws AppError `engine.unavailable`. */
  followCall(ref: CallRef, told: boolean): Promise<void>;
}
