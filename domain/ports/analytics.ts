// Figures of a tenant's interviews: counts and times, nothing about any one person.
import type { InterviewState, Outcome } from '../lifecycle/state.ts';

/** Of one template, and of interviews made from one day to another, both included (UTC, YYYY-MM-DD). */
export type AnalyticsFilter = { jobId?: string | undefined; from?: string | undefined; to?: string | undefined };

export type Analytics = {
  /** By the order of the states; those that nobody reached are left out. */
  funnel: { state: InterviewState; reached: number; present: number }[];
  dropOff: { state: InterviewState | null; outcome: Outcome | null; ended: number }[];
  completion: { invited: number; started: number; finished: number; decided: number };
  waits: { state: InterviewState; count: number; averageSeconds: number; medianSeconds: number; p90Seconds: number }[];
};

export interface AnalyticsReader {
  read(tenantId: string, filter: AnalyticsFilter): Promise<Analytics>;
}
