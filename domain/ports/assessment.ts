// What scoring and its readers keep in the database: material in, assessments out, conversations about them, rankings.
import type { RunRef } from '../access/ids.ts';
import type { Assessment, Judgement } from '../assessment/assessment.ts';
import type { Actor } from '../lifecycle/facts.ts';
import type { InterviewState, RunState, Verdict } from '../lifecycle/state.ts';
import type { ModelStamp, ModelUsage } from './models.ts';
import type { Plan } from '../plan/plan.ts';
import type { Level } from '../request/request.ts';
import type { Turn } from '../room/transcript.ts';

/** Everything that one scoring looks at, frozen and opened. */
export type ScoringMaterial = {
  plan: Plan;
  planRevision: number;
  /** The plan's words are somebody's about this person, and so is what repeats them. */
  dictated: boolean;
  /** All turns in order, newest versions. */
  turns: Turn[];
  /** Since when words of spoken answers are awaited (epoch milliseconds, the freeze); absent when none are. */
  awaitedSince?: number;
  /** What the job asks for, in its own words. */
  job: { qualifications: string[]; jobDescription: string; position?: string; level?: Level };
  /** What the candidate handed in about themselves. */
  profileText: string;
  /** Name and e-mail address: no text about the assessment may hold a part of them. */
  names: string[];
};

export type NewAssessment = {
  planRevision: number;
  /** Of the plan: all words are then sealed with the run's personal key. */
  dictated: boolean;
  assessment: Assessment;
  judgements: Judgement[];
  usage: ModelUsage & { calls: number };
};

export type StoredVerdict = { revision: number; verdict: Verdict | null };

export interface AssessmentStore {
  /** The assessment of that revision, or null. Throws `consent.withdrawn`, and `room.consent_required` without any. */
  find(run: RunRef, revision: number): Promise<StoredVerdict | null>;
  /**
   * Freezes the conversation and opens it. Throws `interview.not_found`, `plan.not_found` without an approved plan,
   * `personal_data.erased`.
   */
  loadMaterial(run: RunRef): Promise<ScoringMaterial>;
  /**
   * Keeps the first assessment of a revision and forgets its single readings; later ones are dropped and the first one's verdict is returned. Throws
   * `consent.withdrawn` when the candidate withdrew it up to this very moment: none is kept without consent.
   */
  insert(run: RunRef, assessment: NewAssessment): Promise<StoredVerdict>;
}

/** One finished reading: which of its competency, what it gave, and what all of its calls used. */
export type KeptReading = {
  judge: number;
  judgement: Judgement;
  stamp: ModelStamp;
  usage: ModelUsage & { calls: number };
};

/** `basis`: hash of all that the readings of one scoring are made of. */
export type ReadingPlace = RunRef & { revision: number; basis: string };

/** Readings of a scoring that is under way: a call that fails repeats itself alone. */
export interface ReadingStore {
  /** Those of the same basis; none once they are erased. */
  find(place: ReadingPlace): Promise<KeptReading[]>;
  /** Keeps the first one of its basis. Nothing is kept without consent, or once an erasure was accepted. */
  keep(place: ReadingPlace, reading: KeptReading): Promise<void>;
}

export type ChatExchange = { question: string; answer: string; citations: { turn: number; quote: string }[] };

export type NewExchange = ChatExchange & { id: string; conversationId: string; asker: Actor };

/** An assessment with the conversation behind it, opened, for questions about it. */
export type ChatMaterial = { assessment: Assessment; turns: Turn[] };

export interface ChatStore {
  /** Where the run stands; null when there is none. */
  findState(run: RunRef): Promise<RunState | null>;
  /** Null when there is no assessment; throws `personal_data.erased`. */
  loadMaterial(run: RunRef): Promise<ChatMaterial | null>;
  /** Stored once per id. */
  insert(run: RunRef, exchange: NewExchange): Promise<void>;
}

/** `templateId` is a template's id, or its `externalId`. */
export type RankingFilter = { formId?: string; position?: string; templateId?: string };

/** The last row that a page showed: lists go on right after it, whatever was added before it. */
export type RankingPlace = { formId: string; overallScore: number | null; runId: string };

export type RankedRun = {
  /** 1 for the best of its form; null without a total. Runs whose totals differ by less than the band share a rank. */
  rank: number | null;
  runId: string;
  candidateRef: string | null;
  formId: string;
  templateId: string | null;
  templateVersion: number | null;
  position: string | null;
  level: string | null;
  overallScore: number | null;
  /** 95 % band of the total, inside 0–100. */
  band: { low: number; high: number } | null;
  verdict: Verdict | null;
  state: InterviewState;
};

export type RankingPage = { items: RankedRun[]; next: RankingPlace | null };

export interface RankingReader {
  list(
    tenantId: string,
    filter: RankingFilter,
    page: { limit: number; after: RankingPlace | null },
  ): Promise<RankingPage>;
}
