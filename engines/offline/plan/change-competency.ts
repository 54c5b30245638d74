// Applies one wish to one competency of a plan, and to the questions that belong to it alone.
import { planLimits } from '../../../domain/plan/plan-limits.ts';
import type { Anchors, Competency, PlanDraft, PlannerInput } from '../../../domain/plan/plan.ts';
import { findBannedWord } from '../../../domain/protected-matters/find-banned-word.ts';
import { fillTopic, kitOf } from './area-kits.ts';
import type { Change } from './change-question.ts';
import { addQuestion, changeQuestion } from './change-question.ts';
import { joinList, sentenceStart } from './letter-case.ts';
import { wordingOf } from './level-wording.ts';
import { areaOfCompetency, focusOfCompetency } from './plan-reading.ts';
import { levelFor } from './reword.ts';
import type { Wish } from './wish.ts';

const withCompetency = (plan: PlanDraft, changed: Competency): PlanDraft => ({
  ...plan,
  competencies: plan.competencies.map((competency) => (competency.id === changed.id ? changed : competency)),
});

const withoutCompetency = (plan: PlanDraft, id: string): PlanDraft | null => {
  const competencies = plan.competencies.filter((competency) => competency.id !== id);
  const questions = plan.questions
    .filter(({ competencyIds }) => competencyIds.some((bound) => bound !== id))
    .map((question) =>
      question.competencyIds.includes(id)
        ? { ...question, competencyIds: question.competencyIds.filter((bound) => bound !== id) }
        : question,
    );
  return competencies.length === 0 || questions.length < planLimits.questionsMin
    ? null
    : { ...plan, competencies, questions };
};

const weighted = (competency: Competency, { text }: Wish): Competency => {
  const given = /\b(\d{1,3})\b/.exec(text.replaceAll(/\b[cq]\d+\b/giu, ''))?.[1];
  const factor = /\b(?:less|lower|reduce|decrease|halve)\b/iu.test(text) ? 0.5 : 1.5;
  const weight = given === undefined ? Math.round(competency.weight * factor) : Number(given);
  return { ...competency, weight: Math.min(100, Math.max(1, weight === competency.weight ? weight + 1 : weight)) };
};

const requiring = (competency: Competency, { text }: Wish): Competency => ({
  ...competency,
  required: !/\b(?:optional|not required|not mandatory|nice[- ]to[- ]have|no longer)\b/iu.test(text),
});

const renamed = (competency: Competency, { literal }: Wish, plan: PlanDraft): Competency => {
  const isTaken = plan.competencies.some(({ name }) => name.toLowerCase() === literal?.toLowerCase());
  return literal === null || isTaken ? competency : { ...competency, name: sentenceStart(literal) };
};

/** Definition and anchors rewritten around the old subject and the wish's. */
const refocused = (competency: Competency, wish: Wish, input: PlannerInput): Competency => {
  const kit = kitOf(areaOfCompetency(competency, input));
  const wanted = joinList([...new Set([focusOfCompetency(competency), ...(wish.topic === null ? [] : [wish.topic])])]);
  const focus = findBannedWord(wanted) === null ? wanted : kit.title.toLowerCase();
  const [one, two, three, four, five] = kit.anchors.map((anchor) => fillTopic(anchor, focus));
  const anchors: Anchors = { '1': one ?? '', '2': two ?? '', '3': three ?? '', '4': four ?? '', '5': five ?? '' };
  const { expectation } = wordingOf(levelFor(input.level, wish));
  const demand = wish.levelStep > 0 ? ' Looks for the hard cases in particular.' : '';
  return { ...competency, definition: `${fillTopic(kit.definition, focus)} ${expectation}${demand}`, anchors };
};

const questionsOf = (plan: PlanDraft, id: string): string[] =>
  plan.questions
    .filter(({ competencyIds }) => competencyIds.every((bound) => bound === id))
    .map((question) => question.id);

const changeNamed = (id: string, change: Change): PlanDraft => {
  const question = change.plan.questions.find((candidate) => candidate.id === id);
  return question === undefined ? change.plan : changeQuestion(question, change);
};

/** Rewords the competency's own questions: all for a change of level, one for a new subject. */
const withReworded = (competency: Competency, { plan, input, wish }: Change): PlanDraft => {
  const own = questionsOf(plan, competency.id);
  const chosen = wish.topic === null ? own : own.slice(-1);
  const applied = wish.topic === null ? wish : { ...wish, kind: 'about' as const };
  return chosen.reduce((draft, id) => changeNamed(id, { plan: draft, input, wish: applied }), plan);
};

export const changeCompetency = (competency: Competency, change: Change): PlanDraft => {
  const { plan, input, wish } = change;
  switch (wish.kind) {
    case 'remove':
      return (
        withoutCompetency(plan, competency.id) ??
        withReworded(competency, { ...change, wish: { ...wish, kind: 'other' } })
      );
    case 'weight':
      return withCompetency(plan, weighted(competency, wish));
    case 'required':
      return withCompetency(plan, requiring(competency, wish));
    case 'rename':
      return withCompetency(plan, renamed(competency, wish, plan));
    case 'add':
      return addQuestion(change, competency.id);
    case 'quote':
      return questionsOf(plan, competency.id)
        .slice(-1)
        .reduce((draft, id) => changeNamed(id, { ...change, plan: draft }), plan);
    case 'time':
      return withReworded(competency, change);
    case 'about':
    case 'other': {
      const refocusedPlan =
        wish.topic === null && wish.levelStep === 0 ? plan : withCompetency(plan, refocused(competency, wish, input));
      return withReworded(competency, { ...change, plan: refocusedPlan });
    }
  }
};
