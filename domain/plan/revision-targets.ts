// Which parts of a plan a revision request names.
import type { PlanDraft, RevisionRequest } from './plan.ts';

export type RevisionTargets = {
  questionIds: Set<string>;
  competencyIds: Set<string>;
  /** Names that the plan does not have. */
  unknown: string[];
  /** Nothing was named: free instructions may touch any part. */
  isOpen: boolean;
};

const plain = (text: string): string => text.trim().toLowerCase();

/** Competencies are named by id or by name, whatever the case. */
export const revisionTargets = (plan: PlanDraft, request: RevisionRequest): RevisionTargets => {
  const named = [...request.targets.flatMap(({ competency }) => competency ?? []), ...request.competencyIds];
  const wanted = request.targets.flatMap(({ questionId }) => questionId ?? []);
  const resolve = (name: string): string | undefined =>
    plan.competencies.find((competency) => [competency.id, competency.name].map(plain).includes(plain(name)))?.id;
  const hasQuestion = (id: string): boolean => plan.questions.some((question) => question.id === id);
  return {
    questionIds: new Set(wanted.filter(hasQuestion)),
    competencyIds: new Set(named.flatMap((name) => resolve(name) ?? [])),
    unknown: [...named.filter((name) => resolve(name) === undefined), ...wanted.filter((id) => !hasQuestion(id))],
    isOpen: named.length === 0 && wanted.length === 0,
  };
};
