// What a candidate may ask for at any time: help, a person instead, or out.
import type { HelpCode } from '../../domain/lifecycle/facts.ts';
import type { InterviewState, Outcome } from '../../domain/lifecycle/state.ts';
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

const answerOf = ({ state, outcome }: { state: InterviewState; outcome: Outcome | null }): RequestAnswer => ({
  state: candidateStateOf(state, false),
  outcome: candidateOutcomeOf(outcome, false),
});

/** Someone is told; the interview goes on as it is. */
export const createRequestHelp =
  (deps: RoomDeps) =>
  async (visit: Visit, { code, note }: { code: HelpCode; note?: string | undefined }): Promise<RequestAnswer> =>
    answerOf(await deps.decisions.requestHelp(visit, { code, text: note }, candidateOf(visit)));

const createLeaving =
  (name: 'optOut' | 'withdraw', already: Outcome) =>
  (deps: RoomDeps) =>
  async (visit: Visit, { code, note }: { code?: string | undefined; note?: string | undefined }) => {
    const room = await readRoom(deps, visit);
    if (room.outcome === already) return answerOf(room);
    const reasonCode = code === undefined ? undefined : leavingCodeOf(code);
    return answerOf(await deps.decisions[name](visit, { reasonCode, text: note }, candidateOf(visit)));
  };

/** The candidate is routed to a person; both may be repeated. */
export const createOptOut = createLeaving('optOut', 'OPTED_OUT');
export const createWithdraw = createLeaving('withdraw', 'WITHDRAWN');
