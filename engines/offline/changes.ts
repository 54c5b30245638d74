// The changes of a plan that can be made exactly; null where the part to be changed is not there.
import type { Competency, PlanDraft, Question } from '../../domain/plan/plan.ts';
import type { Level } from '../../domain/request/request.ts';
import { composeCompetency } from './draft.ts';
import { followUps } from './frames.ts';
import { isCondition, tidy } from './statements.ts';

const addedSeconds = 240;

const patched = <T extends { id: string }>(items: readonly T[], id: string, change: Partial<T>): T[] | null =>
  items.some((one) => one.id === id) ? items.map((one) => (one.id === id ? { ...one, ...change } : one)) : null;

export const onQuestion = (plan: PlanDraft, id: string, change: Partial<Question>): PlanDraft | null => {
  const questions = patched(plan.questions, id, change);
  return questions && { ...plan, questions };
};

export const onCompetency = (plan: PlanDraft, id: string, change: Partial<Competency>): PlanDraft | null => {
  const competencies = patched(plan.competencies, id, change);
  return competencies && { ...plan, competencies };
};

/** A competency that no question asks about any more cannot be scored and goes too. */
const withQuestions = (plan: PlanDraft, questions: Question[]): PlanDraft => {
  const asked = new Set(questions.flatMap(({ competencyIds }) => competencyIds));
  return { ...plan, questions, competencies: plan.competencies.filter(({ id }) => asked.has(id)) };
};

export const remove = (plan: PlanDraft, ids: readonly string[]): PlanDraft | null => {
  const left = plan.questions.filter(({ id }) => !ids.includes(id));
  return left.length === plan.questions.length - new Set(ids).size ? withQuestions(plan, left) : null;
};

export const removeCompetency = (plan: PlanDraft, removed: string): PlanDraft | null => {
  if (!plan.competencies.some(({ id }) => id === removed)) return null;
  const questions = plan.questions.flatMap((question) => {
    const competencyIds = question.competencyIds.filter((id) => id !== removed);
    if (competencyIds.length === question.competencyIds.length) return question;
    return competencyIds.length === 0 ? [] : { ...question, competencyIds };
  });
  return withQuestions(plan, questions);
};

export type Place = 'start' | 'end' | { side: 'before' | 'after'; other: string };

export const place = (plan: PlanDraft, id: string, at: Place): PlanDraft | null => {
  const moved = plan.questions.find((one) => one.id === id);
  const rest = plan.questions.filter((one) => one !== moved);
  if (moved === undefined) return null;
  if (typeof at === 'string') return { ...plan, questions: at === 'start' ? [moved, ...rest] : [...rest, moved] };
  const index = rest.findIndex((one) => one.id === at.other);
  const to = at.side === 'before' ? index : index + 1;
  return index === -1 ? null : { ...plan, questions: rest.toSpliced(to, 0, moved) };
};

const nextId = (prefix: string, items: readonly { id: string }[]): string =>
  `${prefix}${Math.max(0, ...items.map(({ id }) => Number(/\d{1,6}$/u.exec(id)?.[0] ?? 0))) + 1}`;

/** A question for no competency of the plan makes one of its own: its answer is to count, and only for itself. */
export const add = (
  plan: PlanDraft,
  { id, text }: { id: string | null; text: string },
  level: Level,
): PlanDraft | null => {
  if (id !== null && !plan.competencies.some((one) => one.id === id)) return null;
  const home = id ?? nextId('c', plan.competencies);
  const kind = isCondition(text) ? 'condition' : 'work';
  const own = composeCompetency({ id: home, quote: tidy(text), kind, counts: 'plain' }, level);
  const question: Question = {
    id: nextId('q', plan.questions),
    text,
    competencyIds: [home],
    probes: [...followUps],
    timeBudgetSeconds: addedSeconds,
  };
  const competencies = id === null ? [...plan.competencies, own] : plan.competencies;
  return { ...plan, competencies, questions: [...plan.questions, question] };
};
