// The parts of a process over a test's database, made as main.ts makes them; a test replaces what it holds in its hands.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { FeatureDeps } from '../../api/wiring/deps.ts';
import { featureDeps } from '../../api/wiring/features.ts';
import { loadConfig } from '../../infra/config.ts';
import { createOutboxMailer } from '../../infra/mail/mailer.ts';
import { createMetrics } from '../../infra/metrics.ts';
import { offlineEngines } from '../../infra/models/engines.ts';
import { createDeps, type ProcessDeps } from '../../infra/process.ts';
import { systemClock } from '../../infra/system.ts';
import { inlineTextWork } from '../../infra/text-pool/text-pool.ts';
import { openTemporalConnection } from '../../infra/temporal/connection.ts';
import { workerDeps, type WorkerDeps } from '../../worker/wiring/deps.ts';
import { pepper, recordingLog } from '../api/start-api.ts';

export const publicUrl = 'http://parley.test';

const base64 = (fill: number): string => Buffer.alloc(32, fill).toString('base64');

type WorldOptions = Partial<ProcessDeps> & {
  /** Settings beside those that a process cannot do without. */
  env?: Record<string, string>;
};

/** Nothing answers at Temporal's address: a test that needs workflows brings an engine, or a server. */
export const createWorld = (db: Knex, { env = {}, ...own }: WorldOptions = {}): ProcessDeps => {
  const config = loadConfig({
    DATABASE_URL: 'postgres://unused',
    PARLEY_PUBLIC_URL: publicUrl,
    PARLEY_MASTER_KEY: base64(1),
    PARLEY_KEY_PEPPER: pepper.toString('base64'),
    PARLEY_SIGNING_KEY: base64(9),
    PARLEY_OBJECTS: `fs:${join(tmpdir(), `parley-test-objects-${process.pid}`)}`,
    ...env,
  });
  const foundation = {
    config,
    db,
    keyDb: db,
    log: recordingLog([]),
    metrics: createMetrics(),
    engines: offlineEngines,
    textWork: inlineTextWork,
    temporal: openTemporalConnection({ address: '127.0.0.1:1', env: {} }),
    clock: systemClock,
    ...own,
  };
  return { ...createDeps(foundation), ...own };
};

/** What the API's features are wired from: a worker is always there, and nobody hears of changes. */
export const featureWorld = (world: ProcessDeps, own: Partial<FeatureDeps> = {}): FeatureDeps => {
  const parts = { ...world, changes: { watch: () => null }, workers: { alive: () => Promise.resolve(true) }, ...own };
  return { ...featureDeps(parts), ...own };
};

/** What activities are wired from; they are called through `inActivity`. */
export const activityWorld = (world: ProcessDeps, own: Partial<WorkerDeps> = {}): WorkerDeps => ({
  ...workerDeps(world, createOutboxMailer()),
  ...own,
});
