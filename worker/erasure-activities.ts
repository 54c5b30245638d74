// Puts adapters behind the steps of an erasure, and lets the worker ask for erasures itself (retention, repairs).
import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { createErasureActivities } from '../activities/erasure.ts';
import type { ProjectionStore } from '../domain/ports/projection.ts';
import { createErasureStore } from '../infra/db/erasure/erasure-store.ts';
import { createErasureWork } from '../infra/db/erasure/erasure-work-store.ts';
import { createCopyErasers } from '../infra/erasure/copy-erasers.ts';
import { createRunKeys } from '../infra/erasure/run-keys.ts';
import { createKeyStore } from '../infra/seal/key-store.ts';
import { systemClock } from '../infra/system.ts';
import { createTemporalEngine } from '../infra/temporal/engine.ts';
import { createErasureEngine } from '../infra/temporal/erasure-engine.ts';
import { createWorkflowStatuses } from '../infra/temporal/workflow-statuses.ts';
import { createErasures, type Erasures } from '../usecases/privacy/erasures.ts';
import type { ErasureActivities } from '../workflows/contracts.ts';
import type { ActivityDeps } from './activities.ts';

export const erasureActivities = (deps: ActivityDeps & { projection: ProjectionStore }): ErasureActivities =>
  createErasureActivities({
    work: createErasureWork(deps.db),
    keys: createRunKeys({ keys: createKeyStore(deps.keyDb), sealer: deps.sealer }),
    copyErasers: createCopyErasers(),
    engine: createTemporalEngine(deps.temporal),
    workflows: createWorkflowStatuses(deps.temporal),
    projection: deps.projection,
    signingKey: deps.signingKeys.certificate,
    clock: systemClock,
    log: deps.log,
    heartbeat: () => Context.current().heartbeat(),
    pause: (durationMs) => pause(durationMs),
  });

/** Asks for an erasure as the API does. */
export const workerErasures = ({ db, temporal, keyCacheMs, log }: ActivityDeps): Erasures =>
  createErasures({
    erasures: createErasureStore(db),
    engine: createErasureEngine(temporal),
    clock: systemClock,
    keyCacheMs,
    logger: log,
  });
