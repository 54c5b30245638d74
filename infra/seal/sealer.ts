// Seals personal data with two keys per run, so that destroying a key erases everything that it sealed.
import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import { dataPurposes, type DataPurpose, type SealPlace, type Sealer } from '../../domain/ports/system.ts';
import { newId } from '../system.ts';
import { decrypt, encrypt } from './cipher.ts';
import type { KeyStore, NewKey, WrappedKey } from './key-store.ts';

/** Unwrapped keys live this long at most, so a destroyed key is unusable everywhere soon after. */
export const keyCacheMs = 60_000;
const cacheEntriesMax = 2_000;

type CachedKey = { keyId: string; key: Buffer; until: number };

const masterKeyId = (masterKey: Uint8Array): string =>
  `mk_${createHash('sha256').update(masterKey).digest('hex').slice(0, 16)}`;
const wrapPlace = (tenantId: string, runId: string, purpose: DataPurpose, keyId: string): string =>
  ['wrap', tenantId, runId, purpose, keyId].join('|');
const associate = (keyId: string, place: SealPlace): string =>
  [keyId, place.tenantId, place.runId, place.table, place.column, place.key].map(encodeURIComponent).join('|');

export type RunSealer = Sealer & {
  /** Makes both keys of a new run; needed once before its first value is sealed, harmless when repeated. */
  createKeys(tenantId: string, runId: string): Promise<void>;
  destroyKey(tenantId: string, runId: string, purpose: DataPurpose): Promise<void>;
};

export const createSealer = (deps: { keys: KeyStore; masterKey: Uint8Array; now: () => number }): RunSealer => {
  const cache = new Map<string, CachedKey>();
  const wrapperId = masterKeyId(deps.masterKey);

  const remember = (slot: string, entry: CachedKey): CachedKey => {
    cache.delete(slot);
    cache.set(slot, entry);
    const oldest = cache.keys().next();
    if (cache.size > cacheEntriesMax && !oldest.done) cache.delete(oldest.value);
    return entry;
  };

  const unwrap = (tenantId: string, runId: string, purpose: DataPurpose, stored: WrappedKey | null): CachedKey => {
    if (!stored || stored.destroyedAt || !stored.wrappedKey) throw new AppError('personal_data.erased');
    const key = decrypt(deps.masterKey, wrapPlace(tenantId, runId, purpose, stored.keyId), stored.wrappedKey);
    return remember(`${runId}|${purpose}`, { keyId: stored.keyId, key, until: deps.now() + keyCacheMs });
  };

  const keyOf = async (place: SealPlace, purpose: DataPurpose): Promise<CachedKey> => {
    const cached = cache.get(`${place.runId}|${purpose}`);
    if (cached && cached.until > deps.now()) return cached;
    return unwrap(place.tenantId, place.runId, purpose, await deps.keys.find(place.tenantId, place.runId, purpose));
  };

  const newKey = (tenantId: string, runId: string, purpose: DataPurpose): NewKey => {
    const keyId = newId('key');
    const wrappedKey = encrypt(deps.masterKey, wrapPlace(tenantId, runId, purpose, keyId), randomBytes(32));
    return { purpose, keyId, wrappedKey, masterKeyId: wrapperId };
  };

  return {
    createKeys: async (tenantId, runId) => {
      const fresh = dataPurposes.map((purpose) => newKey(tenantId, runId, purpose));
      const stored = await deps.keys.insert(tenantId, runId, fresh);
      for (const purpose of dataPurposes) unwrap(tenantId, runId, purpose, stored.get(purpose) ?? null);
    },
    destroyKey: async (tenantId, runId, purpose) => {
      cache.delete(`${runId}|${purpose}`);
      await deps.keys.destroy(tenantId, runId, purpose);
    },
    seal: async (purpose, place, value) => {
      const { keyId, key } = await keyOf(place, purpose);
      return encrypt(key, associate(keyId, place), Buffer.from(JSON.stringify(value), 'utf8'));
    },
    unseal: async (purpose, place, sealed) => {
      const { keyId, key } = await keyOf(place, purpose);
      return JSON.parse(decrypt(key, associate(keyId, place), sealed).toString('utf8')) as unknown;
    },
  };
};
