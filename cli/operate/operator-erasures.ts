// Gives commands the use cases of erasures, with a connection to the engine for as long as the work takes.
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import type { Db } from '../../infra/db/knex.ts';
import { createLogger } from '../../infra/log.ts';
import { systemClock } from '../../infra/system.ts';
import { openTemporalConnection } from '../../infra/temporal/connection.ts';
import { createErasureEngine } from '../../infra/temporal/erasure-engine.ts';
import { createErasures, type Erasures } from '../../usecases/privacy/erasures.ts';

import { readableLine } from '../embedded/output.ts';
import type { OperatorConfig } from './operator-config.ts';

/** The result alone goes to stdout, so that it can be kept as a file. */
export const destination = { write: (line: string) => void process.stderr.write(`${readableLine(line)}\n`) };

export const withErasures = async <Result>(
  config: OperatorConfig,
  db: Db,
  work: (erasures: Erasures) => Promise<Result>,
): Promise<Result> => {
  const connection = openTemporalConnection({ address: config.temporal.address, env: process.env });
  try {
    return await work(
      createErasures({
        erasures: createErasureStore(db),
        engine: createErasureEngine({ connection, ...config.temporal }),
        clock: systemClock,
        keyCacheMs: config.keys.cacheMs,
        logger: createLogger({ service: 'parley', level: 'warn', destination }),
      }),
    );
  } finally {
    await connection.close();
  }
};
