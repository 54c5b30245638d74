// The review that a candidate's appeal opens, as stored: read with what its rules need, and decided on once.
import type { RunRef } from '../access/ids.ts';
import type { AppealDecider, AppealDecision, AppealStanding } from '../appeals/appeal.ts';
import type { AuditActor } from '../audit/chain.ts';
import type { Outcome, Verdict } from '../lifecycle/state.ts';

export type AppealReview = AppealStanding & {
  /** How the interview ended, and with which verdict (null where the assessment was turned down). */
  outcome: Outcome | null;
  firstVerdict: Verdict | null;
  /** Who made the first decision, by the id that mails have; null where it names nobody. */
  firstDecider: string | null;
  /** Ids of everybody whom the tenant, or the connection of the order, names as a reviewer now. */
  reviewers: readonly string[];
  /** An erasure was accepted: nobody can decide on it any more. */
  gone: boolean;
};

export const appealListStates = ['open', 'decided'] as const;
export type AppealFilter = {
  state?: (typeof appealListStates)[number];
  /** Those alone that are open although their time is over. */
  overdue?: boolean;
};
/** In the order of a list; `dueAt` is exact. */
export type AppealPlace = { dueAt: string; runId: string };
export type ListedAppeal = AppealStanding & {
  runId: string;
  interviewId: string;
  candidateRef: string | null;
  position: string | null;
  overdue: boolean;
};

/** What both sides wrote, and what tells whether a reader may decide on it. */
export type AppealWords = {
  text: string;
  note: string | null;
  decidedBy: string | null;
} & Pick<AppealReview, 'firstDecider' | 'reviewers'>;

/** Who decides, by name and by id, and in which request. */
export type AppealAct = {
  actor: AuditActor;
  requestId: string | null;
  at: number;
  decidedBy: string;
  decider: string;
  reviewedBy: AppealDecider;
  /** The verdict that the decision is about. */
  firstVerdict: Verdict | null;
};

export interface AppealStore {
  /** Null when no review was asked for, or there is no such interview. */
  read(run: RunRef): Promise<AppealReview | null>;
  /** With its event and its entry in the audit log; false when it is not open any more. Throws `personal_data.erased`. */
  decide(run: RunRef, decision: AppealDecision, act: AppealAct): Promise<boolean>;
  /** Those that are due first. */
  list(
    tenantId: string,
    filter: AppealFilter,
    page: { limit: number; after: AppealPlace | null; now: number },
  ): Promise<{ items: ListedAppeal[]; next: AppealPlace | null }>;
  /** Null where nobody decided, and once it is gone. */
  readDecidedBy(run: RunRef): Promise<string | null>;
}
