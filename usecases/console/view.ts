// What the developer's console is told, and what it asks for.
import type { InterviewState, Outcome } from '../../domain/lifecycle/state.ts';
import type { WaitedFor } from '../../domain/lifecycle/work.ts';

/** Times are epoch milliseconds. */
export type ConsoleRun = {
  runId: string;
  candidateRef: string | null;
  position: string | null;
  state: InterviewState;
  outcome: Outcome | null;
  waitsFor: WaitedFor;
  /** Since when it stands like this. */
  since: number;
  attention: string | null;
  createdAt: number;
  hasRoom: boolean;
  hasReview: boolean;
};

export type ConsoleView = {
  /** Changes with the runs. */
  version: string;
  now: number;
  /** The newest first. */
  runs: ConsoleRun[];
  /** There are older ones, which are not looked at. */
  more: boolean;
};

/** `ready` once its plan is drafted: before that nothing can be made of it. */
export type ConsoleTemplate = { id: string; name: string; position: string; ready: boolean };

export type ConsoleFilter = {
  state?: InterviewState | undefined;
  waitsFor?: WaitedFor | undefined;
  /** Those alone that a person has to look at. */
  attention?: boolean | undefined;
  /** Part of a reference, a position or a run's id. */
  text?: string | undefined;
};

export type NewRun = {
  templateId: string;
  candidateRef: string;
  candidateName?: string;
  candidateEmail?: string;
  /** The plan waits for a person, whatever the template says. */
  reviewPlan: boolean;
};
