// What one reviewer was given: what of it waits, and the runs of a form side by side. One statement each.
import type { Band } from '../assessment/assessment.ts';
import type { InterviewState, Verdict } from '../lifecycle/state.ts';
import type { Given } from '../review/given.ts';
import type { StoredPlan } from './plan.ts';

/** A reviewer by the keyed hash that mails and links have, and the moment at which links are looked at. */
export type InboxReader = { tenantId: string; reviewer: string; now: number };

/** Times are epoch milliseconds. */
export type WaitingRun = Given & {
  runId: string;
  candidateRef: string | null;
  position: string | null;
  level: string | null;
  companyName: string | null;
  waitsFor: 'plan' | 'verdict' | 'appeal';
  since: number;
  /** Where it has a date of its own, as a candidate's wish for a review has. */
  dueAt: number | null;
  draft: boolean;
};

/** Assessed runs of a form, told apart by how they were given. */
export type GivenForm = Given & { formId: string; position: string | null; runs: number };

export type InboxReading = {
  /** As the tenant's settings have them now. */
  recruiters: readonly string[];
  targetMs: number;
  /** The oldest first. */
  waiting: WaitingRun[];
  /** The one with the newest run first. */
  forms: GivenForm[];
};

export type ComparedRun = Given & {
  runId: string;
  candidateRef: string | null;
  position: string | null;
  state: InterviewState;
  completedAt: number | null;
  overallScore: number | null;
  uncertainty: number | null;
  verdict: Verdict | null;
  /** As its own plan calls them, in the order of the plan, which is the same in all plans of a form. */
  competencyIds: string[];
  results: { id: string; score: number | null; band: Band | null }[];
  /** What this reader has rated or passed of the present assessment. */
  rated: string[];
};

export type CompareReading = {
  recruiters: readonly string[];
  /** Of one of the runs; the words that count are the same in all of them. Null where there is no run. */
  plan: { runId: string; stored: StoredPlan } | null;
  /** The newest first. */
  runs: ComparedRun[];
};

export interface ReviewInboxStore {
  waiting(reader: InboxReader): Promise<InboxReading>;
  form(reader: InboxReader, formId: string): Promise<CompareReading>;
}
