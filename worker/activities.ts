// Puts adapters behind every activity: what the worker can do, in one list.
import { Context } from '@temporalio/activity';
import type { Connection } from '@temporalio/client';
import type { Knex } from 'knex';

import { createAssessmentActivities, defaultScoringSettings } from '../activities/assessment.ts';
import { createInfoActivities } from '../activities/info.ts';
import { createPlanActivities } from '../activities/plan.ts';
import { createProjectionActivities } from '../activities/projection.ts';
import { createReconcileActivities } from '../activities/reconcile.ts';
import { createSessionActivities } from '../activities/session.ts';
import { AppError } from '../domain/errors.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { Engines, ModelStamp } from '../domain/ports/models.ts';
import type { ProjectionStore } from '../domain/ports/projection.ts';
import type { SigningKeys } from '../domain/ports/signing.ts';
import { createAssessmentStore } from '../infra/db/assessments/assessment-store.ts';
import { createErasureStore } from '../infra/db/erasure/erasure-store.ts';
import { createBudgetWaits, createModelBudget } from '../infra/db/models/model-budget.ts';
import { createUsageRecorder } from '../infra/db/models/model-call-store.ts';
import { createHousekeeping } from '../infra/db/operation/housekeeping.ts';
import { createInfoMerger } from '../infra/db/interviews/info-merger.ts';
import { createOpenRunStore } from '../infra/db/interviews/open-run-store.ts';
import { createPersonReader } from '../infra/db/interviews/person-reader.ts';
import { createPlanStore } from '../infra/db/plans/plan-store.ts';
import { createProjectionStore } from '../infra/db/interviews/projection-store.ts';
import { createRevisionNoteReader } from '../infra/db/plans/revision-note-reader.ts';
import { createSessionStore } from '../infra/db/room/session-store.ts';
import { readProgressOf } from '../infra/db/room/turn-store.ts';
import type { RunSealer } from '../infra/seal/sealer.ts';
import { newId, sha256, systemClock } from '../infra/system.ts';
import { createTemporalEngine } from '../infra/temporal/engine.ts';
import { createErasureEngine } from '../infra/temporal/erasure-engine.ts';
import { createWorkflowStatuses } from '../infra/temporal/workflow-statuses.ts';
import { createEmbeddedRoom } from '../infra/voice/embedded-room.ts';
import type {
  ErasureActivities,
  InterviewActivities,
  ProjectionActivities,
  ReconcileActivities,
  RetentionActivities,
} from '../workflows/contracts.ts';
import { erasureActivities } from './erasure-activities.ts';
import { retentionActivities } from './retention-activities.ts';

export type ActivityDeps = {
  db: Knex;
  /** Where data keys live; the same database unless the deployment says otherwise. */
  keyDb: Knex;
  sealer: RunSealer;
  pepper: Uint8Array;
  engines: Engines;
  /** Recorded where the configured engine did not have to be asked. */
  engineStamp: ModelStamp;
  judges: number;
  signingKeys: SigningKeys;
  /** How long any process may go on using an unwrapped key. */
  keyCacheMs: number;
  temporal: { connection: Connection; namespace: string; taskQueue: string; searchAttributes: boolean };
  log: Logger;
  metrics: Metrics;
};

const signal = (): AbortSignal => Context.current().cancellationSignal;
const heartbeat = (): void => Context.current().heartbeat();

const counted = (store: ProjectionStore, metrics: Metrics): ProjectionStore => ({
  project: async (...batch) => {
    try {
      await store.project(...batch);
      metrics.increment('projection', { result: 'applied' });
    } catch (error) {
      metrics.increment('projection', { result: error instanceof AppError ? error.code : 'internal.error' });
      throw error;
    }
  },
});

type Projecting = ActivityDeps & { projection: ProjectionStore };

const workActivities = (deps: ActivityDeps): InterviewActivities => {
  const { db, sealer, engines } = deps;
  const usage = createUsageRecorder(deps);
  const common = { clock: systemClock, heartbeat, signal };
  const { engine } = deps.engineStamp;
  const costs = engine === 'offline' ? {} : { budget: createModelBudget({ db, now: systemClock.now }) };
  return {
    ...createInfoActivities({ info: createInfoMerger(db, sealer) }),
    ...createPlanActivities({
      ...common,
      plans: createPlanStore(db),
      notes: createRevisionNoteReader(db, sealer),
      persons: createPersonReader(db, sealer),
      planner: engines.planner,
      engine,
      usage,
      ...costs,
      digest: sha256,
    }),
    ...createSessionActivities({
      ...common,
      sessions: createSessionStore(db),
      progress: { readProgress: readProgressOf(db) },
      voice: createEmbeddedRoom({ clock: systemClock }),
      newId,
    }),
    ...createAssessmentActivities({
      ...common,
      store: createAssessmentStore(db, sealer),
      assessor: engines.assessor,
      stamp: deps.engineStamp,
      usage,
      ...costs,
      digest: sha256,
      // Scoring again in changed forms costs nothing offline, and four times the judges' calls elsewhere.
      settings: { ...defaultScoringSettings, judgeCount: deps.judges, probes: engine === 'offline' },
    }),
  };
};

const repairActivities = ({
  db,
  keyDb,
  temporal,
  projection,
  keyCacheMs,
  log,
  metrics,
}: Projecting): ReconcileActivities =>
  createReconcileActivities({
    erasures: { due: createErasureStore(db).due, engine: createErasureEngine(temporal), keyCacheMs },
    runs: createOpenRunStore(db),
    engine: createTemporalEngine(temporal),
    workflows: createWorkflowStatuses(temporal),
    projection,
    housekeeping: createHousekeeping({ db, keyDb }),
    budgetWaits: createBudgetWaits({ db, now: systemClock.now }),
    clock: systemClock,
    log,
    metrics,
    heartbeat,
  });

export const createActivities = (
  deps: ActivityDeps,
): InterviewActivities & ProjectionActivities & ReconcileActivities & ErasureActivities & RetentionActivities => {
  const projection = counted(createProjectionStore(deps), deps.metrics);
  return {
    ...createProjectionActivities({ projection }),
    ...workActivities(deps),
    ...repairActivities({ ...deps, projection }),
    ...erasureActivities({ ...deps, projection }),
    ...retentionActivities(deps),
  };
};
