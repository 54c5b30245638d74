// The keys of a run as an erasure sees them: destroyed one by one, and shown as proof.
import type { DestroyedKey, RunKeys } from '../../domain/ports/erasure.ts';
import { dataPurposes } from '../../domain/ports/system.ts';
import type { KeyStore } from '../seal/key-store.ts';
import type { RunSealer } from '../seal/sealer.ts';

export const createRunKeys = (deps: { keys: KeyStore; sealer: RunSealer }): RunKeys => ({
  destroy: (run, purpose) => deps.sealer.destroyKey(run, purpose),
  destroyed: async (run) => {
    const keys = await Promise.all(
      dataPurposes.map(async (purpose): Promise<DestroyedKey[]> => {
        const key = await deps.keys.find(run, purpose);
        if (!key?.destroyedAt) return [];
        return [{ keyId: key.keyId, purpose, destroyedAt: key.destroyedAt.getTime() }];
      }),
    );
    return keys.flat();
  },
});
