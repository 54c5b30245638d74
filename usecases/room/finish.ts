// The end of the conversation: from here on it is frozen, and the candidate gets a receipt.
import { AppError } from '../../domain/errors.ts';
import type { Room } from '../../domain/ports/room.ts';
import type { CandidateState } from '../../domain/room/candidate-state.ts';
import { isTimeOver } from '../../domain/room/clock.ts';
import { candidateOf, type RoomDeps, type Visit } from './deps.ts';
import { hearEarlierCalls, requireNoCall } from './in-call.ts';
import { receiptOf, stateOf, type Receipt } from './view.ts';
import { readRoom, requireHolder, requireStarted, visitRoom } from './visit.ts';

export type Finished = { state: CandidateState; receipt: Receipt | null };

const complete = async (deps: RoomDeps, visit: Visit, room: Room): Promise<void> => {
  if (room.consentWithdrawnAt !== null) throw new AppError('consent.withdrawn');
  // Frozen alone is not closed: the assessor freezes as well, and may be quicker than what people read.
  if (room.frozenAt !== null && room.outcome !== null) throw new AppError('interview.closed');
  requireNoCall(deps, room);
  const { clock } = requireStarted(room);
  requireHolder(clock, visit);
  await hearEarlierCalls(deps, visit);
  const reason = isTimeOver(clock) ? 'time_over' : 'finished';
  const updateKey = deps.digest(['room', visit.runId, 'completeInterview'].join('/'));
  await deps.decisions.completeInterview(visit, { reason }, candidateOf(visit, updateKey));
};

/** May be repeated: an interview that is complete, by whomever, answers the same again. */
export const createFinish =
  (deps: RoomDeps) =>
  async (visit: Visit): Promise<Finished> => {
    const before = await visitRoom(deps, visit);
    let room = before;
    if (before.completedAt === null) {
      const refusal = await complete(deps, visit, before)
        .then(() => null)
        .catch((error: unknown) => ({ error }));
      room = await readRoom(deps, visit);
      if (refusal && room.completedAt === null) throw refusal.error;
    }
    return { state: stateOf(room), receipt: receiptOf(deps, room) };
  };
