// How much time an interview has: the questions' budgets, stretched by an accommodation, grown by follow-ups.
import type { Plan, Question } from '../plan/plan.ts';
import type { Turn } from './transcript.ts';

type AskedTurn = Pick<Turn, 'kind' | 'questionId'>;

const factorMin = 1;
const factorMax = 3;
const followUpShare = 0.5;

const budgetMs = (question: Question | undefined): number => (question?.timeBudgetSeconds ?? 0) * 1000;
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** The limit at the start; `timeFactor` is the candidate's accommodation. */
export const limitMsOf = (plan: Pick<Plan, 'questions'>, timeFactor = factorMin): number =>
  Math.round(sum(plan.questions.map(budgetMs)) * Math.min(factorMax, Math.max(factorMin, timeFactor)));

/** The planned time of everything asked and still to be asked, before any accommodation. */
const plannedMs = (plan: Plan, turns: readonly AskedTurn[]): number => {
  const budgets = new Map(plan.questions.map((question) => [question.id, budgetMs(question)]));
  const followUps = turns.filter((turn) => turn.kind === 'follow_up');
  return sum([...budgets.values()]) + sum(followUps.map((turn) => (budgets.get(turn.questionId) ?? 0) * followUpShare));
};

/** The accommodation, read back from the limit, so that it needs no column of its own. */
const factorOf = (plan: Plan, turns: readonly AskedTurn[], limitMs: number): number => {
  const planned = plannedMs(plan, turns);
  return planned > 0 ? limitMs / planned : factorMin;
};

/** What a follow-up to `question` adds to the limit: half of its budget, with the same accommodation. */
export const followUpMs = (plan: Plan, turns: readonly AskedTurn[], limitMs: number, question: Question): number =>
  Math.round(budgetMs(question) * followUpShare * factorOf(plan, turns, limitMs));

/** The time that the planned questions from `nextIndex` on would take, with the accommodation. */
export const remainingMs = (plan: Plan, turns: readonly AskedTurn[], limitMs: number, nextIndex: number): number =>
  sum(plan.questions.slice(nextIndex).map(budgetMs)) * factorOf(plan, turns, limitMs);
