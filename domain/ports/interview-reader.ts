// What a reader sees of a run: the row and everything around it, read in one statement.
import type { RunRef } from '../access/ids.ts';
import type { AppealStanding } from '../appeals/appeal.ts';
import type { Actor } from '../lifecycle/facts.ts';
import type { InvitationRecord } from '../mail/invitation.ts';
import type { RunState } from '../lifecycle/state.ts';
import type { Order } from '../orders/order.ts';
import type { CompletesWhen } from '../templates/template.ts';
import type { ListFilter, ListPlace } from './interviews.ts';
import type { StoredPlan } from './plan.ts';

/** The part of a run that lists show too. Times are epoch milliseconds. */
export type InterviewSummary = {
  runId: string;
  interviewId: string;
  candidateRef: string | null;
  externalId: string | null;
  source: string;
  /** What an ATS ordered through a face; null for every other run. */
  order: Pick<Order, 'id' | 'face' | 'connectionId' | 'vendorKeys'> | null;
  templateId: string | null;
  templateVersion: number | null;
  completesWhen: CompletesWhen;
  position: string | null;
  level: string | null;
  companyName: string | null;
  machine: RunState;
  version: number;
  createdAt: number;
  updatedAt: number;
  completedAt: number | null;
  decidedAt: number | null;
  consentWithdrawnAt: number | null;
  /** When the candidate asked for an erasure in the room; whether one follows is the employer's to decide. */
  erasureRequestedAt: number | null;
  /** When the candidate asked for a person's review of the decision. */
  appealedAt: number | null;
  /** What has come of that; null where no review was asked for. */
  appeal: AppealStanding | null;
  /** From the moment an erasure was accepted until its certificate is there. */
  erasing: boolean;
  erasedAt: number | null;
};

export type SessionRecord = {
  id: string;
  provider: string;
  mode: string;
  startedAt: number | null;
  endedAt: number | null;
  endReason: string | null;
};

export type TimelineRecord = {
  seq: number;
  at: number;
  type: string;
  from: string;
  to: string;
  actorKind: Actor['kind'];
  actorId: string | null;
  detail: Record<string, unknown>;
};

/** An answer that evidence may point into, still sealed. */
export type SealedAnswer = { turn: number; version: number; sealed: Uint8Array };

/** The newest assessment as stored: `result` without texts, and the texts still sealed, in one of the two places. */
export type SealedAssessment = {
  revision: number;
  result: Record<string, unknown>;
  textsSealed: Uint8Array | null;
  wordingSealed: Uint8Array | null;
  createdAt: number;
  answers: SealedAnswer[];
};

export type InterviewRecord = InterviewSummary & {
  /** Language tag of the interview. */
  locale: string;
  /** An erasure was accepted, however far it is: what it takes is not in here any more. */
  gone: boolean;
  linkSealed: Uint8Array | null;
  plan: StoredPlan | null;
  assessment: SealedAssessment | null;
  /** Null before there is a link to send. */
  invitation: InvitationRecord | null;
  sessions: SessionRecord[];
  timeline: TimelineRecord[];
  /** As the request has them, to be held against the plan. */
  qualifications: string[];
};

/** Where a run stands, for conditional and repeated reads; `gone` as in its record. */
export type InterviewVersion = { seq: number; version: number; gone: boolean };

export type InterviewPage = { items: InterviewSummary[]; next: ListPlace | null };

export interface InterviewReader {
  read(run: RunRef): Promise<InterviewRecord | null>;
  version(run: RunRef): Promise<InterviewVersion | null>;
  list(tenantId: string, filter: ListFilter, page: { limit: number; after: ListPlace | null }): Promise<InterviewPage>;
}
