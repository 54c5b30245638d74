// Holds a redraft to what was asked: parts that nobody named stay exactly as they were, ids included.
import type { Competency, Plan, PlanDraft, Question, RevisionRequest } from './plan.ts';
import { revisionTargets } from './revision-targets.ts';
import type { RevisionTargets } from './revision-targets.ts';

const asksForMore = /\b(?:add|another|additional|extra|further|include|more questions?|new question)\b/i;

const asksToMove =
  /\b(?:move|put|ask)\b.{0,60}\b(?:first|last|start|beginning|top|front|end|bottom|back|before|after|position|place)\b|\b(?:swap|reorder)\b/i;

const draftOf = ({ competencies, questions, greeting, closing, thresholds, skillsCoverage }: PlanDraft): PlanDraft => ({
  competencies,
  questions,
  greeting,
  closing,
  thresholds,
  skillsCoverage,
});

const byId = <T extends { id: string }>(items: T[]): Map<string, T> => new Map(items.map((item) => [item.id, item]));

/** Unnamed items as they are, named ones as redrafted (or gone), new ones at the end when more was asked for. */
const mergeItems = <T extends { id: string }>(
  current: T[],
  redrafted: T[],
  rule: { isNamed: (item: T) => boolean; mayAdd: boolean; mayMove?: boolean },
): T[] => {
  const fresh = byId(redrafted);
  const known = byId(current);
  const merged = current.flatMap((item) => (rule.isNamed(item) ? (fresh.get(item.id) ?? []) : item));
  const order = redrafted.map(({ id }) => id);
  const isMoved = rule.mayMove === true && merged.every(({ id }) => fresh.has(id));
  const kept = isMoved ? merged.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id)) : merged;
  return rule.mayAdd ? [...kept, ...redrafted.filter(({ id }) => !known.has(id))] : kept;
};

/** A redrafted question that is bound to nothing the plan has keeps the competencies it had before. */
const withKnownCompetencies = (questions: Question[], competencies: Competency[], current: Question[]): Question[] => {
  const known = byId(competencies);
  const before = byId(current);
  return questions.flatMap((question) => {
    if (question.competencyIds.every((id) => known.has(id))) return question;
    const wanted = question.competencyIds.filter((id) => known.has(id));
    const had = (before.get(question.id)?.competencyIds ?? []).filter((id) => known.has(id));
    const competencyIds = wanted.length > 0 ? wanted : had;
    return competencyIds.length === 0 ? [] : { ...question, competencyIds };
  });
};

/** A competency whose last question was removed on request cannot be scored any more and goes with it. */
const withoutOrphans = (competencies: Competency[], questions: Question[], current: Question[]): Competency[] => {
  const covered = new Set(questions.flatMap(({ competencyIds }) => competencyIds));
  const left = byId(questions);
  const lost = new Set(current.filter(({ id }) => !left.has(id)).flatMap(({ competencyIds }) => competencyIds));
  return competencies.filter(({ id }) => covered.has(id) || !lost.has(id));
};

const isQuestionNamed =
  ({ questionIds, competencyIds }: RevisionTargets) =>
  ({ id, competencyIds: bound }: Question): boolean =>
    questionIds.has(id) || (bound.length > 0 && bound.every((competency) => competencyIds.has(competency)));

/** In an open redraft a question or competency that only changed its id gets its old one back. */
const keepIds = (current: PlanDraft, redraft: PlanDraft): PlanDraft => {
  const taken = new Set([...redraft.questions, ...redraft.competencies].map(({ id }) => id));
  const oldIdOf = <T extends { id: string }>(items: T[], same: (a: T, b: T) => boolean, item: T): string => {
    const old = items.find((candidate) => same(candidate, item))?.id;
    return old === undefined || taken.has(old) ? item.id : old;
  };
  const renamed = new Map(
    redraft.competencies.map((item) => [item.id, oldIdOf(current.competencies, (a, b) => a.name === b.name, item)]),
  );
  return {
    ...redraft,
    competencies: redraft.competencies.map((item) => ({ ...item, id: renamed.get(item.id) ?? item.id })),
    questions: redraft.questions.map((item) => ({
      ...item,
      id: oldIdOf(current.questions, (a, b) => a.text === b.text, item),
      competencyIds: item.competencyIds.map((id) => renamed.get(id) ?? id),
    })),
  };
};

/**
 * The draft of the next revision. With targets, only the named questions and competencies (and the questions that
 * belong to named competencies alone) may change or go; new ones and another order are taken only when the wish asks
 * for them. Without targets the redraft counts as a whole.
 */
export const mergeRevision = (current: Plan, redraft: PlanDraft, request: RevisionRequest): PlanDraft => {
  const targets = revisionTargets(current, request);
  if (targets.isOpen) return keepIds(draftOf(current), draftOf(redraft));
  const wishes = [request.instructions, ...request.targets.map(({ change }) => change)].join('\n');
  const mayAdd = asksForMore.test(wishes);
  const competencies = mergeItems(current.competencies, redraft.competencies, {
    isNamed: ({ id }) => targets.competencyIds.has(id),
    mayAdd,
  });
  const questions = mergeItems(current.questions, redraft.questions, {
    isNamed: isQuestionNamed(targets),
    mayAdd,
    mayMove: asksToMove.test(wishes),
  });
  const bound = withKnownCompetencies(questions, competencies, current.questions);
  return {
    ...draftOf(current),
    competencies: withoutOrphans(competencies, bound, current.questions),
    questions: bound,
    skillsCoverage: { ...current.skillsCoverage, ...redraft.skillsCoverage },
  };
};
