// A result: what an ATS may be told of an order at a moment, in the words that all faces translate from.
import type { Outcome, InterviewState, Verdict } from '../lifecycle/state.ts';
import type { CompletesWhen } from '../templates/template.ts';

/**
 * `waiting`: not invited yet. `invited`: the candidate's link exists. `in_progress`: the conversation runs. `in_review`: it
 * is over, a person's verdict is outstanding. `complete`: there is a result that counts. `ended`: there will never be one.
 */
export const resultStatuses = ['waiting', 'invited', 'in_progress', 'in_review', 'complete', 'ended'] as const;
export type ResultStatus = (typeof resultStatuses)[number];

/** What is true of the run. Times are epoch milliseconds. */
export type ResultFacts = {
  state: InterviewState;
  outcome: Outcome | null;
  completesWhen: CompletesWhen;
  hasAttention: boolean;
  startedAt: number | null;
  /** When the conversation was over. */
  completedAt: number | null;
  decidedAt: number | null;
  overallScore: number | null;
  /** The person's, else the proposed one. */
  verdict: Verdict | null;
  engine: string | null;
  /** The assessment's own mark. */
  advisory: boolean;
  consentWithdrawn: boolean;
};

export type Result = {
  status: ResultStatus;
  /** In plain words for a recruiter: "opted out: please arrange a phone screen". */
  words: string;
  /** No person has decided, or no model that may be relied on has scored. */
  advisory: boolean;
  startedAt: number | null;
  completedAt: number | null;
  decidedAt: number | null;
  /** 0–100; null unless `complete`, and where too much evidence was missing. */
  score: number | null;
  /** Null unless `complete`. */
  verdict: Verdict | null;
  engine: string | null;
  outcome: Outcome | null;
  humanFollowUp: boolean;
};

/** One competency as a report shows it. */
export type ReportCompetency = {
  id: string;
  name: string;
  status: 'SCORED' | 'INSUFFICIENT_EVIDENCE';
  /** 1–5, null without enough evidence. */
  score: number | null;
  /** Share of the total, in percent. */
  weight: number;
  required: boolean;
  /** Below it a required competency caps the verdict. */
  minimumScore: number;
  rationale: string;
  /** "Meets level 3: …" and "For level 4: …", in the rubric's words; null where there is nothing to say. */
  meetsLevel: string | null;
  forNextLevel: string | null;
  /** Quotes are null where the words are erased. */
  evidence: { turn: number; start: number; end: number; quote: string | null }[];
};

/** The words behind a result, opened for those who may see them. */
export type Report = {
  summary: string;
  strengths: string[];
  concerns: string[];
  competencies: ReportCompetency[];
  skills: { skill: string; asked: boolean; claimed: boolean; evidenced: boolean; demonstrated: boolean }[];
  /** In order; times in epoch milliseconds, null where they are not known. */
  transcript: { turn: number; role: 'interviewer' | 'candidate'; text: string; at: number | null }[];
  /** A signed address, or null until there is a recording. */
  recordingUrl: string | null;
};
