// Wires the drafting and redrafting of plans.
import { createPlanActivities } from '../../activities/plan.ts';
import { createPersonReader } from '../../infra/db/interviews/person-reader.ts';
import { createPlanStore } from '../../infra/db/plans/plan-store.ts';
import { createRevisionNoteReader } from '../../infra/db/plans/revision-note-reader.ts';
import type { WorkerDeps } from './deps.ts';

export const planActivities = (deps: WorkerDeps) => {
  const { db, sealer, engines, config, spending } = deps;
  return createPlanActivities({
    ...deps,
    ...spending,
    plans: createPlanStore(db),
    notes: createRevisionNoteReader(db, sealer),
    persons: createPersonReader(db, sealer),
    planner: engines.planner,
    engine: config.engine.kind,
  });
};
