// Redrafts what a revision request names, the same way every time, and leaves the rest as it is.
import { mergeRevision } from '../../../domain/plan/merge-revision.ts';
import { revisionTargets } from '../../../domain/plan/revision-targets.ts';
import type { Plan, PlanDraft, PlannerInput, RevisionRequest } from '../../../domain/plan/plan.ts';
import { changeCompetency } from './change-competency.ts';
import { addQuestion, changeQuestion } from './change-question.ts';
import { coverageOf } from './draft.ts';
import { closestQuestion, competencyReferredTo, questionReferredTo } from './plan-reading.ts';
import { wishesIn, wishOf } from './wish.ts';
import type { Wish } from './wish.ts';

const applyToCompetency = (plan: PlanDraft, input: PlannerInput, id: string, wish: Wish): PlanDraft => {
  const competency = plan.competencies.find((candidate) => candidate.id === id);
  return competency === undefined ? plan : changeCompetency(competency, { plan, input, wish });
};

const applyToQuestion = (plan: PlanDraft, input: PlannerInput, id: string, wish: Wish): PlanDraft => {
  const question = plan.questions.find((candidate) => candidate.id === id);
  return question === undefined ? plan : changeQuestion(question, { plan, input, wish });
};

/** A free wish goes to what it refers to, else to the closest question, else becomes a new question. */
const applyFree = (plan: PlanDraft, input: PlannerInput, wish: Wish): PlanDraft => {
  const question = questionReferredTo(wish.text, plan);
  if (question !== undefined) return changeQuestion(question, { plan, input, wish });
  if (wish.kind === 'add') return addQuestion({ plan, input, wish });
  if (wish.isForAll && wish.topic === null) return reworkAll(plan, input, wish);
  const competency = competencyReferredTo(wish.text, plan);
  if (competency !== undefined) return changeCompetency(competency, { plan, input, wish });
  const closest = closestQuestion(wish.text, plan);
  if (closest !== undefined) return changeQuestion(closest, { plan, input, wish });
  return wish.isForAll ? reworkAll(plan, input, wish) : addUnlessRemoval(plan, input, wish);
};

const addUnlessRemoval = (plan: PlanDraft, input: PlannerInput, wish: Wish): PlanDraft =>
  wish.kind === 'remove' ? plan : addQuestion({ plan, input, wish });

/** "Make it harder" without a subject means every question. */
const reworkAll = (plan: PlanDraft, input: PlannerInput, wish: Wish): PlanDraft =>
  wish.kind === 'remove'
    ? plan
    : plan.questions.reduce((draft, { id }) => applyToQuestion(draft, input, id, wish), plan);

const applyTargets = (current: PlanDraft, input: PlannerInput, request: RevisionRequest): PlanDraft =>
  request.targets.reduce((plan, { questionId, competency, change }) => {
    const wish = wishOf(change);
    const named = revisionTargets(plan, {
      instructions: '',
      targets: [
        {
          ...(questionId === undefined ? {} : { questionId }),
          ...(competency === undefined ? {} : { competency }),
          change,
        },
      ],
      competencyIds: [],
    });
    const afterQuestion = [...named.questionIds].reduce((draft, id) => applyToQuestion(draft, input, id, wish), plan);
    return [...named.competencyIds].reduce((draft, id) => applyToCompetency(draft, input, id, wish), afterQuestion);
  }, current);

/** Competencies that an operator named take the instructions as their wish, or just a fresh wording. */
const applyOperatorTargets = (current: PlanDraft, input: PlannerInput, request: RevisionRequest): PlanDraft => {
  const { competencyIds } = revisionTargets(current, { ...request, targets: [] });
  const wishes = wishesIn(request.instructions);
  const chosen = wishes.length === 0 ? [wishOf('')] : wishes;
  return [...competencyIds].reduce(
    (plan, id) => chosen.reduce((draft, wish) => applyToCompetency(draft, input, id, wish), plan),
    current,
  );
};

const applyInstructions = (current: PlanDraft, input: PlannerInput, request: RevisionRequest): PlanDraft => {
  const { isOpen } = revisionTargets(current, request);
  const wishes = wishesIn(request.instructions);
  if (isOpen && request.instructions.trim() === '') return reworkAll(current, input, wishOf(''));
  if (isOpen) return wishes.reduce((plan, wish) => applyFree(plan, input, wish), current);
  if (request.targets.length === 0) return current;
  return wishes
    .filter(({ kind }) => kind === 'add')
    .reduce((plan, wish) => addQuestion({ plan, input, wish }), current);
};

export const revisePlan = (input: PlannerInput, current: Plan, request: RevisionRequest): PlanDraft => {
  const targeted = applyOperatorTargets(applyTargets(current, input, request), input, request);
  const redraft = applyInstructions(targeted, input, request);
  const merged = mergeRevision(current, redraft, request);
  return { ...merged, skillsCoverage: { ...current.skillsCoverage, ...coverageOf(input, merged) } };
};
