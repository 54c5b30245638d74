// Wires what people see and decide of write-backs into the records of an ATS.
import { createWritebackActs } from '../../infra/db/writebacks/redrive-store.ts';
import { createWritebackReads } from '../../infra/db/writebacks/writeback-reads.ts';
import { createWritebackUseCases } from '../../usecases/writeback/writebacks.ts';
import type { Route } from '../guard/route.ts';
import { writebackRoutes } from '../routes/writebacks/routes.ts';
import type { ApiDeps } from './deps.ts';

export const writebacksFeature = (deps: ApiDeps): Route[] =>
  writebackRoutes(
    createWritebackUseCases({
      ...deps,
      reads: createWritebackReads(deps),
      acts: createWritebackActs({ db: deps.db, now: deps.clock.now }),
    }),
  );
