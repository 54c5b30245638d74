// What drafting plans and completing requests need of the database.
import type { InterviewRequest, JobRequest } from '../request/request.ts';
import type { DataQuality, MissingField } from '../lifecycle/state.ts';
import type { NoteTexts } from './interviews.ts';
import type { Plan } from '../plan/plan.ts';

export type NewPlan = {
  plan: Plan;
  plannerInputHash: string;
  /** `<runId>/<revision>` of the approved plan whose content this is, or null when it was drafted. */
  reusedFrom: string | null;
};

export interface PlanStore {
  find(tenantId: string, runId: string, revision: number): Promise<Plan | null>;
  /** The tenant's most recently approved plan for the same input, or null. */
  findReusable(tenantId: string, plannerInputHash: string): Promise<{ runId: string; plan: Plan } | null>;
  /** Keeps the first plan of a revision; later ones are dropped. Throws `interview.not_found`. */
  insert(tenantId: string, runId: string, plan: NewPlan): Promise<void>;
  /** What the job is about, with the run's locale; null when there is no such run. */
  readJob(tenantId: string, runId: string): Promise<(JobRequest & { locale: string }) | null>;
}

/** What a recruiter wrote when asking for a revision. */
export type RevisionNote = Required<NoteTexts>;

export interface RevisionNoteReader {
  /** Null when there is no such note; throws `personal_data.erased`. */
  read(tenantId: string, runId: string, noteId: string): Promise<RevisionNote | null>;
}

export interface PersonReader {
  /** Empty when nothing is known; throws `personal_data.erased`. */
  read(tenantId: string, runId: string): Promise<{ name?: string | undefined; email?: string | undefined }>;
}

/** What is known of a request after a merge, in codes and numbers only; `scheduledAt` is the start it newly asks for. */
export type MergedInfo = { dataQuality: DataQuality; missing: MissingField[]; scheduledAt?: number };

export type InfoRule = (
  stored: InterviewRequest,
  submitted: InterviewRequest,
) => { request: InterviewRequest; merged: MergedInfo };

export interface InfoMerger {
  /**
   * Applies `rule` to the stored request and one submission, once: repeated, it gives the first result. Throws
   * `interview.not_found` without such a submission and `personal_data.erased`.
   */
  merge(tenantId: string, runId: string, submissionId: string, rule: InfoRule): Promise<MergedInfo>;
}
