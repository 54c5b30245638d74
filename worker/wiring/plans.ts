// Wires the drafting and redrafting of plans.
import { createPlanActivities, type PlanActivityDeps } from '../../activities/plan.ts';
import { createPersonReader } from '../../infra/db/interviews/person-reader.ts';
import { createPlanStore } from '../../infra/db/plans/plan-store.ts';
import { createRevisionNoteReader } from '../../infra/db/plans/revision-note-reader.ts';
import type { WorkerDeps } from './deps.ts';

export const planParts = (deps: WorkerDeps): PlanActivityDeps => {
  const { db, sealer, engines, config, spending } = deps;
  return {
    ...deps,
    ...spending,
    plans: createPlanStore(db),
    notes: createRevisionNoteReader(db, sealer),
    persons: createPersonReader(db, sealer),
    planner: engines.planner,
    engine: config.engine.kind,
  };
};

export const planActivities = (deps: WorkerDeps) => createPlanActivities(planParts(deps));
