// What can happen to an interview: facts are the only thing that changes its state, one seq each.
import type { DataQuality, MissingField, SessionMode, Verdict } from './state.ts';

export const actorKinds = ['system', 'integrator', 'recruiter', 'candidate', 'operator'] as const;
export type ActorKind = (typeof actorKinds)[number];

/**
 * Who caused a fact; `id` is one of our own ids (a key's, a session's), never a name. `requestId` names the request that
 * brought the command, so that the audit log and the caller's own log can be laid side by side.
 */
export type Actor = { kind: ActorKind; id?: string; requestId?: string };

export const completionReasons = ['finished', 'time_over', 'window_ended'] as const;
export type CompletionReason = (typeof completionReasons)[number];

export const helpCodes = ['technical', 'accommodation', 'question'] as const;
export type HelpCode = (typeof helpCodes)[number];

export const erasureScopes = ['personal', 'all'] as const;
/** What an erasure destroys: what is about the person, or the assessment's own texts too. */
export type ErasureScope = (typeof erasureScopes)[number];

/** The codes that each fact carries; free text stays in PostgreSQL and is named by `noteId`. */
export type FactDetails = {
  received: Record<string, never>;
  validated: { dataQuality: DataQuality; missing: MissingField[] };
  infoSupplied: { submissionId: string };
  infoMerged: { submissionId: string; dataQuality: DataQuality; missing: MissingField[]; scheduledAt?: number };
  /** `held`: it says something that a person has to look at before it counts. */
  planReady: { revision: number; held?: true };
  planApproved: { revision: number; linkExpiresAt: number; scheduledAt?: number; noteId?: string };
  planRejected: { revision: number; noteId?: string; reasonCode?: string };
  planRevisionRequested: { revision: number; noteId?: string; reasonCode?: string; competencyIds?: string[] };
  scheduled: { scheduledAt: number; linkExpiresAt: number };
  sessionRequested: { attempt: number; mode: SessionMode };
  sessionOpened: { attempt: number; sessionId: string; provider: string; mode: SessionMode };
  conversationActive: { lastTurnAt: number };
  helpRequested: { code: HelpCode; noteId?: string };
  completed: { reason: CompletionReason };
  assessmentReady: { revision: number; verdict: Verdict | null };
  assessmentApproved: {
    revision: number;
    verdict: Verdict;
    overridden: boolean;
    reasonCodes?: string[];
    noteId?: string;
  };
  assessmentRejected: { revision: number; noteId?: string; reasonCode?: string };
  rescoreRequested: { revision: number };
  optedOut: { reasonCode?: string; noteId?: string };
  withdrawn: { reasonCode?: string; noteId?: string };
  consentWithdrawn: { reasonCode?: string; noteId?: string };
  cancelled: { reasonCode?: string; noteId?: string };
  expired: Record<string, never>;
  noShow: Record<string, never>;
  reminded: { number: number; audience: 'recruiter' | 'candidate' };
  verdictOverdue: Record<string, never>;
  workFailed: { work: WorkKind; code: string; retryable: boolean };
  retried: { noteId?: string };
  aborted: Record<string, never>;
  workflowLost: Record<string, never>;
  /** An operator has a workflow that was ended by force begin again from here; written beside the row, by no workflow. */
  workflowRestarted: { noteId?: string };
  commandRefused: { command: string; code: string };
  /** Recorded by the erasure after the run has ended; it changes no state. */
  erased: { scope: ErasureScope };
};

export type WorkKind = 'mergeInfo' | 'draftPlan' | 'openSession' | 'score';

export type FactType = keyof FactDetails;

/** A fact before the machine gives it its place. */
export type NewFact = { [T in FactType]: { type: T; detail: FactDetails[T] } }[FactType];

/** A fact with its place in the run (`seq` from 1, without gaps) and its time in epoch milliseconds. */
export type Fact = NewFact & { seq: number; at: number; actor: Actor };

/** A fact without the names of its members: where it stands beside itself in a history, every byte counts. */
export type PackedFact = readonly [seq: number, at: number, type: FactType, detail: NewFact['detail'], actor: Actor];

export const packFact = ({ seq, at, type, detail, actor }: Fact): PackedFact => [seq, at, type, detail, actor];

export const unpackFact = ([seq, at, type, detail, actor]: PackedFact): Fact =>
  ({ type, detail, seq, at, actor }) as Fact;
