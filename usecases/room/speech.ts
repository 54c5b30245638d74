// Speaking and listening in the room: what is offered, and only within the tenant's money.
import { AppError } from '../../domain/errors.ts';
import type { Room } from '../../domain/ports/room.ts';
import type { RoomDeps } from './deps.ts';

/** Whether answers may be spoken, and whether questions can be heard from us. */
export type SpeechOffer = { hears: boolean; speaks: boolean };

const isSpent = (error: unknown): boolean => error instanceof AppError && error.code === 'tenant.model_budget_spent';

/** Typing is offered alone where there is no service, or no money left for it. */
export const offeredSpeech = async (
  { speech: { hearing, voice, budget } }: Pick<RoomDeps, 'speech'>,
  { tenantId, locale }: Pick<Room, 'tenantId' | 'locale'>,
): Promise<SpeechOffer> => {
  const offer = { hears: hearing !== null, speaks: voice?.speaks(locale) ?? false };
  if (!offer.hears && !offer.speaks) return offer;
  try {
    await budget.check(tenantId);
    return offer;
  } catch (error) {
    if (isSpent(error)) return { hears: false, speaks: false };
    throw error;
  }
};
