// How use cases reach the workflow engine: start a run, send it a command.
import type { Command } from '../lifecycle/commands.ts';
import type { Actor, PackedFact } from '../lifecycle/facts.ts';
import type { Policy } from '../lifecycle/policy.ts';
import type { InterviewState, Outcome, RunState, Verdict } from '../lifecycle/state.ts';

/** The whole input of a run's workflow; `version` grows when its shape changes. */
export type InterviewInput = {
  version: 1;
  runId: string;
  tenantId: string;
  state: RunState;
  policy: Policy;
  /** Events after which the run continues as new; only tests set it. */
  historyEventsMax?: number;
  /** Update ids already answered by an earlier link of the chain, newest last: the server forgets them there. */
  answeredUpdates?: string[];
};

/** What a command brought about. */
export type CommandResult = {
  seq: number;
  state: InterviewState;
  outcome: Outcome | null;
  planRevision: number;
  assessmentRevision: number;
  verdict: Verdict | null;
  /** The session that `openSession` opened, when it did within its wait. */
  sessionId: string | null;
};

/** What a command brought about, for a caller who projects it before the next read; never empty. */
export type CarriedFacts = { facts: PackedFact[] };

export interface WorkflowEngine {
  /**
   * Starts a run's workflow; a second start of the same run does nothing. One that was ended by force starts again only
   * where the state tells of a restart. Throws AppError `engine.unavailable`.
   */
  startInterview(input: InterviewInput): Promise<void>;
  /**
   * Sends one command and waits until its effect is readable; who `carries` may get the facts at once instead
   * (they are projected soon in any case). Throws the machine's refusal (409, 422), or
   * `interview.closed`, `interview.not_found`, `interview.too_many_commands`, `engine.unavailable` (nothing happened),
   * `interview.unknown_outcome` (it may have; the same `updateId` may be sent again).
   */
  sendCommand(input: {
    runId: string;
    command: Command;
    actor: Actor;
    updateId: string;
    carries?: true;
  }): Promise<CommandResult | CarriedFacts>;
}

/**
 * `unknown` when the engine has never heard of the run (or has forgotten it); `byForce` when the workflow did not come to
 * its own end. Times are epoch milliseconds.
 */
export type WorkflowStatus =
  | { status: 'running' }
  | { status: 'unknown' }
  | { status: 'closed'; closedAt: number; byForce: boolean };

export interface WorkflowStatuses {
  statusOf(runId: string): Promise<WorkflowStatus>;
}
