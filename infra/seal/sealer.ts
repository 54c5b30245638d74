// Seals personal data with two keys per run, so that destroying a key erases everything that it sealed.
import type { RunRef } from '../../domain/access/ids.ts';
import { hkdfSync, randomBytes } from 'node:crypto';
import {
  dataPurposes,
  type DataPurpose,
  type BytesSealer,
  type SealPlace,
  type Sealer,
} from '../../domain/ports/system.ts';
import { newId } from '../system.ts';
import { decrypt, encrypt } from './cipher.ts';
import { ringOf, type MasterKeys } from './key-ring.ts';
import type { KeyStore, NewDataKey } from './key-store.ts';
import { noteOpening } from './openings.ts';
import { createOpenKeys, wrapPlace } from './open-keys.ts';

/** Unwrapped keys live this long at most unless told otherwise, so a destroyed key is unusable everywhere soon after. */
export const keyCacheMs = 60_000;
const associate = (keyId: string, place: SealPlace<unknown>): string =>
  [keyId, place.tenantId, place.runId, place.table, place.column, place.key].map(encodeURIComponent).join('|');

export type RunSealer = Sealer &
  BytesSealer & {
    /** Makes both keys of a new run; needed once before its first value is sealed, harmless when repeated. */
    createKeys(run: RunRef): Promise<void>;
    destroyKey(run: RunRef, purpose: DataPurpose): Promise<void>;
    /** Before many runs are opened: what is not at hand comes in one statement. */
    fetchKeys(runs: readonly RunRef[], purpose: DataPurpose): Promise<void>;
    /** Bytes for sealing one large thing of the run, from its personal key; the same for the same salt and use. */
    derive(
      run: RunRef,
      from: { salt: Uint8Array; use: string; bytes: number },
    ): Promise<{ keyId: string; key: Buffer }>;
  };

type SealerDeps = {
  keys: KeyStore;
  masterKey: MasterKeys;
  now: () => number;
  /** How long an unwrapped key may live; an erasure waits as long before it certifies. */
  cacheMs?: number;
};

export const createSealer = (deps: SealerDeps): RunSealer => {
  const { keys, now, cacheMs = keyCacheMs } = deps;
  const ring = ringOf(deps.masterKey);
  const open = createOpenKeys({ keys, ring, now, cacheMs });

  const newKey = (run: RunRef, purpose: DataPurpose): NewDataKey => {
    const keyId = newId('key');
    const { bytes, masterKeyId } = ring.wrap(wrapPlace(run, purpose, keyId), randomBytes(32));
    return { purpose, keyId, wrappedKey: bytes, masterKeyId };
  };

  const sealBytes = async (place: SealPlace<unknown>, bytes: Uint8Array): Promise<Buffer> => {
    const { keyId, key } = await open.get(place);
    return encrypt(key, associate(keyId, place), bytes);
  };

  const openBytes = async (place: SealPlace<unknown>, bytes: Uint8Array): Promise<Buffer> => {
    const { keyId, key } = await open.get(place);
    const plain = decrypt(key, associate(keyId, place), bytes);
    noteOpening(place);
    return plain;
  };

  return {
    createKeys: async ({ tenantId, runId }) => {
      const fresh = dataPurposes.map((purpose) => newKey({ tenantId, runId }, purpose));
      const readAt = now();
      const stored = await keys.insert({ tenantId, runId }, fresh);
      for (const purpose of dataPurposes) open.take({ tenantId, runId, purpose }, stored.get(purpose) ?? null, readAt);
    },
    destroyKey: async ({ tenantId, runId }, purpose) => {
      await keys.destroy({ tenantId, runId }, purpose);
      open.forget({ runId, purpose });
    },
    fetchKeys: open.fetch,
    derive: async ({ tenantId, runId }, { salt, use, bytes }) => {
      const { keyId, key } = await open.get({ tenantId, runId, purpose: 'personal' });
      return { keyId, key: Buffer.from(hkdfSync('sha256', key, salt, use, bytes)) };
    },
    seal: async (place, value) => await sealBytes(place, Buffer.from(JSON.stringify(value), 'utf8')),
    open: async <T>(place: SealPlace<T>, bytes: Uint8Array) =>
      JSON.parse((await openBytes(place, bytes)).toString('utf8')) as T,
    sealBytes,
    openBytes,
  };
};
