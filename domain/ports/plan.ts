// What drafting plans needs of the database.
import type { RunRef } from '../access/ids.ts';
import type { JobRequest } from '../request/request.ts';
import type { Plan } from '../plan/plan.ts';

export type NewPlan = {
  plan: Plan;
  plannerInputHash: string;
  /** `<runId>/<revision>` of the approved plan whose content this is, or null when it was drafted. */
  reusedFrom: string | null;
};

export interface PlanStore {
  find(run: RunRef, revision: number): Promise<Plan | null>;
  /** The tenant's most recently approved plan for the same input, or null. */
  findReusable(tenantId: string, plannerInputHash: string): Promise<{ runId: string; plan: Plan } | null>;
  /** Keeps the first plan of a revision; later ones are dropped. Throws `interview.not_found`. */
  insert(run: RunRef, plan: NewPlan): Promise<void>;
  /** What the job is about, with the run's locale; null when there is no such run. */
  readJob(run: RunRef): Promise<(JobRequest & { locale: string }) | null>;
}
