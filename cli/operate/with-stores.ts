// Gives a command both databases and the keys of the deployment that the operator means.
import type { Knex } from 'knex';

import { readParts, shownOf, type ReadDeclaration } from '../../domain/access/reads.ts';
import { countedOnce, writeReads } from '../../infra/db/access/read-log.ts';
import type { KeyRing } from '../../infra/seal/key-ring.ts';
import type { RunSealer } from '../../infra/seal/sealer.ts';
import { watchOpenings } from '../../infra/seal/openings.ts';
import { createSealing } from '../../infra/seal/sealing.ts';

import { operatorConfig, type OperatorConfig } from './operator-config.ts';
import { stateFolder } from '../embedded/own-system.ts';
import { withDatabases } from './with-pool.ts';

export type Stores = { config: OperatorConfig; db: Knex; keyDb: Knex; ring: KeyRing; sealer: RunSealer };

const reader = { kind: 'operator', id: 'cli' } as const;

/** What a command opens it shows; it is recorded before anything is printed. */
export const withStores = async <Result>(
  work: (stores: Stores) => Promise<Result>,
  { readsAs }: Pick<ReadDeclaration, 'readsAs'> = {},
): Promise<Result> => {
  const config = operatorConfig(process.env, stateFolder);
  return await withDatabases(config, ({ db, keyDb }) =>
    watchOpenings(async (opened) => {
      const { ring, sealer } = createSealing(config.keys, keyDb);
      const result = await work({ config, db, keyDb, ring, sealer });
      const declared = readsAs === undefined ? { reads: readParts } : { readsAs };
      const at = Date.now();
      await writeReads(
        db,
        shownOf(declared, opened()).map((read) => countedOnce({ ...read, reader, at })),
      );
      return result;
    }),
  );
};
