// What the use cases of the room stand on, and who is calling them.
import type { RunRef } from '../../domain/access/ids.ts';
import type { Branding } from '../../domain/ports/administration.ts';
import type { ChangeListener } from '../../domain/ports/interviews.ts';
import type { SealedObjects } from '../../domain/ports/objects.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { Interviewer, ModelBudget, UsageRecorder } from '../../domain/ports/models.ts';
import type { CallEngine, RoomCalls } from '../../domain/ports/calls.ts';
import type { VoiceProviders } from '../../domain/ports/voice.ts';
import type { SpeechServices } from '../../domain/ports/speech.ts';
import type { PieceStore, RecordingStarter } from '../../domain/ports/recordings.ts';
import type { OwnStore } from '../../domain/ports/own.ts';
import type { RoomStore } from '../../domain/ports/room.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';
import { present } from '../../domain/present.ts';
import type { Disclosure } from '../../domain/room/words/words.ts';
import type { Caller, Decisions } from '../decisions.ts';
import type { ReadInterview } from '../interviews/read-interview.ts';
import type { FaultWatch } from './fault-watch.ts';

export type RoomDeps = {
  store: RoomStore;
  pieces: PieceStore;
  /** Throws `recording.quota_spent`. */
  recordingQuota: { require(tenantId: string): Promise<void> };
  recordings: RecordingStarter;
  /** Where spoken questions are kept. */
  objects: Pick<SealedObjects, 'open' | 'put'>;
  /** Tells when something of a run was written. */
  changes: Pick<ChangeListener, 'watch'>;
  own: OwnStore;
  readInterview: ReadInterview;
  interviewer: Interviewer;
  /** Left out where calls cost nothing. */
  usage?: UsageRecorder;
  /** Asked before a follow-up is; left out likewise. */
  budget?: ModelBudget;
  speech: SpeechServices;
  voice: VoiceProviders;
  /** Conversations that are held outside. */
  calls: RoomCalls;
  engine: Pick<CallEngine, 'followCall'>;
  pause(durationMs: number): Promise<unknown>;
  decisions: Pick<
    Decisions,
    'openSession' | 'completeInterview' | 'requestHelp' | 'optOut' | 'withdraw' | 'withdrawConsent'
  >;
  readBranding(tenantId: string): Promise<Branding>;
  clock: Clock;
  digest: Digest;
  logger: Logger;
  metrics: Pick<Metrics, 'increment'>;
  faults: FaultWatch;
  disclosure: Disclosure;
  /** 256 random bits. */
  newToken(): string;
  /** The keyed hash under which a link's token, a cookie or the name of a window is stored. */
  hashToken(kind: 'link' | 'cookie' | 'client', value: string): string;
};

/**
 * One request of a candidate; `arrivedAt` is when it reached us, in epoch milliseconds, `client` the hash of the window
 * that it names, null where it names none.
 */
export type Visit = RunRef & { cookieHash: string; client?: string | null; arrivedAt: number; requestId?: string };

/**
 * The candidate as the timeline and the audit log name them. Without a key a command is named after the run's position
 * and what was said, so a repeat of an unanswered one is the same.
 */
export const candidateOf = ({ requestId }: Visit, updateKey: string | null = null): Caller => ({
  actor: { kind: 'candidate', ...present({ requestId }) },
  updateKey,
});
