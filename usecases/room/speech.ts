// Speaking and listening in the room: what is offered, and only within the tenant's money.
import { AppError } from '../../domain/errors.ts';
import type { Room } from '../../domain/ports/room.ts';
import { awaitsWords } from '../../domain/room/transcript.ts';
import type { RoomDeps, Visit } from './deps.ts';
import { readRoom } from './visit.ts';

/** Whether answers may be spoken, and whether questions can be heard from us. */
export type SpeechOffer = { hears: boolean; speaks: boolean };

const isSpent = (error: unknown): boolean => error instanceof AppError && error.code === 'tenant.model_budget_spent';

/** Typing is offered alone where there is no service, or no money left for it. */
export const offeredSpeech = async (
  { speech: { hearing, voice, budget } }: Pick<RoomDeps, 'speech'>,
  { tenantId, locale }: Pick<Room, 'tenantId' | 'locale'>,
): Promise<SpeechOffer> => {
  const offer = { hears: hearing !== null, speaks: (voice?.voiceFor(locale) ?? null) !== null };
  if (!offer.hears && !offer.speaks) return offer;
  try {
    await budget.check(tenantId);
    return offer;
  } catch (error) {
    if (isSpent(error)) return { hears: false, speaks: false };
    throw error;
  }
};

const looksMax = 20;

const isAwaited = ({ turns }: Room): boolean => turns.slice(-1).some(awaitsWords);

/**
 * The room once the last answer is in words, or as it is when `patienceMs` are over: nobody's next question waits longer.
 * Only what this run is told about is looked at, so it asks the database as rarely as something happens.
 */
export const awaitWords = async (
  deps: Pick<RoomDeps, 'changes' | 'store' | 'clock'>,
  visit: Visit,
  { room, patienceMs }: { room: Room; patienceMs: number },
): Promise<Room> => {
  const watch = isAwaited(room) ? deps.changes.watch(visit.runId) : null;
  if (watch === null) return room;
  const signal = AbortSignal.timeout(patienceMs);
  try {
    // What was written before the watch began is not told.
    let present = await readRoom(deps, visit);
    for (let looks = 0; looks < looksMax && isAwaited(present); looks += 1) {
      if ((await watch.next({ timeoutMs: patienceMs, signal })) === 'stop') return present;
      present = await readRoom(deps, visit);
    }
    return present;
  } finally {
    watch.close();
  }
};
