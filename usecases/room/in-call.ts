// Conversations held outside: nothing is asked or ended in the room meanwhile, and what was said in them is known before the end.
import { AppError } from '../../domain/errors.ts';
import type { Room } from '../../domain/ports/room.ts';
import type { RunRef } from '../../domain/access/ids.ts';
import type { RoomDeps } from './deps.ts';

/** Until what was said in the call is here, or its time is over. */
export const isInCall = ({ voice }: Pick<RoomDeps, 'voice'>, { session }: Pick<Room, 'session'>): boolean =>
  session !== null && session.provider === voice.calls?.name;

export const requireNoCall = (deps: Pick<RoomDeps, 'voice'>, room: Pick<Room, 'session'>): void => {
  if (isInCall(deps, room)) throw new AppError('session.call_open', { retryAfterSeconds: 2 });
};

/** About three seconds in all: who ends the interview waits with it. */
const pausesMs = [200, 500, 900, 1_300];

/**
 * What was said in calls and is not known yet is asked for once more, since nothing is added after the end. A provider or
 * an engine that is away holds nobody up: what comes later is kept beside the conversation.
 */
export const hearEarlierCalls = async (
  { voice, calls, engine, pause, logger }: Pick<RoomDeps, 'voice' | 'calls' | 'engine' | 'pause' | 'logger'>,
  { tenantId, runId }: RunRef,
): Promise<void> => {
  if (voice.calls === null) return;
  for (const pauseMs of pausesMs) {
    const open = await calls.unsettled({ tenantId, runId });
    if (open.length === 0) return;
    for (const sessionId of open)
      engine
        .followCall({ tenantId, runId, sessionId }, true)
        .catch((error: unknown) => logger.warn('voice.not_told', { runId, error }));
    await pause(pauseMs);
  }
};
