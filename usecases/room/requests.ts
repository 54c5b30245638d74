// What a candidate may ask for at any time: help, a person instead, or out.
import type { Command } from '../../domain/lifecycle/commands.ts';
import type { HelpCode } from '../../domain/lifecycle/facts.ts';
import type { InterviewState, Outcome } from '../../domain/lifecycle/state.ts';
import type { CommandResult } from '../../domain/ports/engine.ts';
import {
  candidateOutcomeOf,
  candidateStateOf,
  type CandidateOutcome,
  type CandidateState,
} from '../../domain/room/candidate-state.ts';
import { leavingCodeOf } from '../../domain/room/leaving.ts';
import { candidateOf, type RoomDeps, type Visit } from './deps.ts';
import { readRoom } from './visit.ts';

export type RequestAnswer = { state: CandidateState; outcome: CandidateOutcome | null };

const answerOf = (state: InterviewState, outcome: Outcome | null): RequestAnswer => ({
  state: candidateStateOf(state, false),
  outcome: candidateOutcomeOf(outcome, false),
});

/** Without a key the update is named after the run's position and what was said, so a repeat of an unanswered one is the same. */
const send = (deps: RoomDeps, visit: Visit, command: Command, note: string | undefined): Promise<CommandResult> =>
  deps.sendCommand(visit.tenantId, visit.runId, command, {
    actor: candidateOf(visit),
    updateKey: null,
    content: { note },
    attach: deps.attachNote(visit.tenantId, command, note === undefined ? {} : { text: note }),
  });

/** Someone is told; the interview goes on as it is. */
export const createRequestHelp =
  (deps: RoomDeps) =>
  async (visit: Visit, { code, note }: { code: HelpCode; note?: string | undefined }): Promise<RequestAnswer> => {
    const { state, outcome } = await send(deps, visit, { name: 'requestHelp', args: { code } }, note);
    return answerOf(state, outcome);
  };

type Leaving = { name: 'optOut' | 'withdraw'; outcome: Outcome };

const createLeaving =
  ({ name, outcome }: Leaving) =>
  (deps: RoomDeps) =>
  async (visit: Visit, input: { code?: string | undefined; note?: string | undefined }): Promise<RequestAnswer> => {
    const room = await readRoom(deps, visit);
    if (room.outcome === outcome) return answerOf(room.state, room.outcome);
    const reasonCode = input.code === undefined ? undefined : leavingCodeOf(input.code);
    const command: Command = { name, args: reasonCode === undefined ? {} : { reasonCode } };
    const result = await send(deps, visit, command, input.note);
    return answerOf(result.state, result.outcome);
  };

/** The candidate is routed to a person; both may be repeated. */
export const createOptOut = createLeaving({ name: 'optOut', outcome: 'OPTED_OUT' });
export const createWithdraw = createLeaving({ name: 'withdraw', outcome: 'WITHDRAWN' });
