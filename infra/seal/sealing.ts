// Everything that opens what is sealed, made of a deployment's keys: the same for api, worker and commands.
import type { Knex } from 'knex';
import type { Clock } from '../../domain/ports/system.ts';
import { systemClock } from '../system.ts';
import type { Secret } from '../config/secret.ts';
import { createKeyRing, type KeyRing } from './key-ring.ts';
import { createKeyStore } from './key-store.ts';
import { createSealer, type RunSealer } from './sealer.ts';
import { createSecretBox, type SecretBox } from './secret-box.ts';

type Keys = { master: Secret<Uint8Array>; previousMaster: Secret<Uint8Array> | undefined; cacheMs: number };

export type Sealing = { ring: KeyRing; sealer: RunSealer; secretBox: SecretBox };

/** `keyDb` holds the data keys of runs; it may be a database of its own. */
export const createSealing = (
  { master, previousMaster, cacheMs }: Keys,
  keyDb: Knex,
  clock: Clock = systemClock,
): Sealing => {
  const ring = createKeyRing({ present: master.reveal(), previous: previousMaster?.reveal() });
  return {
    ring,
    sealer: createSealer({ keys: createKeyStore(keyDb), masterKey: ring, now: clock.now, cacheMs }),
    secretBox: createSecretBox(ring),
  };
};
