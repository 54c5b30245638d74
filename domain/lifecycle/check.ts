// Whether a command is allowed now: the same answer for the workflow's validators, the API's hints and the documents.
import { AppError } from '../errors.ts';
import type { Command, CommandName } from './commands.ts';
import { commandNames, commandTable, helpRequestsMax, infoRoundsMax, revisionsMax } from './commands.ts';
import { isTerminal, type RunState } from './state.ts';

const isOffered = (state: RunState, name: CommandName): boolean => {
  const row = commandTable[name];
  if (!row.allowedIn.includes(state.state)) return false;
  return row.needsAttention ? state.attention !== null : true;
};

/** The commands that the present state allows, in the table's order. */
export const allowedCommands = (state: RunState): CommandName[] =>
  commandNames.filter((name) => isOffered(state, name));

/** The public members of a refusal: where the run stands and what it allows instead. */
export const refusalDetails = (state: RunState): Record<string, unknown> => ({
  currentState: state.state,
  allowedCommands: allowedCommands(state),
});

const refuse = (
  state: RunState,
  code: 'interview.stale_revision' | 'interview.revision_limit' | 'interview.busy' | 'interview.too_many_commands',
): never => {
  throw new AppError(code, { extra: refusalDetails(state) });
};

const checkRevision = (state: RunState, asked: number | undefined, current: number): void => {
  if (asked !== undefined && asked !== current) refuse(state, 'interview.stale_revision');
};

const checkVerdict = (state: RunState, args: Extract<Command, { name: 'approveAssessment' }>['args']): void => {
  checkRevision(state, args.assessmentRevision, state.assessmentRevision);
  const verdict = args.verdict ?? state.proposedVerdict;
  if (verdict === null) throw new AppError('assessment.verdict_required', { extra: refusalDetails(state) });
  const overridden = verdict !== state.proposedVerdict;
  if (overridden && (args.reasonCodes ?? []).length === 0)
    throw new AppError('assessment.reason_required', { extra: refusalDetails(state) });
};

const checkArguments = (state: RunState, command: Command): void => {
  switch (command.name) {
    case 'supplyInfo':
      if (state.pendingInfo !== null && state.attention === null) refuse(state, 'interview.busy');
      if (state.seq > infoRoundsMax * 4) refuse(state, 'interview.too_many_commands');
      return;
    case 'approvePlan':
    case 'rejectPlan':
      return checkRevision(state, command.args.planRevision, state.planRevision);
    case 'revisePlan':
      checkRevision(state, command.args.planRevision, state.planRevision);
      if (state.planRevision > revisionsMax) refuse(state, 'interview.revision_limit');
      return;
    case 'requestHelp':
      if (state.helpRequests >= helpRequestsMax) refuse(state, 'interview.too_many_commands');
      return;
    case 'approveAssessment':
      return checkVerdict(state, command.args);
    case 'rejectAssessment':
    case 'rescore':
      return checkRevision(state, command.args.assessmentRevision, state.assessmentRevision);
    default:
      return;
  }
};

/**
 * Returns when `command` is allowed in `state`; else throws the refusal as an AppError (409 or 422) whose `extra`
 * names the current state and the allowed commands.
 */
export const check = (state: RunState, command: Command): void => {
  if (!isOffered(state, command.name)) {
    const code = isTerminal(state.state) ? 'interview.closed' : 'interview.invalid_transition';
    throw new AppError(code, { extra: refusalDetails(state) });
  }
  checkArguments(state, command);
};
