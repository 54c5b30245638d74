// Opens a run's sealed values for its audit bundle, and says of those that are gone since when and with which key.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Withheld } from '../../../domain/bundle/contents.ts';
import type { DestroyedKey } from '../../../domain/ports/erasure.ts';
import type { DataPurpose, SealPlace, Sealer } from '../../../domain/ports/system.ts';
import { unlessErased } from '../../../domain/seal/open.ts';
import type { Db } from '../knex.ts';

export type BundleOpener = {
  /** Null where there was nothing; after an erasure nobody can tell any more, and it is withheld. */
  open<T>(place: SealPlace<T>, sealed: Uint8Array | null): Promise<T | Withheld | null>;
  isGone(purpose: DataPurpose): boolean;
  withheld(purpose: DataPurpose): Withheld;
};

/** What each part of a bundle is read with. */
export type BundleReading = { db: Db; run: RunRef; opener: BundleOpener };

/** Stands for what opens something to whoever holds it: a bundle is handed to many. */
export const credential: Withheld = { withheld: true, reason: 'credential', at: null, keyId: null };

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
    open: async (place, sealed) => {
      if (isGone(place.purpose)) return withheld(place.purpose);
      return sealed === null ? null : await unlessErased(sealer.open(place, sealed), withheld(place.purpose));
    },
  };
};
