// What the reconciler needs to know: which runs to look at, and how their workflows are.
import type { Policy } from '../lifecycle/policy.ts';
import type { RunState } from '../lifecycle/state.ts';

export type OpenRun = { tenantId: string; runId: string; state: RunState; policy: Policy; started: boolean };

export type WorkflowStatus = 'running' | 'closed' | 'unknown';

export interface OpenRuns {
  /** Open runs that were not looked at lately, those with a passed deadline or without a start first. */
  due(limit: number): Promise<OpenRun[]>;
  markStarted(tenantId: string, runId: string): Promise<void>;
  /** Undelivered events older than the given age; nobody delivers them when this grows. */
  oldEvents(olderThanMs: number): Promise<number>;
}

export interface WorkflowStatuses {
  /** `unknown` when the engine has never heard of the run (or has forgotten it). */
  statusOf(runId: string): Promise<WorkflowStatus>;
}

export interface Housekeeping {
  /** Removes, in bounded bites, what nothing refers to any more. Harmless when repeated. */
  sweep(): Promise<void>;
}
