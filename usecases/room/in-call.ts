// Whether the conversation is held outside at the moment: nothing is asked or ended in the room meanwhile.
import { AppError } from '../../domain/errors.ts';
import type { Room } from '../../domain/ports/room.ts';
import type { RoomDeps } from './deps.ts';

/** Until what was said in the call is here, or its time is over. */
export const isInCall = ({ voice }: Pick<RoomDeps, 'voice'>, { session }: Pick<Room, 'session'>): boolean =>
  session !== null && session.provider === voice.calls?.name;

export const requireNoCall = (deps: Pick<RoomDeps, 'voice'>, room: Pick<Room, 'session'>): void => {
  if (isInCall(deps, room)) throw new AppError('session.call_open', { retryAfterSeconds: 2 });
};
