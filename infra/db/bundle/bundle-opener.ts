// Opens a run's sealed values for its audit bundle, and says of those that are gone since when and with which key.
import type { Withheld } from '../../../domain/bundle/contents.ts';
import { AppError } from '../../../domain/errors.ts';
import type { DestroyedKey } from '../../../domain/ports/erasure.ts';
import type { DataPurpose, SealPlace, Sealer } from '../../../domain/ports/system.ts';

export type BundleOpener = {
  /** Null where there was nothing; after an erasure nobody can tell any more, and it is withheld. */
  open(at: { purpose: DataPurpose; place: SealPlace }, sealed: Uint8Array | null): Promise<unknown>;
  isGone(purpose: DataPurpose): boolean;
  withheld(purpose: DataPurpose): Withheld;
};

type Deps = {
  sealer: Sealer;
  destroyed: readonly DestroyedKey[];
  /** From the moment an erasure is asked for, whatever is left of the key. */
  erasing: Readonly<Record<DataPurpose, boolean>>;
};

export const createBundleOpener = ({ sealer, destroyed, erasing }: Deps): BundleOpener => {
  const keyOf = (purpose: DataPurpose) => destroyed.find((key) => key.purpose === purpose);
  const isGone = (purpose: DataPurpose): boolean => erasing[purpose] || keyOf(purpose) !== undefined;
  const withheld = (purpose: DataPurpose): Withheld => {
    const key = keyOf(purpose);
    const at = key === undefined ? null : new Date(key.destroyedAt).toISOString();
    return { withheld: true, reason: 'erased', at, keyId: key?.keyId ?? null };
  };
  return {
    isGone,
    withheld,
    open: async ({ purpose, place }, sealed) => {
      if (isGone(purpose)) return withheld(purpose);
      if (sealed === null) return null;
      try {
        return await sealer.unseal(purpose, place, sealed);
      } catch (error) {
        if (error instanceof AppError && error.code === 'personal_data.erased') return withheld(purpose);
        throw error;
      }
    },
  };
};
