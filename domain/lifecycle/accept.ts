// The fact that an allowed command becomes.
import type { Command } from './commands.ts';
import type { NewFact } from './facts.ts';
import type { Policy } from './policy.ts';
import type { RunState, Verdict } from './state.ts';

/** Keeps only the members that have a value, so that facts stay small and comparable. */
const compact = <T extends Record<string, unknown>>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;

/** A link lives its own life, and at least until a start that was agreed on can no longer be met. */
const linkEnd = (policy: Policy, now: number, scheduledAt: number | undefined): number =>
  Math.max(now + policy.linkLifeMs, (scheduledAt ?? 0) + policy.noShowAfterMs);

const verdictFact = (state: RunState, args: Extract<Command, { name: 'approveAssessment' }>['args']): NewFact => {
  const verdict = (args.verdict ?? state.proposedVerdict) as Verdict;
  const { reasonCodes, noteId } = args;
  const overridden = verdict !== state.proposedVerdict;
  return { type: 'assessmentApproved', detail: compact({ revision: state.assessmentRevision, verdict, overridden, reasonCodes, noteId }) };
};

/**
 * The fact of a command that `check` has allowed in `state` at `now` (epoch milliseconds).
 * @throws nothing: every allowed command has exactly one fact.
 */
export const factOf = (state: RunState, command: Command, policy: Policy, now: number): NewFact => {
  switch (command.name) {
    case 'supplyInfo':
      return { type: 'infoSupplied', detail: command.args };
    case 'approvePlan': {
      const { scheduledAt, noteId } = command.args;
      const linkExpiresAt = linkEnd(policy, now, scheduledAt);
      return { type: 'planApproved', detail: compact({ revision: state.planRevision, linkExpiresAt, scheduledAt, noteId }) };
    }
    case 'rejectPlan': {
      const { noteId, reasonCode } = command.args;
      return { type: 'planRejected', detail: compact({ revision: state.planRevision, noteId, reasonCode }) };
    }
    case 'revisePlan': {
      const { noteId, reasonCode, competencyIds } = command.args;
      return { type: 'planRevisionRequested', detail: compact({ revision: state.planRevision, noteId, reasonCode, competencyIds }) };
    }
    case 'schedule': {
      const { scheduledAt } = command.args;
      return { type: 'scheduled', detail: { scheduledAt, linkExpiresAt: Math.max(state.linkExpiresAt ?? 0, scheduledAt + policy.noShowAfterMs) } };
    }
    case 'openSession':
      return { type: 'sessionRequested', detail: { attempt: state.sessionCount + 1, mode: command.args.mode } };
    case 'completeInterview':
      return { type: 'completed', detail: command.args };
    case 'optOut':
      return { type: 'optedOut', detail: command.args };
    case 'withdraw':
      return { type: 'withdrawn', detail: command.args };
    case 'requestHelp':
      return { type: 'helpRequested', detail: command.args };
    case 'approveAssessment':
      return verdictFact(state, command.args);
    case 'rejectAssessment': {
      const { noteId, reasonCode } = command.args;
      return { type: 'assessmentRejected', detail: compact({ revision: state.assessmentRevision, noteId, reasonCode }) };
    }
    case 'rescore':
      return { type: 'rescoreRequested', detail: { revision: state.assessmentRevision } };
    case 'cancel':
      return { type: 'cancelled', detail: command.args };
    case 'retry':
      return { type: 'retried', detail: {} };
    case 'abort':
      return { type: 'aborted', detail: {} };
  }
};
