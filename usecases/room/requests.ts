// What a candidate may ask for at any time: help, a person instead, or out.
import type { Command } from '../../domain/lifecycle/commands.ts';
import type { HelpCode } from '../../domain/lifecycle/facts.ts';
import type { Outcome } from '../../domain/lifecycle/state.ts';
import type { CommandResult } from '../../domain/ports/engine.ts';
import { candidateOutcomeOf, candidateStateOf, type CandidateOutcome, type CandidateState } from '../../domain/room/candidate-state.ts';
import { leavingCodeOf } from '../../domain/room/leaving.ts';
import { sealPlaces } from '../../domain/seal-places.ts';
import type { RoomDeps, Visit } from './deps.ts';
import { stateOf } from './view.ts';
import { readRoom } from './visit.ts';

export type RequestAnswer = { state: CandidateState; outcome: CandidateOutcome | null };

/** A request that is sent again (same client data, same position of the run) is the same update with the same note. */
type Request = { name: 'requestHelp' | 'optOut' | 'withdraw'; code: string; note: string | undefined; key: readonly (string | number)[] };

const send = async (
  deps: RoomDeps,
  { tenantId, runId }: Visit,
  { name, code, note, key }: Request,
  commandOf: (noteId: { noteId?: string }) => Command,
): Promise<CommandResult> => {
  const updateKey = deps.digest(JSON.stringify(['room', runId, name, code, note ?? null, ...key]));
  if (note === undefined) return deps.sendCommand(tenantId, runId, commandOf({}), { actor: { kind: 'candidate' }, updateKey });
  const noteId = `note_${updateKey.slice(0, 32)}`;
  const { purpose, place } = sealPlaces.note({ tenantId, runId }, noteId);
  const noteSealed = await deps.sealer.seal(purpose, place, { text: note });
  await deps.notes.insert(tenantId, runId, { id: noteId, command: name, noteSealed, decidedBySealed: null });
  return deps.sendCommand(tenantId, runId, commandOf({ noteId }), { actor: { kind: 'candidate' }, updateKey });
};

/** Someone is told; the interview goes on as it is. `repeatKey` marks a request as the repetition of another. */
export const createRequestHelp =
  (deps: RoomDeps) =>
  async (visit: Visit, { code, note, repeatKey }: { code: HelpCode; note?: string | undefined; repeatKey: string | null }): Promise<RequestAnswer> => {
    const room = await readRoom(deps, visit);
    const key = repeatKey === null ? [visit.cookieHash, room.seq] : [repeatKey];
    await send(deps, visit, { name: 'requestHelp', code, note, key }, (noteId) => ({ name: 'requestHelp', args: { code, ...noteId } }));
    return { state: stateOf(room), outcome: null };
  };

type Leaving = { name: 'optOut' | 'withdraw'; outcome: Outcome };

const createLeaving =
  ({ name, outcome }: Leaving) =>
  (deps: RoomDeps) =>
  async (visit: Visit, input: { code?: string | undefined; note?: string | undefined }): Promise<RequestAnswer> => {
    const room = await readRoom(deps, visit);
    if (room.outcome === outcome) return { state: stateOf(room), outcome: candidateOutcomeOf(outcome, false) };
    const reasonCode = input.code === undefined ? undefined : leavingCodeOf(input.code);
    const result = await send(deps, visit, { name, code: reasonCode ?? '', note: input.note, key: [] }, (noteId) => ({
      name,
      args: { ...(reasonCode === undefined ? {} : { reasonCode }), ...noteId },
    }));
    return { state: candidateStateOf(result.state, false), outcome: candidateOutcomeOf(result.outcome, false) };
  };

/** The candidate is routed to a person; both may be repeated. */
export const createOptOut = createLeaving({ name: 'optOut', outcome: 'OPTED_OUT' });
export const createWithdraw = createLeaving({ name: 'withdraw', outcome: 'WITHDRAWN' });
