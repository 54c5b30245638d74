// What Parley asks of a language model (or of the offline engine): four narrow jobs, all input is data.
import type { Assessment, Judgement, SkillResult } from '../assessment/assessment.ts';
import type { ChatRefusal } from '../assessment/chat-refusal.ts';
import type { ErrorCode } from '../errors.ts';
import type { Level } from '../request/request.ts';
import type { Competency, Plan, PlanDraft, PlannerInput, Question, RevisionRequest } from '../plan/plan.ts';
import type { ProbeChoice } from '../room/fitted-probe.ts';
import type { Turn, Wish } from '../room/transcript.ts';

/**
 * What a call used, for the cost record; zero for the offline engine. Cached tokens are among the input's, reasoning ones
 * among the output's, as far as the provider tells. `audioMs` is what a speech recogniser listened to.
 */
export type ModelUsage = {
  inputTokens: number;
  outputTokens: number;
  cachedTokens?: number;
  reasoningTokens?: number;
  costMicros: number;
  durationMs: number;
  audioMs?: number;
};

/** Which engine served a result: `model` is the one actually served, `promptHash` the SHA-256 of the prompt files. */
export type ModelStamp = { engine: string; model?: string; promptHash: string };

export type ModelResult<T> = { value: T; stamp: ModelStamp; usage: ModelUsage };

/**
 * `signal` cancels the call, `tenantId` says whose texts they are; implementations throw AppErrors of the `model.*` and
 * `text.*` codes and never a plausible default.
 */
export type CallOptions = { signal: AbortSignal; tenantId: string };

/** A part of the last draft that may not stand as it is: its words, and the rule that they break. */
export type Rejected = { part: string; phrase: string; rule: string };

export type DraftOptions = CallOptions & { rejected?: readonly Rejected[] };

export interface Planner {
  /** `rejected` is what was wrong with the last draft, when this is another one. */
  draft(input: PlannerInput, options: DraftOptions): Promise<ModelResult<PlanDraft>>;
  /** Redrafts what `request` names and leaves the rest as it is, ids included. */
  revise(
    input: PlannerInput,
    current: Plan,
    request: RevisionRequest,
    options: DraftOptions,
  ): Promise<ModelResult<PlanDraft>>;
  /**
   * Looks at a wish before it is sent: what can be done instead, or null where all of it can be done. Left out by
   * planners that take any wish.
   */
  revisionRefusal?(
    current: Plan,
    request: RevisionRequest,
    options: Pick<CallOptions, 'tenantId'>,
  ): Promise<readonly string[] | null>;
}

/** The last answer was none: the person wishes something else. */
export type Wished = { wish: Wish };

export interface Interviewer {
  /**
   * Which planned follow-up to the last answer is asked, one of the places `open`, or null when the next planned question
   * should come. Or the wish that the answer is instead. `turns` are those of the whole interview.
   */
  followUp(
    input: { question: Question; competencies: Competency[]; turns: Turn[]; open: number[] },
    options: CallOptions,
  ): Promise<ModelResult<ProbeChoice | null | Wished>>;
  /**
   * A question in other words that ask the same and hint at nothing; null where there are none. `taken` are the words of
   * the plan's questions. Left out by those that repeat it as it is.
   */
  reword?(input: { question: string; taken: string[] }, options: CallOptions): Promise<ModelResult<string | null>>;
}

/** Why a reading is asked again: the code of what made its output unusable, or quotes that are missing. */
/** The model's own faults: another try, which says what was wrong, may mend them. */
export const unusableOutput: ReadonlySet<string> = new Set<ErrorCode>([
  'model.invalid_output',
  'model.ambiguous_answer',
  'model.refused',
  'model.empty_answer',
]);

export type Again = { attempt: number; problem: ErrorCode | 'quotes_missing' };

export type AssessorInput = {
  competency: Competency;
  questions: Question[];
  turns: Turn[];
  /** Which reading it is, from 0: of several models each has its own. */
  judge: number;
  position?: string;
  level?: Level;
  again?: Again;
  /** Of an evaluation that assesses the same again: it asks with other seeds. */
  repeat?: number;
};

export interface Assessor {
  /** True where results must be marked advisory. */
  readonly advisory: boolean;
  /** What its readings are made by, beside their input: those of another are not mixed with them. */
  readonly basis?: string;
  /** One reading of one competency; evidence spans are validated again by code. */
  judge(input: AssessorInput, options: CallOptions): Promise<ModelResult<Judgement>>;
}

export type AssistantAnswer = {
  answer: string;
  citations: { turn: number; start: number; end: number }[];
  /** Why there is no answer; null where there is one. */
  refused: ChatRefusal | null;
};

export interface Assistant {
  /** Answers a recruiter's question from the transcript alone, or says why not. */
  answer(
    input: {
      question: string;
      turns: Turn[];
      assessment: Pick<Assessment, 'competencies' | 'overallScore' | 'verdict'>;
      skills: SkillResult[];
    },
    options: CallOptions,
  ): Promise<ModelResult<AssistantAnswer>>;
}

export type Engines = { planner: Planner; interviewer: Interviewer; assessor: Assessor; assistant: Assistant };

/** The tenant's money for language models; asked before work that costs. */
export interface ModelBudget {
  /** Throws `tenant.model_budget_spent` when nothing more may be spent today. Work that has begun is never cut off. */
  check(tenantId: string): Promise<void>;
}

/** Runs whose work was refused for lack of money. */
export interface BudgetWaits {
  /** Those whose tenant may spend again, longest waiting first; `seq` names the wait. */
  due(limit: number): Promise<{ tenantId: string; runId: string; seq: number }[]>;
}

/** All that an interview's words or sound is given to: erasures know of each what becomes of its copies. */
export type EngineName = 'offline' | 'openai-compatible' | 'anthropic' | 'speech-to-text' | 'text-to-speech';

/** What a call was made for: `step` is a code such as `draft_plan`, `revise_plan`, `follow_up`, `judge`, `chat`, `hear`, `speak`. */
export type CallPurpose = { runId: string; step: string; revision: number | null; engine: EngineName };

export interface UsageRecorder {
  /** Runs `call` and keeps what it used, whether it succeeds or fails; the record itself never changes the outcome. */
  record<T>(tenantId: string, purpose: CallPurpose, call: () => Promise<ModelResult<T>>): Promise<ModelResult<T>>;
}
