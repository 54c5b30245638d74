// What every call of the room has in common: who visits, since when, and whether a failure was ours.
import { AppError } from '../../../domain/errors.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import type { RoomPrincipal } from '../../../domain/access/principal.ts';
import type { FaultWatch } from '../../../usecases/room/fault-watch.ts';
import type { Visit } from '../../../usecases/room/deps.ts';
import type { RoomUseCases } from '../../../usecases/room/room.ts';
import { type Reply, type RequestFacts, requestMark } from '../../guard/route.ts';

export type RoomFaceDeps = { room: RoomUseCases; clock: Clock; faults: FaultWatch; cookieName: string };

export const tag = 'Interview room';
export const access = { kind: 'room' } as const;

export const reply = (body: unknown): Reply => ({ status: 200, body });

const isOurFault = (error: unknown): boolean => !(error instanceof AppError) || error.status >= 500;

type Calling = {
  principal: Pick<RoomPrincipal, 'tenantId' | 'runId' | 'cookieHash'>;
  request: Pick<RequestFacts, 'requestId'>;
};

/** Runs a call; a failure of ours is remembered, so that it takes no time from the candidate. */
export const asVisit = async <Result>(
  { clock, faults }: RoomFaceDeps,
  { principal: { tenantId, runId, cookieHash }, request }: Calling,
  call: (visit: Visit) => Promise<Result>,
): Promise<Result> => {
  const arrivedAt = clock.now();
  try {
    const result = await call({ tenantId, runId, cookieHash, arrivedAt, ...requestMark(request) });
    faults.clear(runId);
    return result;
  } catch (error) {
    if (isOurFault(error)) faults.note(runId, arrivedAt);
    throw error;
  }
};
