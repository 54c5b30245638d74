// Gives a command both databases and the keys of the deployment that the operator means.
import type { Knex } from 'knex';

import type { KeyRing } from '../../infra/seal/key-ring.ts';
import type { RunSealer } from '../../infra/seal/sealer.ts';
import { createSealing } from '../../infra/seal/sealing.ts';

import { operatorConfig, type OperatorConfig } from './operator-config.ts';
import { stateFolder } from '../embedded/own-system.ts';
import { withDatabases } from './with-pool.ts';

export type Stores = { config: OperatorConfig; db: Knex; keyDb: Knex; ring: KeyRing; sealer: RunSealer };

export const withStores = async <Result>(work: (stores: Stores) => Promise<Result>): Promise<Result> => {
  const config = operatorConfig(process.env, stateFolder);
  return await withDatabases(config, ({ db, keyDb }) => {
    const { ring, sealer } = createSealing(config.keys, keyDb);
    return work({ config, db, keyDb, ring, sealer });
  });
};
