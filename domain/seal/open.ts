// Opening what may be gone: a value without bytes was never there, and one whose key is destroyed is erased.
import type { RunRef } from '../access/ids.ts';
import { AppError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { joinPlan, splitPlan } from '../plan/plan-texts.ts';
import type { StoredPlan } from '../ports/plan.ts';
import type { Sealer, SealPlace } from '../ports/system.ts';
import type { PersonalRequest } from '../request/request.ts';
import { sealPlaces } from './seal-places.ts';

export const isErased = (error: unknown): boolean => error instanceof AppError && error.code === 'personal_data.erased';

/** What `open` gives, or `gone` once the key that it needs is destroyed. */
export const unlessErased = async <T, Gone = null>(open: Promise<T>, gone: Gone): Promise<T | Gone> => {
  try {
    return await open;
  } catch (error) {
    if (isErased(error)) return gone;
    throw error;
  }
};

/** Null where nothing was sealed, and once its key is destroyed. */
export const openIfKept = async <T>(
  sealer: Sealer,
  place: SealPlace<T>,
  bytes: Uint8Array | null,
): Promise<T | null> => (bytes === null ? null : await unlessErased(sealer.open(place, bytes), null));

/** What is known of the person; throws `personal_data.erased`. */
export const openPersonal = async (sealer: Sealer, run: RunRef, bytes: Uint8Array | null): Promise<PersonalRequest> =>
  bytes === null ? {} : await sealer.open(sealPlaces.personalRequest(run), bytes);

/** Throws `personal_data.erased` once words that somebody dictated are gone. */
export const openPlan = async (sealer: Sealer, run: RunRef, stored: StoredPlan): Promise<Plan> => {
  if ('whole' in stored) return stored.whole;
  const { structure, textsSealed } = stored;
  if (textsSealed === null) throw new AppError('personal_data.erased');
  return joinPlan(structure, await sealer.open(sealPlaces.planTexts(run, structure.revision), textsSealed));
};

const withoutWords = (stored: StoredPlan): Plan =>
  joinPlan('whole' in stored ? splitPlan(stored.whole).structure : stored.structure, null);

/** For reading: words that are gone, or were dictated for a run that is `erased` by now, read as the erased mark. */
export const showPlan = async (sealer: Sealer, run: RunRef, stored: StoredPlan, erased: boolean): Promise<Plan> => {
  if (!stored.dictated && 'whole' in stored) return stored.whole;
  if (erased) return withoutWords(stored);
  const opened = await unlessErased(openPlan(sealer, run, stored), null);
  return opened ?? withoutWords(stored);
};
