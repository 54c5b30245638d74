// The fact that an allowed command becomes.
import { present } from '../present.ts';
import type { Command, CommandArgs, CommandName } from './commands.ts';
import type { NewFact } from './facts.ts';
import type { Policy } from './policy.ts';
import type { RunState, Verdict } from './state.ts';

/** A link lives its own life, and at least until a start that was agreed on can no longer be met. */
const linkEnd = (policy: Policy, now: number, scheduledAt: number | undefined): number =>
  Math.max(now + policy.linkLifeMs, (scheduledAt ?? 0) + policy.noShowAfterMs);

type Accept<N extends CommandName> = (state: RunState, args: CommandArgs[N], policy: Policy, now: number) => NewFact;

const facts: { [N in CommandName]: Accept<N> } = {
  supplyInfo: (_, args) => ({ type: 'infoSupplied', detail: args }),
  approvePlan: ({ planRevision, scheduledAt: requestedAt }, { scheduledAt: decidedAt, noteId }, policy, now) => {
    // A start that the request asked for counts unless the decision names another one, or it has passed meanwhile.
    const stillAhead = requestedAt !== null && requestedAt > now ? requestedAt : undefined;
    const scheduledAt = decidedAt ?? stillAhead;
    const linkExpiresAt = linkEnd(policy, now, scheduledAt);
    return { type: 'planApproved', detail: present({ revision: planRevision, linkExpiresAt, scheduledAt, noteId }) };
  },
  rejectPlan: ({ planRevision }, { noteId, reasonCode }) => ({
    type: 'planRejected',
    detail: present({ revision: planRevision, noteId, reasonCode }),
  }),
  revisePlan: ({ planRevision }, { noteId, reasonCode, competencyIds }) => ({
    type: 'planRevisionRequested',
    detail: present({ revision: planRevision, noteId, reasonCode, competencyIds }),
  }),
  schedule: (state, { scheduledAt }, policy) => {
    const linkExpiresAt = Math.max(state.linkExpiresAt ?? 0, scheduledAt + policy.noShowAfterMs);
    return { type: 'scheduled', detail: { scheduledAt, linkExpiresAt } };
  },
  openSession: (state, { mode }) => ({ type: 'sessionRequested', detail: { attempt: state.sessionCount + 1, mode } }),
  completeInterview: (_, args) => ({ type: 'completed', detail: args }),
  optOut: (_, args) => ({ type: 'optedOut', detail: args }),
  withdraw: (_, args) => ({ type: 'withdrawn', detail: args }),
  withdrawConsent: (_, args) => ({ type: 'consentWithdrawn', detail: args }),
  requestHelp: (_, args) => ({ type: 'helpRequested', detail: args }),
  approveAssessment: (state, args) => {
    const { reasonCodes, noteId } = args;
    const verdict = (args.verdict ?? state.proposedVerdict) as Verdict;
    const overridden = verdict !== state.proposedVerdict;
    const detail = present({ revision: state.assessmentRevision, verdict, overridden, reasonCodes, noteId });
    return { type: 'assessmentApproved', detail };
  },
  rejectAssessment: ({ assessmentRevision }, { noteId, reasonCode }) => ({
    type: 'assessmentRejected',
    detail: present({ revision: assessmentRevision, noteId, reasonCode }),
  }),
  rescore: ({ assessmentRevision }) => ({ type: 'rescoreRequested', detail: { revision: assessmentRevision } }),
  cancel: (_, args) => ({ type: 'cancelled', detail: args }),
  retry: (_, args) => ({ type: 'retried', detail: args }),
  abort: () => ({ type: 'aborted', detail: {} }),
};

/** The fact of a command that `check` has allowed in `state` at `now` (epoch milliseconds): exactly one each. */
export const factOf = (state: RunState, command: Command, policy: Policy, now: number): NewFact => {
  const accept = facts[command.name] as Accept<CommandName>;
  return accept(state, command.args, policy, now);
};
