// Gives a command both databases and the keys of the deployment that the operator means.
import type { Knex } from 'knex';

import { createKeyRing, type KeyRing } from '../infra/seal/key-ring.ts';
import { createKeyStore } from '../infra/seal/key-store.ts';
import { createSealer, type RunSealer } from '../infra/seal/sealer.ts';
import { systemClock } from '../infra/system.ts';

import { operatorConfig, type OperatorConfig } from './operator-config.ts';
import { stateFolder } from './own-system.ts';
import { withDatabases } from './with-pool.ts';

export type Stores = { config: OperatorConfig; db: Knex; keyDb: Knex; ring: KeyRing; sealer: RunSealer };

export const withStores = async <Result>(work: (stores: Stores) => Promise<Result>): Promise<Result> => {
  const config = operatorConfig(process.env, stateFolder);
  const { master, previousMaster } = config.keys;
  const ring = createKeyRing({ present: master.reveal(), previous: previousMaster?.reveal() });
  return await withDatabases(config, ({ db, keyDb }) => {
    const sealer = createSealer({ keys: createKeyStore(keyDb), masterKey: ring, now: systemClock.now });
    return work({ config, db, keyDb, ring, sealer });
  });
};
