// What the use cases of interviews need kept and read; PostgreSQL implements it, tests use the real one.
import type { RunRef } from '../access/ids.ts';
import type { Scope } from '../access/principal.ts';
import type { NewOrder } from '../orders/order.ts';
import type { JobRequest } from '../request/request.ts';
import type { CompletesWhen, TemplateUse } from '../templates/template.ts';
import type { Fact } from '../lifecycle/facts.ts';
import type { Policy } from '../lifecycle/policy.ts';
import type { InterviewState, RunState } from '../lifecycle/state.ts';

/** A run at its creation: the facts that led from the initial state to `machine`, and what the caller sent. */
export type NewInterview = {
  tenantId: string;
  runId: string;
  interviewId: string;
  source: string;
  /** Of the mailbox that the candidate is known by; null without an address. */
  emailDigest: string | null;
  candidateRef: string | null;
  externalId: string | null;
  /** Hash of the request's `Idempotency-Key`: the same key never makes two runs. */
  creationKey: string | null;
  requestHash: string;
  job: JobRequest;
  locale: string;
  personalSealed: Uint8Array | null;
  /** Texts about the job as they were sent, where that was not plain text. */
  originalSealed: Uint8Array | null;
  callbackUrl: string | null;
  /** Of the key that named the `callbackUrl`; null without one. */
  callbackScopes: readonly Scope[] | null;
  /** Start asked for with the request, in epoch milliseconds; agreed on with the plan's approval. */
  requestedStartAt: number | null;
  policy: Policy;
  template: Pick<TemplateUse, 'templateId' | 'version'> | null;
  completesWhen: CompletesWhen;
  /** Null for a run that nobody ordered through a face. */
  order: OrderRow | null;
  initial: RunState;
  facts: Fact[];
};

/** A new order with what finds it again: `naturalKey` is a keyed digest that tells nothing about the vendor's own. */
export type OrderRow = Pick<NewOrder, 'face' | 'connectionId' | 'callbackUrl' | 'vendorKeys'> & {
  id: string;
  naturalKey: string;
  secretSealed: Uint8Array | null;
};

/** A run as the use cases need it to decide and to answer. */
export type StoredInterview = {
  runId: string;
  interviewId: string;
  externalId: string | null;
  requestHash: string;
  machine: RunState;
  policy: Policy;
  /** Whether its workflow is known to have been started. */
  started: boolean;
  linkSealed: Uint8Array | null;
  /** Whether the candidate withdrew consent after the start. */
  consentWithdrawn: boolean;
  /** Whether an erasure was accepted, however far it is. */
  gone: boolean;
  /** Start asked for by the caller, in epoch milliseconds; agreed on with the plan's approval. */
  requestedStartAt: number | null;
  /** Epoch milliseconds. */
  createdAt: number;
};

export interface InterviewStore {
  /**
   * One transaction for row, order, timeline and events; false when its run, `externalId`, creation key or order exists
   * already.
   */
  insert(interview: NewInterview): Promise<boolean>;
  find(run: RunRef): Promise<StoredInterview | null>;
  findByExternalId(tenantId: string, externalId: string): Promise<StoredInterview | null>;
  findByCreationKey(tenantId: string, creationKey: string): Promise<StoredInterview | null>;
  findByOrder(tenantId: string, order: Pick<OrderRow, 'face' | 'naturalKey'>): Promise<StoredInterview | null>;
  /** Lets a creation key be used again once callers may no longer rely on it. */
  releaseCreationKey(run: RunRef): Promise<void>;
  markStarted(run: RunRef): Promise<void>;
  /** At most so many open runs without a workflow, oldest first; nobody else gets them for a few seconds. */
  claimUnstarted(limit: number): Promise<OpenRun[]>;
}

/** What a new run pins of its tenant's settings, and whether the tenant may have another open one. */
export type SubmissionSettings = {
  policy: Policy;
  defaultLocale: string;
  activeInterviewsMax: number;
  hasRoom: boolean;
};

export type ListFilter = {
  state?: InterviewState;
  position?: string;
  externalId?: string;
  candidateRef?: string;
  /** ISO 8601; turns the order around: by time of change, oldest first. */
  updatedSince?: string;
};

/** Where a page ended: exact time of the last row in the list's order, and its run. */
export type ListPlace = { at: string; runId: string };

/** Wakes those who wait for a run to change, or for a tenant's feed to grow. */
export interface ChangeListener {
  /**
   * Watches a run, or a tenant's feed, from now on; null when too many are being watched. `next` resolves with `look` at
   * its next change since the last call, or when it is worth looking again (time is up, the connection was lost), and
   * with `stop` when the caller has gone or the listener ends.
   */
  watch(id: string): Watch | null;
}

export interface Watch {
  next(options: { timeoutMs: number; signal: AbortSignal }): Promise<'look' | 'stop'>;
  close(): void;
}

/** Whether a worker showed a sign of life lately: commands are only sent when one did. */
export interface WorkerPresence {
  alive(): Promise<boolean>;
}

/** An open run with all that its workflow needs to begin. */
export type OpenRun = { tenantId: string; runId: string; state: RunState; policy: Policy };

export interface OpenRuns {
  /** Open runs with a workflow that were not looked at lately, those with a passed deadline first. */
  due(limit: number): Promise<OpenRun[]>;
  /** Open runs whose candidate withdrew consent, which the workflow may not have heard of. */
  withdrawn(limit: number): Promise<RunRef[]>;
  /** Undelivered events older than the given age; nobody delivers them when this grows. */
  oldEvents(olderThanMs: number): Promise<number>;
}

export interface ProjectionStore {
  /**
   * Writes facts in order, with their events and the run's row, in one transaction. Facts already written are passed
   * over; a different fact under a known seq, or a gap, throws AppError `projection.conflict`. Resolves with the run
   * as people read it then.
   */
  project(run: RunRef, facts: Fact[]): Promise<RunState>;
}
