// Unwrapped keys, kept for a bounded time: an erasure relies on none being older anywhere.
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { DataPurpose } from '../../domain/ports/system.ts';
import type { KeyRing } from './key-ring.ts';
import type { KeyStore, WrappedKey } from './key-store.ts';

const cacheEntriesMax = 2_000;

/** What a wrapped data key is bound to: nobody can pass one run's key off as another's. */
export const wrapPlace = ({ tenantId, runId }: RunRef, purpose: DataPurpose, keyId: string): string =>
  ['wrap', tenantId, runId, purpose, keyId].join('|');

/** Ready for the cipher, which would make this of the bytes each time. */
type OpenKey = { keyId: string; key: KeyObject };
type KeyName = { tenantId: string; runId: string; purpose: DataPurpose };

export type OpenKeys = {
  /** Throws AppError `personal_data.erased` once the key is destroyed. */
  get(name: KeyName): Promise<OpenKey>;
  /** Fetches in one statement what is not at hand; destroyed ones are left to `get`. */
  fetch(runs: readonly RunRef[], purpose: DataPurpose): Promise<void>;
  /** Takes a key as stored; `readAt` is a time before it was read. */
  take(name: KeyName, stored: WrappedKey | null, readAt: number): OpenKey;
  forget(name: Omit<KeyName, 'tenantId'>): void;
};

type Deps = { keys: Pick<KeyStore, 'find' | 'findAll'>; ring: KeyRing; now: () => number; cacheMs: number };

const slotOf = ({ runId, purpose }: Omit<KeyName, 'tenantId'>): string => `${runId}|${purpose}`;

export const createOpenKeys = ({ keys, ring, now, cacheMs }: Deps): OpenKeys => {
  const cache = new Map<string, OpenKey & { until: number }>();

  const remember = (slot: string, entry: OpenKey & { until: number }): OpenKey => {
    cache.delete(slot);
    cache.set(slot, entry);
    const oldest = cache.keys().next();
    if (cache.size > cacheEntriesMax && !oldest.done) cache.delete(oldest.value);
    return entry;
  };

  /** Its time counts from before the row was read: whatever happens in between, no copy outlives a destruction by more. */
  const take: OpenKeys['take'] = (name, stored, readAt) => {
    if (!stored || stored.destroyedAt || !stored.wrappedKey) throw new AppError('personal_data.erased');
    const { keyId, masterKeyId, wrappedKey: bytes } = stored;
    const key = createSecretKey(ring.unwrap(wrapPlace(name, name.purpose, keyId), { masterKeyId, bytes }));
    return remember(slotOf(name), { keyId, key, until: readAt + cacheMs });
  };

  return {
    take,
    get: async (name) => {
      const readAt = now();
      const cached = cache.get(slotOf(name));
      if (cached && cached.until > readAt) return cached;
      return take(name, await keys.find(name, name.purpose), readAt);
    },
    fetch: async (runs, purpose) => {
      const readAt = now();
      const absent = runs.filter(({ runId }) => (cache.get(slotOf({ runId, purpose }))?.until ?? 0) <= readAt);
      if (absent.length === 0) return;
      const stored = await keys.findAll(absent, purpose);
      for (const run of absent) {
        const key = stored.get(run.runId);
        if (key !== undefined && key.wrappedKey !== null) take({ ...run, purpose }, key, readAt);
      }
    },
    forget: (name) => void cache.delete(slotOf(name)),
  };
};
