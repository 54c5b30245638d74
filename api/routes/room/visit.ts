// What every call of the room has in common: who visits, since when, and whether a failure was ours.
import { AppError } from '../../../domain/errors.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import type { RoomPrincipal } from '../../../domain/access/principal.ts';
import type { FaultWatch } from '../../../usecases/room/fault-watch.ts';
import type { Visit } from '../../../usecases/room/deps.ts';
import type { RoomUseCases } from '../../../usecases/room/room.ts';
import { type Reply, type RequestFacts, requestMark } from '../../guard/route.ts';

export type RoomFaceDeps = { room: RoomUseCases; clock: Clock; faults: FaultWatch; cookieName: string };

/** The room is read whole; what of it a call shows stands beside the call. */
export const common = {
  tag: 'Room',
  access: { kind: 'room' },
  limitClass: 'write',
  uses: ['plan', 'transcript', 'request'],
} as const;

/** The open question, with the candidate's name in it. */
export const showsQuestion = { reads: ['plan', 'transcript', 'request'] } as const;

const isOurFault = (error: unknown): boolean => !(error instanceof AppError) || error.status >= 500;

type Calling<Body> = {
  principal: Pick<RoomPrincipal, 'tenantId' | 'runId' | 'cookieHash'>;
  request: Pick<RequestFacts, 'requestId' | 'header'>;
  body: Body;
};

/** How a page names its window: until it is closed, a reload included. */
export const roomClientHeader = 'Parley-Room-Client';
export const roomClientName = /^[\x21-\x7e]{1,100}$/;

export const clientIn = (
  room: Pick<RoomUseCases, 'clientOf'>,
  request: Pick<RequestFacts, 'header'>,
): string | null => {
  const name = request.header(roomClientHeader);
  if (name === undefined) return null;
  if (roomClientName.test(name)) return room.clientOf(name);
  const message = 'Send 1 to 100 printable ASCII characters without spaces, or leave the header out.';
  throw new AppError('request.header_invalid', {
    errors: [{ parameter: roomClientHeader, code: 'wrong_format', message }],
  });
};

/** A call of the room as a handler; a failure of ours is remembered, so that it takes no time from the candidate. */
export const visiting =
  <Body>({ room, clock, faults }: RoomFaceDeps, call: (visit: Visit, body: Body) => Promise<unknown>) =>
  async ({ principal: { tenantId, runId, cookieHash }, request, body }: Calling<Body>): Promise<Reply> => {
    const arrivedAt = clock.now();
    try {
      const client = clientIn(room, request);
      const answer = await call({ tenantId, runId, cookieHash, client, arrivedAt, ...requestMark(request) }, body);
      faults.clear(runId);
      return { status: 200, body: answer };
    } catch (error) {
      if (isOurFault(error)) faults.note(runId, arrivedAt);
      throw error;
    }
  };
