// Turns a planner's draft into a plan: the hashes that lock and compare it are computed by code.
import type { Plan, PlanDraft } from './plan.ts';
import type { ModelStamp } from '../ports/models.ts';
import type { Digest } from '../ports/system.ts';
import { formId, rubricHash } from './plan-hashes.ts';

export type FinishInput = {
  draft: PlanDraft;
  stamp: ModelStamp;
  revision: number;
  /** ISO 8601. */
  createdAt: string;
};

/** The plan of this revision; only the draft's own fields are taken over. */
export const finishPlan = ({ draft, stamp, revision, createdAt }: FinishInput, digest: Digest): Plan => {
  const { competencies, questions, greeting, closing, thresholds, skillsCoverage, warnings = [] } = draft;
  const content: PlanDraft = { competencies, questions, greeting, closing, thresholds, skillsCoverage };
  return {
    revision,
    formId: formId(content, digest),
    ...stamp,
    rubricHash: rubricHash(content, digest),
    ...content,
    ...(warnings.length > 0 && { warnings }),
    createdAt,
  };
};
