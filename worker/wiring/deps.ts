// What the activities of a worker are wired from: the parts of every process, and those that only activities need.
import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { AppError } from '../../domain/errors.ts';
import type { TellingSources } from '../../domain/ports/ats.ts';
import type { CopyEraser } from '../../domain/ports/erasure.ts';
import type { Mailer } from '../../domain/ports/mail.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { ProjectionStore } from '../../domain/ports/interviews.ts';
import { createProjectionStore } from '../../infra/db/interviews/projection-store.ts';
import { createKeptRecordings } from '../../infra/db/recordings/kept-recordings.ts';
import { createCallEraser } from '../../infra/erasure/call-eraser.ts';
import { createCopyErasers } from '../../infra/erasure/copy-erasers.ts';
import { retellName } from '../../infra/voice/retell/provider.ts';
import type { ProcessDeps } from '../../infra/process.ts';
import { recordEraser } from './record-eraser.ts';
import { tellingSources } from './results.ts';

export type WorkerDeps = ProcessDeps & {
  mailer: Mailer;
  projection: ProjectionStore;
  copyErasers: readonly CopyEraser[];
  tellings: TellingSources;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
  /** Aborts when the activity is cancelled. */
  signal(): AbortSignal;
  pause(durationMs: number): Promise<void>;
};

const counted = (store: ProjectionStore, metrics: Metrics): ProjectionStore => ({
  project: async (...batch) => {
    try {
      const state = await store.project(...batch);
      metrics.increment('projection', { result: 'applied' });
      return state;
    } catch (error) {
      metrics.increment('projection', { result: error instanceof AppError ? error.code : 'internal.error' });
      throw error;
    }
  },
});

export const workerDeps = (deps: ProcessDeps, mailer: Mailer): WorkerDeps => ({
  ...deps,
  mailer,
  projection: counted(createProjectionStore({ ...deps, pepper: deps.config.keys.pepper.reveal() }), deps.metrics),
  copyErasers: [
    ...createCopyErasers(createKeptRecordings(deps)),
    createCallEraser(retellName, deps),
    recordEraser(deps),
  ],
  tellings: tellingSources(deps),
  heartbeat: () => Context.current().heartbeat(),
  signal: () => Context.current().cancellationSignal,
  pause: (durationMs) => pause(durationMs),
});
