// What the recruiter's page shows of one interview, read in one statement, and what its reader adds to it.
import type { RunRef } from '../access/ids.ts';
import type { Policy } from '../lifecycle/policy.ts';
import type { InterviewState, Verdict } from '../lifecycle/state.ts';
import type { AppealWords } from './appeals.ts';
import type { InterviewRecord } from './interview-reader.ts';
import type { OtherVersion } from './room.ts';
import type { NoteTexts } from './run-texts.ts';
import type { StoredPlan } from './plan.ts';
import type { Deviation } from '../voice/call-turns.ts';
import type { LateWords } from './calls.ts';
import type { HeardWord } from '../room/hearing.ts';
import type { Turn } from '../room/transcript.ts';
import type { DraftSubject, Rating, ReviewDraftTexts, ReviewerEvidence, TraceKind } from '../review/evidence.ts';

/** A turn with the words of its first version as they were heard, and whether it can be played. */
export type ListenedTurn = Turn & { words: HeardWord[]; recorded: boolean };

export type DraftedPlan = { revision: number; at: number; engine: string; tokens: number; costMicros: number };

export type OwnRatingRow = { competencyId: string; rating: Rating | null };

export type SavedDraft = ReviewDraftTexts & { about: DraftSubject; revision: number; savedAt: number };

/** Opened where its keys are there. Times are epoch milliseconds. */
export type ReviewMaterial = {
  interview: InterviewRecord;
  policy: Policy;
  /** Empty before the conversation is over, and once consent was withdrawn. */
  turns: ListenedTurn[];
  others: OtherVersion[];
  previousPlan: StoredPlan | null;
  /** The newest first. */
  plans: DraftedPlan[];
  /** What was written beside decisions, and who they name, by note. */
  notes: ReadonlyMap<string, { texts: NoteTexts | null; by: string | null }>;
  /** Of the candidate's appeal; null where there is none, and once its words are gone. */
  appeal: AppealWords | null;
  draft: SavedDraft | null;
  /** Of the present assessment, by this reader. */
  ratings: OwnRatingRow[];
  evidenceOpened: boolean;
  /** How what a voice provider asked differs from the plan. */
  deviations: Deviation[];
  /** What was said in a call and came after the conversation was closed. */
  lateWords: LateWords;
  /** The candidate's, opened when it is asked for. */
  readAddress(): Promise<string | undefined>;
};

/** The newest of some decisions, in codes: the names are in the view. */
export type LastDecision = {
  decided: { kind: string; at: number; verdict: Verdict | null };
  state: InterviewState;
  seq: number;
};

export interface ReviewViewStore {
  /** Null for a run that is absent or another tenant's; throws `personal_data.erased`. */
  read(run: RunRef, reviewer: string): Promise<ReviewMaterial | null>;
  /** Null where none of these kinds was made. */
  readDecided(run: RunRef, kinds: readonly string[]): Promise<LastDecision | null>;
}

export type NewRating = {
  revision: number;
  reviewer: string;
  competencyId: string;
  rating: Rating | null;
  /** The first word counts; otherwise the newest. */
  blind: boolean;
  at: number;
};

export type NewTrace = { kind: TraceKind | 'without_evidence'; target: string; seconds: number };

export interface ReviewEvidenceStore {
  /** What is kept: another rating than the one that was given where the first word counts. Null for a run without that assessment. */
  rate(run: RunRef, rating: NewRating): Promise<{ rating: Rating | null } | null>;
  /** Throws `personal_data.erased`; false where nobody decides on what it is about any more. */
  saveDraft(run: RunRef, reviewer: string, draft: SavedDraft): Promise<boolean>;
  /** Of all reviewers of one assessment. */
  readAll(run: RunRef, revision: number): Promise<ReviewerEvidence[]>;
  dropDraft(run: RunRef, reviewer: string): Promise<void>;
  /** How many places were noted; beyond the most that one reader has, none is added. */
  trace(
    run: RunRef,
    whose: { reviewer: string; revision: number; at: number },
    entries: readonly NewTrace[],
  ): Promise<number>;
}
