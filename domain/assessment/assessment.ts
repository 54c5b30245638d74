// The assessment of a conversation against its locked rubric, in the shapes that stores, engines and faces share.
import type { Verdict } from '../lifecycle/state.ts';
import type { AnchorLevel } from '../plan/plan.ts';
import type { Span } from '../room/transcript.ts';

/** Why a reading gives no score. */
export const abstainReasons = ['nothing_said', 'garbled', 'too_general', 'other_language', 'withdrawn'] as const;
export type AbstainReason = (typeof abstainReasons)[number];

/**
 * One reading of one competency: a whole score 1–5, or null for "not enough to say". The same model asked again is the
 * same reader once more, not another person. What is optional is absent from what was recorded before readings had it.
 */
export type Judgement = {
  /** Which reading it was. */
  judge: string;
  competencyId: string;
  score: number | null;
  anchor: AnchorLevel | null;
  rationale: string;
  /** Best first. */
  evidence: Span[];
  /** The score as it was given: `score` is null where none of its quotes could be placed. */
  given?: number | null;
  abstained?: AbstainReason | null;
  missingForNextLevel?: string;
  /** Quotes that stand in no answer. */
  quotesLost?: number;
};

/**
 * Why a competency was not scored; `not_heard`: what was spoken about it has no words; `no_evidence`: no reading found
 * enough to say; `no_agreement`: half of them or more, or their scores are three levels apart.
 */
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
  /** Median of the readings, 1–5, the lower of two middle ones; null without enough evidence. */
  score: number | null;
  /** Highest minus lowest reading. */
  spread: number | null;
  anchor: AnchorLevel | null;
  rationale: string;
  /** Best first. */
  evidence: Span[];
} & Partial<ReadingFigures>;

/** Absent from what was assessed before readings were told apart from judges. */
export type ReadingFigures = {
  /** Of the readings that were asked for, how many could be used. */
  readings: { asked: number; usable: number };
  /** The 95 % band of the score inside 1–5, by spread and number of readings; null without a score. */
  band: Band | null;
  /** One step lower than it was given, because it lacks pieces of evidence. */
  held: boolean;
  quotesLost: number;
  /** Why most of those gave none, where there is no score. */
  abstained: AbstainReason | null;
  /** What the reading whose rationale is shown missed for the next level; may be empty. */
  missingForNextLevel: string;
};

export type Band = { low: number; high: number };

/** What a person should know of the conversation beside its scores, which it does not change. */
export const integrityNotes = {
  speaks_to_rater: 'An answer speaks to the rater. What does so counts for nothing.',
} as const;
export type IntegrityNote = { code: keyof typeof integrityNotes; note: string; turns: number[] };

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
  /** That band inside 0–100; absent from older assessments, as `integrity` is. */
  band?: Band | null;
  verdict: Verdict | null;
  integrity?: IntegrityNote[];
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
  /** What was missing for the next level, by competency. */
  missing?: Record<string, string>;
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
