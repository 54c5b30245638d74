// The names and shapes that workflows, activities and clients agree on; no code of any of them.
import type { Actor, Fact } from '../domain/lifecycle/facts.ts';
import type { DataQuality, MissingField, SessionMode, Verdict } from '../domain/lifecycle/state.ts';

export type { CommandResult, InterviewInput } from '../domain/ports/engine.ts';

export const interviewWorkflowType = 'interview';
export const reconcileWorkflowType = 'reconcile';

export const interviewWorkflowId = (runId: string): string => `interview-${runId}`;

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
