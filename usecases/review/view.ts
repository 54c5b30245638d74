// What the recruiter's page is told: one interview with what may be decided on it, and what its reader did so far.
import type { AbstainReason, Band, IntegrityNote, InsufficientReason } from '../../domain/assessment/assessment.ts';
import type { AppealOutcome } from '../../domain/appeals/appeal.ts';
import type { InterviewState, MissingField, Outcome, Verdict } from '../../domain/lifecycle/state.ts';
import type { AnchorLevel } from '../../domain/plan/plan.ts';
import type { ShownPlan } from '../../domain/plan/shown-plan.ts';
import type { FollowUp } from '../../domain/review/follow-ups.ts';
import type { DraftSubject, PlanTarget, TraceKind } from '../../domain/review/evidence.ts';
import type { Invitation } from '../../domain/mail/invitation.ts';
import type { Span, Wish } from '../../domain/room/transcript.ts';
import type { OtherVersion } from '../../domain/ports/room.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import type { LateWords } from '../../domain/ports/calls.ts';
import type { Deviation } from '../../domain/voice/call-turns.ts';
import type { HeardWord } from '../../domain/room/hearing.ts';

/** Times are epoch milliseconds everywhere below. */
export type ReviewedRun = {
  runId: string;
  interviewId: string;
  candidateRef: string | null;
  position: string | null;
  level: string | null;
  companyName: string | null;
  /** Language tag of the conversation. */
  locale: string;
  state: InterviewState;
  outcome: Outcome | null;
  seq: number;
  createdAt: number;
  completedAt: number | null;
  decidedAt: number | null;
  /** Between the first question and the last answer; null before there are both. */
  durationMs: number | null;
  /** A person has to look at it, and why. */
  attention: { code: string; since: number; retryable: boolean } | null;
  /** Ends by itself then; null where nothing does. */
  deadlineAt: number | null;
};

/** What a revision of the plan was asked for, by whom, and what it took. */
export type PlanRevision = {
  revision: number;
  at: number;
  engine: string;
  instructions: string | null;
  /** What was asked of single parts; absent where nothing was. */
  targets?: PlanTarget[];
  by: string | null;
  /** Null where no model was asked. */
  tokens: number | null;
  /** In the deployment's currency; null where it has no prices. */
  cost: number | null;
};

export type PlanPart = {
  plan: ShownPlan;
  /** The revision before, to show what changed; null for the first. */
  previous: ShownPlan | null;
  /** The newest first. */
  revisions: PlanRevision[];
};

export type ReviewQuote = Span & { quote: string | null };

/** What the proposal says of a competency: shown once its reader has rated it, passed, or need not rate blind. */
export type Proposed = {
  status: 'SCORED' | 'INSUFFICIENT_EVIDENCE';
  reason: InsufficientReason | null;
  abstained: AbstainReason | null;
  score: number | null;
  spread: number | null;
  band: Band | null;
  anchor: AnchorLevel | null;
  held: boolean;
  quotesLost: number;
  rationale: string;
  missingForNextLevel: string;
};

/** `passed`: looked at the proposal without rating; null: neither yet. */
export type OwnRating = { rating: 1 | 2 | 3 | 4 | 5 } | { rating: 'passed' };

export type ReviewCompetency = {
  id: string;
  name: string;
  definition: string;
  /** Share of the whole, in percent. */
  weight: number;
  required: boolean;
  anchors: Record<AnchorLevel, string> | null;
  /** The turns in which it was asked about. */
  turns: number[];
  evidence: ReviewQuote[];
  own: OwnRating | null;
  /** Null while it is hidden. */
  proposed: Proposed | null;
};

export type AssessmentPart = {
  revision: number;
  engine: string;
  model: string | null;
  advisory: boolean;
  createdAt: number;
  competencies: ReviewCompetency[];
  /** Share of the questions answered, and of the words that were the candidate's, 0–1. */
  coverage: number;
  talkTime: number;
  integrity: IntegrityNote[];
  /**
   * Where a voice provider held the conversation: how what it asked differs from the plan, as codes with the question's id.
   * Like integrity notes they change no score. Absent where there is nothing to say: show them beside the integrity notes.
   */
  deviations?: Deviation[];
  /** What was said in a call and came after the conversation was closed, so that it is part of no score; absent where there is none. */
  lateWords?: LateWords;
  /** Null until every competency was rated, passed or shown. */
  total: {
    overallScore: number | null;
    uncertainty: number | null;
    band: Band | null;
    verdict: Verdict | null;
    summary: string;
    strengths: string[];
    concerns: string[];
    followUps: FollowUp[];
  } | null;
};

/** An answer as it was heard: with its words' times where it was spoken, and whether its recording can be played. */
export type ReviewTurn = Turn & { words: HeardWord[]; recorded: boolean };

export type ReviewedDecision = {
  kind: string;
  at: number;
  by: string | null;
  actor: string;
  verdict: Verdict | null;
  /** What the system proposed where the person decided otherwise. */
  proposed: Verdict | null;
  reasonCodes: string[];
  note: string | null;
};

/** What its reader has written and not sent. */
export type ReviewDraft = {
  about: DraftSubject;
  /** Of the plan or assessment that it is about. */
  revision: number;
  savedAt: number;
  /** Of an appeal. */
  outcome?: AppealOutcome | null | undefined;
  verdict: Verdict | null;
  reasonCodes: string[];
  note: string;
  instructions: string;
  /** Wishes for single parts of the plan; absent where there are none. */
  targets?: PlanTarget[] | undefined;
};

/** A wish for a review of the decision; `open` until somebody decided on it. */
export type ReviewedAppeal = {
  text: string;
  requestedAt: number;
  state: 'open' | 'upheld' | 'changed';
  decidedAt: number | null;
  /** Who made the first decision should not be the one to review it where there is somebody else. */
  firstDecider: boolean;
};

export type ReviewView = {
  run: ReviewedRun;
  /** What this link may decide now. */
  waitsFor: 'plan' | 'verdict' | 'appeal' | null;
  reader: { label: string | null; hasInbox: boolean };
  blindFirst: boolean;
  /** When whoever waits is reminded next; null where nobody is. */
  remindAt: number | null;
  plan: PlanPart | null;
  assessment: AssessmentPart | null;
  turns: ReviewTurn[];
  others: OtherVersion[];
  decisions: ReviewedDecision[];
  appeal: ReviewedAppeal | null;
  draft: ReviewDraft | null;
  /** Whether this reader has opened any evidence of this assessment. */
  evidenceOpened: boolean;
  /** Whether the candidate was sent the link, and the link itself where a person has to pass it on. */
  invitation?: (Invitation & { link: string | null }) | null;
  /** What the request lacks, while it waits for that. */
  missing?: MissingField[];
  /** What the candidate said about the interview itself, in their order: it counts for nothing. */
  wishes?: Wish[];
};

/** Where the link's own run is, as the exchange of its token says. */
export type ReviewEntry = { kind: 'run' | 'inbox'; runId: string | null; label: string | null };

/** One thing that the reader looked at: a competency, or a turn of the conversation; `seconds` in view. */
export type TraceEntry = { kind: TraceKind; target: string; seconds: number };

export type ReviewAnswer = {
  answer: string;
  citations: { turn: number; quote: string }[];
  conversationId: string;
};

export type Decide =
  | { kind: 'approvePlan'; revision: number }
  | { kind: 'rejectPlan'; revision: number; reason: string }
  | {
      kind: 'revisePlan';
      revision: number;
      instructions: string;
      targets: PlanTarget[];
    }
  | {
      kind: 'approveAssessment';
      revision: number;
      verdict: Verdict;
      reasonCodes: string[];
      note: string | null;
      /** Said once more, after having been asked: no evidence was opened. */
      withoutEvidence?: boolean | undefined;
    }
  | { kind: 'rejectAssessment'; revision: number; reason: string }
  | {
      kind: 'decideAppeal';
      outcome: 'upheld' | 'changed';
      verdict: Verdict | null;
      reasonCodes: string[];
      note: string;
    };

/** What waits for this reader, the oldest first. */
export type InboxItem = {
  runId: string;
  candidateRef: string | null;
  position: string | null;
  level: string | null;
  companyName: string | null;
  waitsFor: 'plan' | 'verdict' | 'appeal';
  since: number;
  /** When the tenant wants it done; past it is late. */
  dueAt: number;
  draft: boolean;
};
export type Inbox = {
  label: string | null;
  items: InboxItem[];
  /** More waits than is listed. */
  more: boolean;
  forms: { formId: string; position: string | null; runs: number }[];
};

/** Runs of one form that this reader was given, the highest first; ties share a rank. */
export type CompareRow = {
  rank: number | null;
  runId: string;
  candidateRef: string | null;
  state: InterviewState;
  completedAt: number | null;
  /** Its reader still has to rate it blind: nothing below is told. */
  hidden: boolean;
  overallScore: number | null;
  band: Band | null;
  verdict: Verdict | null;
  /** By competency of the list above, whatever the run's own plan calls it; null without a score. */
  scores: Record<string, { score: number | null; band: Band | null }>;
};
export type Compare = {
  formId: string;
  position: string | null;
  competencies: { id: string; name: string; weight: number }[];
  rows: CompareRow[];
  /** There are more runs than are listed. */
  more: boolean;
  /** Rows hidden since their reader rates blind first and has not finished. */
  blind: number;
};
