// Wires the repairs: runs that never started, workflows ended by force, erasures, waits and warnings that are due, old words
// to seal.
import { createReconcileActivities } from '../../activities/reconcile.ts';
import { remindOfAppeals } from '../../infra/db/appeals/appeal-reminders.ts';
import { warnOfExpiringKeys } from '../../infra/db/access/expiring-keys.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createOpenRunStore } from '../../infra/db/interviews/open-run-store.ts';
import { createBudgetWaits } from '../../infra/db/models/model-budget.ts';
import { sealClearWording } from '../../infra/db/plans/clear-wording.ts';
import { createSweep } from '../../infra/db/operation/housekeeping.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import type { ReconcileActivities } from '../../workflows/contracts.ts';
import type { WorkerDeps } from './deps.ts';

export const reconcileActivities = (deps: WorkerDeps): ReconcileActivities => {
  const { db, engine, clock, config } = deps;
  const sweep = createSweep(deps);
  return createReconcileActivities({
    ...deps,
    erasures: { due: createErasureStore(db).due, engine, keyCacheMs: config.keys.cacheMs },
    runs: createOpenRunStore(db),
    workflows: engine,
    sweep: async () => {
      await sweep();
      await warnOfExpiringKeys(deps);
      await remindOfAppeals(deps);
    },
    sealWording: () => sealClearWording({ ...deps, keys: createKeyStore(deps.keyDb) }),
    lostAfterMs: config.worker.lostAfterMs,
    budgetWaits: createBudgetWaits({ db, now: clock.now }),
  });
};
