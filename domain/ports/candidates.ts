// Candidates as stored: a person with its runs, of which the newest answers unless one is named.
import type { InterviewState } from '../lifecycle/state.ts';
import type { ResultFacts, ResultStatus } from '../orders/result.ts';

/** One run of a candidate with what is true of it. Times are epoch milliseconds. */
export type CandidateRun = {
  tenantId: string;
  candidateId: string;
  runId: string;
  interviewId: string;
  /** How vendors name the template; null for a run without one. */
  jobId: string | null;
  position: string | null;
  state: InterviewState;
  facts: ResultFacts;
  scheduledAt: number | null;
  requisitionId: string | null;
  personalSealed: Uint8Array | null;
  createdAt: number;
  updatedAt: number;
};

export type CandidateFilter = { jobId?: string | undefined; statuses?: readonly ResultStatus[] | undefined };
export type CandidatePage = { total: number; runs: CandidateRun[] };

/** Runs whose erasure was accepted are about nobody: they are in no list and no candidate's. */
export interface CandidateStore {
  /** By the newest run of each, or with `jobId` the newest of that job; who changed last comes first. */
  list(tenantId: string, filter: CandidateFilter, page: { limit: number; offset: number }): Promise<CandidatePage>;
  /** How many candidates of a job stand where, each by the newest run for it. */
  countByStatus(tenantId: string, jobId: string): Promise<ReadonlyMap<ResultStatus, number>>;
  /** The newest run of the candidate, or the named one; null when there is none. */
  find(tenantId: string, candidateId: string, interviewId?: string): Promise<CandidateRun | null>;
  /** The newest run of the candidate for this template. */
  findOfTemplate(tenantId: string, candidateId: string, templateId: string): Promise<CandidateRun | null>;
  /** The candidate of a mailbox, made when there is none yet; one that gets no run is gone an hour later. */
  candidateOf(tenantId: string, mailbox: string): Promise<string>;
}
