// What a candidate's choice does: the same commands as the room's own requests, so that a repeat of any line changes nothing.
import { AppError } from '../../domain/errors.ts';
import type { Room } from '../../domain/ports/room.ts';
import type { Leaving } from '../../domain/room/asides.ts';
import { candidateOf, type RoomDeps, type Visit } from './deps.ts';
import { createFinish } from './finish.ts';
import { createOptOut, createWithdraw } from './requests.ts';
import { readRoom } from './visit.ts';

export type Choices = {
  /** Tells the people in charge, once per `turn`. What they have been told often enough stops no conversation. */
  tellHelp(visit: Visit, turn: number): Promise<void>;
  /** Ends the interview, and gives the room as it is then. */
  leave(visit: Visit, how: Leaving): Promise<Room>;
};

export const createChoices = (deps: RoomDeps): Choices => {
  const leaving = {
    person: async (visit: Visit) => createOptOut(deps)(visit, { code: 'prefers_person' }),
    withdraw: async (visit: Visit) => createWithdraw(deps)(visit, {}),
    finish: createFinish(deps),
  };
  return {
    tellHelp: async (visit, turn) => {
      const updateKey = deps.digest(['room', visit.runId, 'requestHelp', turn].join('/'));
      try {
        await deps.decisions.requestHelp(visit, { code: 'question', text: undefined }, candidateOf(visit, updateKey));
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        deps.logger.warn('room.help_refused', { runId: visit.runId, code: error.code });
      }
    },
    leave: async (visit, how) => {
      await leaving[how](visit);
      return readRoom(deps, visit);
    },
  };
};
