// Applies one wish to one question of a plan.
import { planLimits } from '../../../domain/plan/plan-limits.ts';
import type { PlanDraft, PlannerInput, Question } from '../../../domain/plan/plan.ts';
import { wordingOf } from './level-wording.ts';
import { kitOf } from './area-kits.ts';
import { areaOfCompetency, competencyFor, focusOfCompetency } from './plan-reading.ts';
import { freshWording, rewordedQuestion } from './reword.ts';
import type { Wish } from './wish.ts';

export type Change = { plan: PlanDraft; input: PlannerInput; wish: Wish };

const withQuestion = (plan: PlanDraft, changed: Question): PlanDraft => ({
  ...plan,
  questions: plan.questions.map((question) => (question.id === changed.id ? changed : question)),
});

/** A competency that nobody asks about any more cannot be scored, so it goes with its last question. */
const withoutQuestion = (plan: PlanDraft, id: string): PlanDraft | null => {
  const questions = plan.questions.filter((question) => question.id !== id);
  const covered = new Set(questions.flatMap(({ competencyIds }) => competencyIds));
  const competencies = plan.competencies.filter((competency) => covered.has(competency.id));
  return questions.length < planLimits.questionsMin || competencies.length === 0
    ? null
    : { ...plan, questions, competencies };
};

const clampSeconds = (seconds: number): number =>
  Math.min(planLimits.timeBudgetSecondsMax, Math.max(planLimits.timeBudgetSecondsMin, Math.round(seconds)));

const timed = (question: Question, { text }: Wish): Question => {
  const [, amount, unit] = /(\d{1,3})\s*(minutes?|min|seconds?|s)\b/iu.exec(text) ?? [];
  const step = /\b(?:less|shorter|reduce|cut|fewer)\b/iu.test(text) ? -60 : 60;
  const wanted =
    amount === undefined ? question.timeBudgetSeconds + step : Number(amount) * (/^m/iu.test(unit ?? '') ? 60 : 1);
  return { ...question, timeBudgetSeconds: clampSeconds(wanted) };
};

export const changeQuestion = (question: Question, { plan, input, wish }: Change): PlanDraft => {
  if (wish.kind === 'remove') {
    const smaller = withoutQuestion(plan, question.id);
    if (smaller !== null) return smaller;
  }
  if (wish.kind === 'time') {
    const changed = timed(question, wish);
    if (changed.timeBudgetSeconds !== question.timeBudgetSeconds) return withQuestion(plan, changed);
  }
  return withQuestion(plan, rewordedQuestion(question, wish, plan, input));
};

const nextId = (questions: Question[]): string =>
  `q${Math.max(0, ...questions.map(({ id }) => Number(/^q(\d{1,6})$/.exec(id)?.[1] ?? 0))) + 1}`;

/** A new question at the end, bound to the competency it fits best; none when the plan is full. */
export const addQuestion = ({ plan, input, wish }: Change, competencyId?: string): PlanDraft => {
  const wanted = competencyId === undefined ? competencyFor(wish.topic ?? wish.text, plan, input) : undefined;
  const competency = plan.competencies.find(({ id }) => id === competencyId) ?? wanted ?? plan.competencies[0];
  if (competency === undefined || plan.questions.length >= planLimits.questionsMax) return plan;
  const area = areaOfCompetency(competency, input);
  const topic = wish.topic ?? focusOfCompetency(competency);
  const composed = freshWording({ topic, area, wish: { ...wish, form: wish.form ?? 'experience' }, input, plan });
  const question: Question = {
    id: nextId(plan.questions),
    text: wish.literal ?? composed.text,
    competencyIds: [competency.id],
    probes: [...kitOf(area).probes].slice(0, planLimits.probesMax),
    timeBudgetSeconds: wish.literal === null ? composed.timeBudgetSeconds : wordingOf(input.level).seconds.experience,
  };
  return { ...plan, questions: [...plan.questions, question] };
};
