// Answers a recruiter's question about one assessed conversation, with the candidate's own words or not at all.
import type { RunRef } from '../../domain/access/ids.ts';
import { isNotAllowed, refusalWords, type ChatRefusal } from '../../domain/assessment/chat-refusal.ts';
import { AppError } from '../../domain/errors.ts';
import { refusalDetails } from '../../domain/lifecycle/check.ts';
import type { Actor } from '../../domain/lifecycle/facts.ts';
import { isTerminal, type RunState } from '../../domain/lifecycle/state.ts';
import type { ChatMaterial, ChatStore } from '../../domain/ports/assessment.ts';
import type { Assistant, AssistantAnswer, EngineName, ModelBudget, UsageRecorder } from '../../domain/ports/models.ts';
import { validSpans } from '../../domain/scoring/spans.ts';
import { sliceSpan, type Turn } from '../../domain/room/transcript.ts';

export type ChatDeps = {
  chats: ChatStore;
  assistant: Assistant;
  /** Keeps the call's cost under this engine's name; left out for engines without cost. */
  usage?: { recorder: UsageRecorder; engine: EngineName };
  /** Asked before the assistant is; left out likewise. */
  budget?: ModelBudget;
  newId(prefix: string): string;
  /** How long an answer may take; 30 seconds when left out. */
  timeoutMs?: number;
};

/** `asker` stands in the audit log. */
/** `blind`: who asks may not know yet what is proposed, so the assistant does not either. */
export type ChatRequest = { question: string; conversationId?: string; asker?: Actor; blind?: boolean };
export type ChatCitation = { turn: number; quote: string };
export type ChatAnswer = {
  answer: string;
  citations: ChatCitation[];
  conversationId: string;
  refused: ChatRefusal | null;
};

const answerWithinMs = 30_000;

/** Questions are for people who hold an assessment: from `ASSESSMENT_PENDING` on, and while it is scored again. */
const checkState = (state: RunState | null): void => {
  if (state === null) throw new AppError('interview.not_found');
  if (state.assessmentRevision > 0) return;
  if (isTerminal(state.state)) throw new AppError('assessment.not_found');
  throw new AppError('interview.invalid_transition', { extra: refusalDetails(state) });
};

/** Rejects when `signal` aborts, even if the engine does not listen to it. */
const orAbort = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const aborted = new Promise<never>((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, aborted]);
};

const ask = async (
  deps: ChatDeps,
  run: RunRef,
  question: string,
  material: ChatMaterial,
  signal: AbortSignal,
): Promise<AssistantAnswer> => {
  const limit = AbortSignal.timeout(deps.timeoutMs ?? answerWithinMs);
  const either = AbortSignal.any([signal, limit]);
  const { assessment, turns } = material;
  const call = () =>
    deps.assistant.answer(
      { question, turns, assessment, skills: assessment.skills },
      { signal: either, tenantId: run.tenantId },
    );
  const purpose = { runId: run.runId, step: 'chat', revision: assessment.revision };
  const { usage } = deps;
  try {
    const asked = usage ? usage.recorder.record(run.tenantId, { ...purpose, engine: usage.engine }, call) : call();
    return (await orAbort(asked, either)).value;
  } catch (error) {
    if (limit.aborted && !signal.aborted) throw new AppError('model.timeout', { cause: error });
    throw error;
  }
};

/** What nobody may ask costs no call, and no model is tempted. */
const answerTo = async (
  deps: ChatDeps,
  run: RunRef,
  question: string,
  material: ChatMaterial,
  signal: AbortSignal,
): Promise<AssistantAnswer> => {
  if (isNotAllowed(question)) return { answer: refusalWords.not_allowed, citations: [], refused: 'not_allowed' };
  await deps.budget?.check(run.tenantId);
  return ask(deps, run, question, material, signal);
};

/** The conversation alone: nothing of what anybody made of it. */
const unscored = (assessment: ChatMaterial['assessment']): ChatMaterial['assessment'] => ({
  ...assessment,
  overallScore: null,
  uncertainty: null,
  band: null,
  verdict: null,
  competencies: [],
  skills: [],
});

/** Only places that are really there become quotes. */
const quote = (citations: AssistantAnswer['citations'], turns: readonly Turn[]): ChatCitation[] => {
  const byTurn = new Map(turns.map((turn) => [turn.turn, turn]));
  const spans = citations.map((citation) => ({ ...citation, version: byTurn.get(citation.turn)?.version ?? 0 }));
  return validSpans(spans, turns).map((span) => ({
    turn: span.turn,
    quote: sliceSpan(byTurn.get(span.turn)?.answer ?? '', span),
  }));
};

/**
 * Throws `interview.not_found`, `interview.invalid_transition` before there is an assessment, `assessment.not_found`,
 * `personal_data.erased`, `tenant.model_budget_spent`, `model.*` (`model.timeout` after 30 seconds).
 */
export const chatAboutAssessment =
  (deps: ChatDeps) =>
  async (run: RunRef, request: ChatRequest, signal: AbortSignal): Promise<ChatAnswer> => {
    const { tenantId, runId } = run;
    checkState(await deps.chats.findState({ tenantId, runId }));
    const material = await deps.chats.loadMaterial({ tenantId, runId });
    if (material === null) throw new AppError('assessment.not_found');
    const known = request.blind === true ? { ...material, assessment: unscored(material.assessment) } : material;
    const { answer, citations, refused } = await answerTo(deps, run, request.question, known, signal);
    const exchange = {
      answer,
      citations: quote(citations, material.turns),
      conversationId: request.conversationId ?? deps.newId('conv'),
    };
    await deps.chats.insert(
      { tenantId, runId },
      {
        ...exchange,
        id: deps.newId('chat'),
        question: request.question,
        asker: request.asker ?? { kind: 'integrator' },
      },
    );
    return { ...exchange, refused };
  };
