// Wires the drafting and redrafting of plans.
import { createPlanActivities, type PlanActivityDeps } from '../../activities/plan.ts';
import { createRunTexts } from '../../infra/db/interviews/run-texts.ts';
import { createPlanStore } from '../../infra/db/plans/plan-store.ts';
import type { WorkerDeps } from './deps.ts';

export const planParts = (deps: WorkerDeps): PlanActivityDeps => {
  const { db, sealer, engines, config, spending } = deps;
  return {
    ...deps,
    ...spending,
    plans: createPlanStore({ db, sealer }),
    texts: createRunTexts({ db, sealer }),
    planner: engines.planner,
    engine: config.engine.kind,
  };
};

export const planActivities = (deps: WorkerDeps) => createPlanActivities(planParts(deps));
