// The assessment of a conversation against its locked rubric, in the shapes that stores, engines and faces share.
import type { Verdict } from '../lifecycle/state.ts';
import type { AnchorLevel } from '../plan/plan.ts';
import type { Span } from '../room/transcript.ts';

/** One judge's view of one competency: a whole score 1–5, or null for "not enough to say". */
export type Judgement = {
  judge: string;
  competencyId: string;
  score: number | null;
  anchor: AnchorLevel | null;
  rationale: string;
  evidence: Span[];
};

/** Why a competency was not scored; `not_heard`: what was spoken about it has no words; `no_evidence`: no judge found enough to say, `no_agreement`: half of them or more. */
export const insufficientReasons = [
  'not_asked',
  'not_answered',
  'not_heard',
  'too_few_words',
  'unintelligible',
  'other_language',
  'no_evidence',
  'no_agreement',
] as const;
export type InsufficientReason = (typeof insufficientReasons)[number];

export type CompetencyResult = {
  id: string;
  name: string;
  status: 'SCORED' | 'INSUFFICIENT_EVIDENCE';
  /** Null when scored. */
  reason: InsufficientReason | null;
  /** Median of the judges, 1–5; null without enough evidence. */
  score: number | null;
  /** Highest minus lowest judge. */
  spread: number | null;
  anchor: AnchorLevel | null;
  rationale: string;
  evidence: Span[];
};

export type SkillResult = {
  skill: string;
  asked: boolean;
  claimed: boolean;
  evidenced: boolean;
  demonstrated: boolean;
};

/** How far probes of the same transcript moved the scores: the run's stability record. */
export type ProbeResult = { probe: string; maxDelta: number; flagged: boolean };

export type Assessment = {
  revision: number;
  engine: string;
  model?: string;
  /** True where no person should rely on it alone: always for the offline engine. */
  advisory: boolean;
  rubricHash: string;
  promptHash: string;
  transcriptHash: string;
  /** 0–100, or null when too much evidence is missing. */
  overallScore: number | null;
  /** Half the width of the total's 95 % band, in points of 0–100; totals closer than this are ties. */
  uncertainty: number | null;
  verdict: Verdict | null;
  competencies: CompetencyResult[];
  skills: SkillResult[];
  strengths: string[];
  concerns: string[];
  summary: string;
  /** Share of the questions that were answered, 0–1. */
  coverage: number;
  /** Share of the words that were the candidate's, 0–1. */
  talkTime: number;
  /** Follow-ups that were not asked since the interviewer's engine failed or was late; absent where nobody counted. */
  followUpsSkipped?: number;
  probes: ProbeResult[];
  createdAt: string;
};

/** What an assessment says about the candidate, sealed apart from its positions, numbers and codes. */
export type AssessmentTexts = Pick<Assessment, 'skills' | 'strengths' | 'concerns' | 'summary'> & {
  /** By competency. */
  rationales: Record<string, string>;
  /** The competencies' names, where somebody dictated them. */
  names?: Record<string, string>;
};

/** All words of an assessment whose rubric was dictated. */
export type AssessmentWording = { texts: AssessmentTexts; judgements: Judgement[] };

/** Evidence as it is shown: the span with the words that code sliced, or null once the answers are erased. */
export type ShownEvidence = Span & { quote: string | null };

/** An assessment as stored, with its quotes sliced. */
export type OpenedAssessment = Omit<Assessment, 'competencies'> & {
  competencies: (Omit<CompetencyResult, 'evidence'> & { evidence: ShownEvidence[] })[];
};
