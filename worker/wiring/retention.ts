// Wires retention: it asks for erasures the way people do, in the system's name.
import { createRetentionActivities, type RetentionDeps } from '../../activities/retention.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createRetentionStore } from '../../infra/db/erasure/retention-store.ts';
import { createKeptRecordings, sweepCursor } from '../../infra/db/recordings/kept-recordings.ts';
import { createObjectSweep } from '../../infra/objects/sweep-objects.ts';
import { checkRecords } from '../../infra/db/writebacks/audit-ready-store.ts';
import { createErasures } from '../../usecases/privacy/erasures.ts';
import type { RetentionActivities } from '../../workflows/contracts.ts';
import type { WorkerDeps } from './deps.ts';

const actor = { kind: 'system', id: null } as const;

export const retentionParts = (deps: WorkerDeps): RetentionDeps => {
  const { db, config, log } = deps;
  const { cacheMs: keyCacheMs } = config.keys;
  const { erase } = createErasures({ ...deps, erasures: createErasureStore(db), keyCacheMs, logger: log });
  const recordings = createKeptRecordings(deps);
  return {
    ...deps,
    retention: createRetentionStore(db),
    erase: async (run, scope) => {
      await erase(run, { scope, cause: 'retention', actor, requestId: null });
    },
    recordings,
    checkRecords: (beat) => checkRecords(db, beat),
    sweepObjects: createObjectSweep({ ...deps, recordings, cursor: sweepCursor(db) }),
  };
};

export const retentionActivities = (deps: WorkerDeps): RetentionActivities =>
  createRetentionActivities(retentionParts(deps));
