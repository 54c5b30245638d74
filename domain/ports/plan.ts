// What drafting plans needs of the database.
import type { RunRef } from '../access/ids.ts';
import type { JobRequest } from '../request/request.ts';
import type { MinutesBounds, Plan } from '../plan/plan.ts';
import type { PlanStructure } from '../plan/plan-texts.ts';

/** A plan as it is kept: whole, or its structure beside its sealed words, which are null once they are erased. */
export type StoredPlan = { dictated: boolean } & (
  | { whole: Plan }
  | { structure: PlanStructure; textsSealed: Uint8Array | null }
);

export type NewPlan = {
  plan: Plan;
  /** Null where no other run's first draft may find it by its input. */
  plannerInputHash: string | null;
  /** `<runId>/<revision>` or `<templateId>/<version>` of the approved plan whose content this is, or null when it was drafted. */
  reusedFrom: string | null;
  /** Its words are somebody's, about this run's person: sealed with the run's key, and never reused. */
  dictated: boolean;
};

/** The plan of the version that a run uses; `isRevised` when a recruiter worded any part of it. */
export type TemplatePlan = { templateId: string; plan: Plan; isRevised: boolean };

/** `template` is null for a run that is of none. */
export type RunJob = JobRequest & { locale: string; minutes: MinutesBounds; template: TemplatePlan | null };

export interface PlanStore {
  /** Null when there is none. Throws `personal_data.erased` once words that somebody dictated are gone. */
  find(run: RunRef, revision: number): Promise<Plan | null>;
  exists(run: RunRef, revision: number): Promise<boolean>;
  /** The tenant's most recently approved plan for the same input of which nobody dictated any part, or null. */
  findReusable(tenantId: string, plannerInputHash: string): Promise<{ runId: string; plan: Plan } | null>;
  /** Keeps the first plan of a revision; later ones are dropped, and it says false. Throws `interview.not_found`, `personal_data.erased`. */
  insert(run: RunRef, plan: NewPlan): Promise<boolean>;
  /** What the job is about, with the run's locale and its template's plan; null when there is no such run. */
  readJob(run: RunRef): Promise<RunJob | null>;
}
