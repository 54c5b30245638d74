// What must be there before a judge is asked: enough readable words about the competency. No model call otherwise.
import type { InsufficientReason } from '../assessment/assessment.ts';
import type { Competency, Question } from '../plan/plan.ts';
import { countSpokenWords } from '../text/spoken.ts';
import type { Turn } from '../room/transcript.ts';
import { languageAsked, legibility } from './intelligible.ts';
import { scoreableTurns } from './spans.ts';

export type GateLimits = {
  /** Words that the answers to a competency's questions must hold together; "I have no such licence yet" says enough. */
  wordsMin: number;
  /** Share of a competency's questions that must be answered, 0–1. */
  answeredShareMin: number;
};

export const defaultGateLimits: GateLimits = { wordsMin: 5, answeredShareMin: 0.3 };

export type Gate = { open: true } | { open: false; reason: InsufficientReason };

const closed = (reason: InsufficientReason): Gate => ({ open: false, reason });

export const questionsOf = (competency: Competency, questions: readonly Question[]): Question[] =>
  questions.filter((question) => question.competencyIds.includes(competency.id));

/** Answers that can be read; the others are as good as not given. */
export const readableTurns = (turns: readonly Turn[]): (Turn & { answer: string })[] => {
  const asked = languageAsked(turns.map(({ question }) => question));
  return scoreableTurns(turns).filter((turn) => legibility(turn.answer, asked) === 'readable');
};

/** Spoken, and not in words: nobody knows what it would have been worth. */
const isMissing = ({ answer, answeredAt, hearing, intent }: Turn): boolean =>
  answer === null && answeredAt !== null && (hearing ?? null) !== null && (intent ?? null) === null;

/** Whether `competency` may go to the judges, or why not. */
export const gateCompetency = (
  input: { competency: Competency; questions: readonly Question[]; turns: readonly Turn[] },
  limits: GateLimits = defaultGateLimits,
): Gate => {
  const asked = questionsOf(input.competency, input.questions);
  if (asked.length === 0) return closed('not_asked');
  const ids = new Set(asked.map((question) => question.id));
  if (input.turns.some((turn) => ids.has(turn.questionId) && isMissing(turn))) return closed('not_heard');
  const answers = scoreableTurns(input.turns).filter((turn) => ids.has(turn.questionId));
  const answeredShare = new Set(answers.map((turn) => turn.questionId)).size / ids.size;
  if (answers.length === 0 || answeredShare < limits.answeredShareMin) return closed('not_answered');
  const language = languageAsked(input.questions.map(({ text }) => text));
  const views = answers.map((turn) => ({ turn, view: legibility(turn.answer, language) }));
  const readable = views.filter(({ view }) => view === 'readable');
  const unreadable = views.find(({ view }) => view !== 'readable');
  const words = readable.reduce((sum, { turn }) => sum + countSpokenWords(turn.answer), 0);
  if (words >= limits.wordsMin) return { open: true };
  if (unreadable && unreadable.view !== 'readable') return closed(unreadable.view);
  return closed('too_few_words');
};
