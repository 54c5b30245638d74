// The names and shapes that workflows, activities and clients agree on; no code of any of them.
import type { Actor, Fact } from '../domain/lifecycle/facts.ts';
import type { DataQuality, MissingField, SessionMode, Verdict } from '../domain/lifecycle/state.ts';

export type { CommandResult, InterviewInput } from '../domain/ports/engine.ts';

export const interviewWorkflowType = 'interview';
export const reconcileWorkflowType = 'reconcile';
export const deliveryWorkflowType = 'delivery';
export const erasureWorkflowType = 'erasure';
export const retentionWorkflowType = 'retention';

export const interviewWorkflowId = (runId: string): string => `interview-${runId}`;

/** One workflow for each thing to be sent: an event to an endpoint, or a mail. `id` is the row's own id. */
export const deliveryWorkflowId = (id: string): string => `delivery-${id}`;
export const erasureWorkflowId = (runId: string): string => `erasure-${runId}`;

/** What waits for others has a queue of its own, so that a slow receiver never takes an interview's place. */
export const deliveryTaskQueue = (taskQueue: string): string => `${taskQueue}-delivery`;

/** Search attributes that the namespace may have: state, tenant and attention code, all keywords. */
export const searchAttributes = { state: 'ParleyState', tenant: 'ParleyTenant', attention: 'ParleyAttention' } as const;

/** The argument of every command's Update: who sends it, and the command's own arguments. */
export type CommandMessage<Args = unknown> = { args: Args; actor: Actor };

type RunRef = { tenantId: string; runId: string };

export interface ProjectionActivities {
  /** Writes facts, events and the row that people read; twice is the same as once. */
  project(input: RunRef & { facts: Fact[] }): Promise<void>;
}

export interface InterviewActivities {
  mergeInfo(input: RunRef & { submissionId: string }): Promise<{ dataQuality: DataQuality; missing: MissingField[] }>;
  draftPlan(
    input: RunRef & { revision: number; noteId: string | null; competencyIds: string[] },
  ): Promise<{ revision: number }>;
  openSession(input: RunRef & { attempt: number; mode: SessionMode }): Promise<{ sessionId: string; provider: string }>;
  scoreInterview(input: RunRef & { revision: number }): Promise<{ revision: number; verdict: Verdict | null }>;
  /** The candidate's last sign of life in epoch milliseconds, the answers stored, and whether the closing was reached. */
  readProgress(input: RunRef): Promise<{ lastTurnAt: number | null; answers: number; done: boolean }>;
}

export interface ReconcileActivities {
  reconcile(): Promise<{ started: number; lost: number; undelivered: number }>;
}

export type DeliveryChannel = 'webhook' | 'mail';

/** `delaysMs` are the pauses before each attempt, from the deployment's schedule; the workflow adds jitter. */
export type DeliveryInput = {
  version: 1;
  channel: DeliveryChannel;
  tenantId: string;
  id: string;
  delaysMs: number[];
};

type DeliveryRef = Pick<DeliveryInput, 'channel' | 'tenantId' | 'id'>;

export interface DeliveryActivities {
  /** One attempt and its record. `stopped` means that no further attempt makes sense; the row says why. */
  attemptDelivery(
    input: DeliveryRef & { attempt: number },
  ): Promise<{ result: 'done' | 'retry' | 'stopped'; retryAfterMs: number | null }>;
  /** Says when the next attempt is due, for those who look. */
  announceAttempt(input: DeliveryRef & { at: number }): Promise<void>;
  /** The schedule is used up. */
  giveUpDelivery(input: DeliveryRef): Promise<void>;
}

export type ErasureInput = { version: 1; tenantId: string; runId: string; keyCacheMs: number };
