// The interview plan: competencies with observable anchors (the rubric) and the questions that look for them.
import type { Level } from '../request/request.ts';

export const anchorLevels = ['1', '2', '3', '4', '5'] as const;
export type AnchorLevel = (typeof anchorLevels)[number];
export type Anchors = Record<AnchorLevel, string>;

/** What the middle of every scale is, in the planner's words and ours; anchors say it for one competency. */
export const asExpected = 'does the job as expected';

export type Competency = {
  /** `c1`, `c2`, … unique in the plan. */
  id: string;
  name: string;
  definition: string;
  /** Relative weight, above 0. */
  weight: number;
  required: boolean;
  /** Score 1–5 below which a required competency caps the verdict; 3 when absent. */
  minimumScore?: number;
  anchors: Anchors;
  /** Evidence spans needed for a score of 4 or 5; at least 1. */
  minimumEvidence: number;
  /** What must never move the score: fluency, confidence, accent, speed. */
  notScoreable: string[];
};

export type Question = {
  /** `q1`, `q2`, … in the order in which they are asked. */
  id: string;
  text: string;
  competencyIds: string[];
  /** Follow-ups that may be asked, in order of use. */
  probes: string[];
  timeBudgetSeconds: number;
};

/** Bounds of the verdicts on the 0–100 total, and the share of weight that may lack evidence. */
export type Thresholds = { strongHire: number; hire: number; maybe: number; maxMissingWeightShare: number };

/**
 * A mean of `n` is 25 (n - 1) points, so whoever does everything as expected (3) has 50 and is a hire. 80 is a mean of 4.2;
 * 35 is one of 2.4: two of five as expected, the others one level short.
 */
export const defaultThresholds: Thresholds = { strongHire: 80, hire: 50, maybe: 35, maxMissingWeightShare: 1 / 3 };

/**
 * What people should know before they decide: `doubtful` words, `anchors` that cannot be read alone, what was `left_out` or
 * `replaced` because it may not be asked, a plan that is `too_long` or `too_short`. `part` names the field, `phrase` its words.
 */
export const planWarningCodes = ['doubtful', 'anchors', 'left_out', 'replaced', 'too_long', 'too_short'] as const;
export type PlanWarning = { code: (typeof planWarningCodes)[number]; part: string; phrase: string; rule: string };

/** What a planner drafts; hashes, ids of revision and time are added by code. `greeting` may hold `{name}`. */
export type PlanDraft = {
  competencies: Competency[];
  questions: Question[];
  greeting: string;
  closing: string;
  thresholds: Thresholds;
  skillsCoverage: Record<string, boolean>;
  /** Added by code; absent where there are none, and of plans drafted before there were any. */
  warnings?: PlanWarning[];
};

export type Plan = PlanDraft & {
  revision: number;
  formId: string;
  engine: string;
  model?: string;
  promptHash: string;
  rubricHash: string;
  createdAt: string;
};

/** How long an interview should be planned to take, both included. */
export type MinutesBounds = { min: number; max: number };

/** The planner's whole input: nothing about the candidate. */
export type PlannerInput = {
  position: string;
  level: Level;
  qualifications: string[];
  jobDescription: string;
  companyName: string;
  locale: string;
  /** What an ATS's prompts ask for; absent where there are none. */
  wishes?: string[];
  /** How long the interview should take, else `usualMinutes`; no part of what makes two requests equal. */
  minutes?: MinutesBounds;
};

/** A recruiter's wish for change; everything in it is data, never instructions to a model. */
export type RevisionRequest = {
  instructions: string;
  targets: { questionId?: string; competency?: string; change: string }[];
  /** Competencies named by an operator's signal. */
  competencyIds: string[];
};
