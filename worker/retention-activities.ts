// Puts adapters behind retention: it asks for erasures the way people do, in the system's name.
import { Context } from '@temporalio/activity';
import { createRetentionActivities } from '../activities/retention.ts';
import { noRecordings } from '../infra/db/erasure/no-recordings.ts';
import { createRetentionStore } from '../infra/db/erasure/retention-store.ts';
import { systemClock } from '../infra/system.ts';
import type { RetentionActivities } from '../workflows/contracts.ts';
import type { ActivityDeps } from './activities.ts';
import { workerErasures } from './erasure-activities.ts';

const actor = { kind: 'system', id: null } as const;

export const retentionActivities = (deps: ActivityDeps): RetentionActivities => {
  const erasures = workerErasures(deps);
  return createRetentionActivities({
    retention: createRetentionStore(deps.db),
    eraser: {
      erase: async (tenantId, runId, scope) => {
        await erasures.erase(tenantId, runId, { scope, cause: 'retention', actor, requestId: null });
      },
    },
    recordings: noRecordings,
    clock: systemClock,
    log: deps.log,
    metrics: deps.metrics,
    heartbeat: () => Context.current().heartbeat(),
  });
};
