// Figures beside the score, never in it: how much was answered and who spoke.
import type { Competency, Plan, Question } from '../plan/plan.ts';
import { countWords } from '../text/tokens.ts';
import { isAside, isOpen, type Turn } from '../room/transcript.ts';
import { scoreableTurns } from './spans.ts';

const rounded = (share: number): number => Math.round(share * 1000) / 1000;

/** Share of the planned questions that have an answer, 0–1. */
export const coverageOf = (questions: readonly Question[], turns: readonly Turn[]): number => {
  if (questions.length === 0) return 0;
  const answered = new Set(scoreableTurns(turns).map((turn) => turn.questionId));
  return rounded(questions.filter((question) => answered.has(question.id)).length / questions.length);
};

/** Share of all words that were the candidate's, 0–1; what was said about the interview itself counts for nobody. */
export const talkTimeOf = (said: readonly Turn[]): number => {
  const turns = said.filter((turn) => !isAside(turn) && (turn.kind !== 'choice' || !isOpen(turn)));
  const candidate = turns.reduce((sum, turn) => sum + countWords(turn.answer ?? ''), 0);
  const interviewer = turns.reduce((sum, turn) => sum + countWords(turn.question), 0);
  return candidate + interviewer === 0 ? 0 : rounded(candidate / (candidate + interviewer));
};

/** The questions whose follow-up was not asked for technical reasons, each as often as that happened. */
export const skippedQuestions = (turns: readonly Turn[]): string[] =>
  turns.flatMap(({ followUpSkipped }, index) => (followUpSkipped ? (turns[index - 1]?.questionId ?? []) : []));

type Conversation = { plan: Pick<Plan, 'questions'>; turns: readonly Turn[] };

/** Each follow-up that was not asked would have given room for one more piece of evidence: as much less is needed. */
export const withoutSkipped = (competency: Competency, { plan, turns }: Conversation): Competency => {
  const own = plan.questions.filter(({ competencyIds }) => competencyIds.includes(competency.id)).map(({ id }) => id);
  const skipped = skippedQuestions(turns).filter((id) => own.includes(id)).length;
  return { ...competency, minimumEvidence: Math.max(1, competency.minimumEvidence - skipped) };
};
