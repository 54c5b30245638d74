// Turns what a planner model wrote into a draft: ids, thresholds and bounds are ours, references must hold.
import { AppError } from '../../domain/errors.ts';
import { mergeRevision } from '../../domain/plan/merge-revision.ts';
import {
  defaultThresholds,
  type Competency,
  type Plan,
  type PlanDraft,
  type Question,
  type RevisionRequest,
} from '../../domain/plan/plan.ts';
import type { CompetencyOutput, DraftOutput, QuestionOutput, RevisionOutput } from './plan-schema.ts';

const notScoreable = ['fluency', 'confidence', 'accent', 'speed'];

const invalid = (): AppError => new AppError('model.invalid_output');

const coverage = (skills: DraftOutput['skills']): Record<string, boolean> =>
  Object.fromEntries(skills.filter(({ skill }) => skill !== '__proto__').map(({ skill, covered }) => [skill, covered]));

/** Ids `c4`, `c5`, … after those that `taken` has; ids of removed parts are not used again. */
const numberFrom = (prefix: string, taken: readonly string[]): ((index: number) => string) => {
  const used = taken
    .map((id) => (id.startsWith(prefix) ? Number(id.slice(prefix.length)) : 0))
    .filter(Number.isInteger);
  const last = Math.max(0, ...used);
  return (index) => `${prefix}${last + index + 1}`;
};

const withoutDuplicates = (ids: readonly string[]): void => {
  if (new Set(ids).size !== ids.length) throw invalid();
};

const translate = (ids: readonly string[], names: ReadonlyMap<string, string>): string[] => {
  const known = ids.map((id) => names.get(id));
  if (known.some((id) => id === undefined)) throw invalid();
  return [...new Set(known.filter((id) => id !== undefined))];
};

const everyCompetencyIsAsked = (draft: PlanDraft): PlanDraft => {
  const asked = new Set(draft.questions.flatMap(({ competencyIds }) => competencyIds));
  if (draft.competencies.some(({ id }) => !asked.has(id))) throw invalid();
  return draft;
};

const newCompetency = (output: CompetencyOutput, id: string): Competency => ({ ...output, id, notScoreable });

const newQuestion = (output: QuestionOutput, id: string, names: ReadonlyMap<string, string>): Question => ({
  ...output,
  id,
  competencyIds: translate(output.competencyIds, names),
});

/** The model's own ids only tie its questions to its competencies; the plan is numbered in order. */
export const draftFromOutput = (output: DraftOutput): PlanDraft => {
  withoutDuplicates(output.competencies.map(({ id }) => id));
  const names = new Map(output.competencies.map(({ id }, index) => [id, `c${index + 1}`]));
  return everyCompetencyIsAsked({
    competencies: output.competencies.map((competency, index) => newCompetency(competency, `c${index + 1}`)),
    questions: output.questions.map((question, index) => newQuestion(question, `q${index + 1}`, names)),
    greeting: output.greeting,
    closing: output.closing,
    thresholds: defaultThresholds,
    skillsCoverage: coverage(output.skills),
  });
};

const patched = <T extends { id: string }, P extends { id: string }>(
  current: readonly T[],
  changes: { changed: readonly P[]; removed: readonly string[]; merge(item: T, change: P): T },
): T[] => {
  const ids = new Set(current.map(({ id }) => id));
  const byId = new Map(changes.changed.map((change) => [change.id, change]));
  if (changes.changed.some(({ id }) => !ids.has(id))) throw invalid();
  return current
    .filter(({ id }) => !changes.removed.includes(id))
    .map((item) => {
      const change = byId.get(item.id);
      return change ? changes.merge(item, change) : item;
    });
};

const contentOf = (plan: PlanDraft): string =>
  JSON.stringify([plan.competencies, plan.questions, plan.greeting, plan.closing]);

const redraft = (current: Plan, output: RevisionOutput): PlanDraft => {
  withoutDuplicates([...current.competencies, ...output.addedCompetencies].map(({ id }) => id));
  const competencyId = numberFrom(
    'c',
    current.competencies.map(({ id }) => id),
  );
  const questionId = numberFrom(
    'q',
    current.questions.map(({ id }) => id),
  );
  const names = new Map([
    ...current.competencies.map(({ id }) => [id, id] as const),
    ...output.addedCompetencies.map(({ id }, index) => [id, competencyId(index)] as const),
  ]);
  const competencies = patched(current.competencies, {
    changed: output.changedCompetencies,
    removed: output.removedCompetencyIds,
    merge: (item, change) => ({ ...item, ...change }),
  });
  const questions = patched(current.questions, {
    changed: output.changedQuestions,
    removed: output.removedQuestionIds,
    merge: (item, change) => ({ ...item, ...newQuestion(change, item.id, names) }),
  });
  return {
    competencies: [
      ...competencies,
      ...output.addedCompetencies.map((added, index) => newCompetency(added, competencyId(index))),
    ],
    questions: [
      ...questions,
      ...output.addedQuestions.map((added, index) => newQuestion(added, questionId(index), names)),
    ],
    greeting: output.greeting ?? current.greeting,
    closing: output.closing ?? current.closing,
    thresholds: current.thresholds,
    skillsCoverage: { ...current.skillsCoverage, ...coverage(output.skills) },
  };
};

const withoutLostReferences = (draft: PlanDraft): PlanDraft => {
  const known = new Set(draft.competencies.map(({ id }) => id));
  const questions = draft.questions
    .map((question) => ({ ...question, competencyIds: question.competencyIds.filter((id) => known.has(id)) }))
    .filter(({ competencyIds }) => competencyIds.length > 0);
  return { ...draft, questions };
};

/** The revised draft; what the request did not name is the current plan's own. A revision that changes nothing is refused. */
export const draftFromRevision = (current: Plan, output: RevisionOutput, request: RevisionRequest): PlanDraft => {
  const draft = mergeRevision(current, withoutLostReferences(redraft(current, output)), request);
  if (contentOf(draft) === contentOf(current)) throw invalid();
  return everyCompetencyIsAsked(draft);
};
