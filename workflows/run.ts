// The mutable heart of one workflow: its state, the facts not yet projected, and how facts come in.
import { log } from '@temporalio/workflow';
import { factOf } from '../domain/lifecycle/accept.ts';
import { isSuperseded, record } from '../domain/lifecycle/apply.ts';
import type { Actor, Fact, NewFact } from '../domain/lifecycle/facts.ts';
import type { Policy } from '../domain/lifecycle/policy.ts';
import { isTerminal, type RunState } from '../domain/lifecycle/state.ts';
import type { InterviewInput } from './contracts.ts';

const answeredUpdatesMax = 100;

export type Run = {
  readonly tenantId: string;
  readonly runId: string;
  readonly policy: Policy;
  state: RunState;
  /** Facts recorded but not yet taken by the projector. */
  pending: Fact[];
  /** The seq up to which PostgreSQL has everything. */
  projected: number;
  /** The seq up to which somebody waits for PostgreSQL. */
  awaited: number;
  /** The seq up to which answers have carried the facts to whoever writes them as well. */
  carried: number;
  /** The session that was opened last in this link of the chain. */
  lastSessionId: string | null;
  /** Records a fact that must be right now (commands have been checked, timers re-read the state). */
  record(fact: NewFact, actor: Actor): void;
  /** Records the result of work unless the run has moved on meanwhile. */
  recordResult(fact: NewFact): void;
  recordIfOpen(fact: NewFact, actor: Actor): void;
  wasAnswered(updateId: string): boolean;
  markAnswered(updateId: string): void;
  /** The input of the next link of the chain. */
  nextInput(): InterviewInput;
};

export const createRun = (input: InterviewInput): Run => {
  const answered = new Set(input.answeredUpdates ?? []);
  const run: Run = {
    tenantId: input.tenantId,
    runId: input.runId,
    policy: input.policy,
    state: input.state,
    pending: [],
    projected: input.state.seq,
    awaited: 0,
    carried: 0,
    lastSessionId: null,
    record: (fact, actor) => {
      const recorded = record(run.state, fact, actor, Date.now());
      run.state = recorded.state;
      run.pending.push(recorded.fact);
    },
    recordResult: (fact) => {
      if (fact.type === 'sessionOpened') run.lastSessionId = fact.detail.sessionId;
      if (isSuperseded(run.state, fact)) return log.info('a late result was dropped', { type: fact.type });
      run.record(fact, { kind: fact.type === 'consentWithdrawn' ? 'candidate' : 'system' });
      if (fact.type === 'planReady' && run.policy.autoApprovePlans && !fact.detail.held) {
        run.record(factOf(run.state, { name: 'approvePlan', args: {} }, run.policy, Date.now()), { kind: 'system' });
      }
    },
    recordIfOpen: (fact, actor) => {
      if (!isTerminal(run.state.state)) run.record(fact, actor);
    },
    wasAnswered: (updateId) => answered.has(updateId),
    markAnswered: (updateId) => void answered.add(updateId),
    nextInput: () => ({ ...input, state: run.state, answeredUpdates: [...answered].slice(-answeredUpdatesMax) }),
  };
  return run;
};
