// Reads a sealed value that may be gone: null where there was none, or once its key is destroyed.
import { AppError } from '../../domain/errors.ts';
import type { DataPurpose, SealPlace, Sealer } from '../../domain/ports/system.ts';

export const unsealOrNull = async (
  sealer: Sealer,
  { purpose, place }: { purpose: DataPurpose; place: SealPlace },
  sealed: Uint8Array | null,
): Promise<unknown> => {
  if (sealed === null) return null;
  try {
    return await sealer.unseal(purpose, place, sealed);
  } catch (error) {
    if (error instanceof AppError && error.code === 'personal_data.erased') return null;
    throw error;
  }
};
