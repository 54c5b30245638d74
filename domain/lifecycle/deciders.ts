// Who decided: which decisions can name a person, under which member of a request, and which of them name nobody.
import type { CommandName } from './commands.ts';
import type { ActorKind, FactType } from './facts.ts';

/** Decisions on plans and verdicts, each with the member of a request that names who made it. */
export const deciderMembers: { readonly [Name in CommandName]?: string } = {
  approvePlan: 'approvedBy',
  rejectPlan: 'rejectedBy',
  revisePlan: 'requestedBy',
  approveAssessment: 'approvedBy',
  rejectAssessment: 'rejectedBy',
};

/** What they become once they are accepted. */
export const commandOfDecision = {
  planApproved: 'approvePlan',
  planRejected: 'rejectPlan',
  planRevisionRequested: 'revisePlan',
  assessmentApproved: 'approveAssessment',
  assessmentRejected: 'rejectAssessment',
} as const satisfies { readonly [Type in FactType]?: CommandName };

export const decisionFacts = Object.keys(commandOfDecision);

/** A recruiter is named, or holds a link; a key and an operator of Temporal say nothing of the person behind them. */
export const namelessActors = ['integrator', 'operator'] as const satisfies readonly ActorKind[];

/** Nobody decided what the system did by itself. */
export const namesNobody = ({ type, actor }: { type: string; actor: { kind: ActorKind } }): boolean =>
  decisionFacts.includes(type) && (namelessActors as readonly ActorKind[]).includes(actor.kind);
