// The worker process: runs workflows and activities until it is told to stop.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import {
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  type NativeConnectionOptions,
  type WorkerOptions,
} from '@temporalio/worker';

import { loadConfig } from '../infra/config.ts';
import { refreshFigures } from '../infra/db/figures.ts';
import { openPool } from '../infra/db/knex.ts';
import { createLogger } from '../infra/log.ts';
import { createMetrics, startMetricsServer } from '../infra/metrics.ts';
import { createEngines } from '../infra/models/engines.ts';
import { createKeyStore } from '../infra/seal/key-store.ts';
import { createSealer } from '../infra/seal/sealer.ts';
import { sha256, systemClock } from '../infra/system.ts';
import { openTemporalConnection } from '../infra/temporal/connection.ts';
import { ensureReconcileSchedule } from '../infra/temporal/reconcile-schedule.ts';
import { createActivities } from './activities.ts';
import { cachedBundle } from './bundle-cache.ts';
import { bundlePath } from './bundle.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createInterviewWorker } from './interview-worker.ts';
import { createSdkLogger } from './sdk-log.ts';

const config = loadConfig(process.env);
const log = createLogger({ service: 'worker', ...config.log });
const metrics = createMetrics({ runtime: true });
const sdkLogger = createSdkLogger(log);
Runtime.install({
  logger: sdkLogger,
  // The engine's core writes through the same log, as codes, instead of free text of its own.
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} } },
  shutdownSignals: [],
});

/** Shorter than the projection's own time-out, so that a stuck statement ends before its attempt is given up. */
const statementTimeoutMs = 2_500;

const pool = (databaseUrl: string) =>
  openPool({ databaseUrl, poolMax: config.database.poolMax, statementTimeoutMs, applicationName: 'parley-worker' });
const db = pool(config.database.url.reveal());
const keyDb = config.database.keyUrl === undefined ? db : pool(config.database.keyUrl.reveal());
const sealer = createSealer({
  keys: createKeyStore(keyDb),
  masterKey: config.keys.master.reveal(),
  now: systemClock.now,
});

const { address, namespace, taskQueue, searchAttributes } = config.temporal;
const connection = openTemporalConnection({ address, env: process.env });
const standard = loadClientConnectConfig({ disableFile: process.env['TEMPORAL_CONFIG_FILE'] === undefined });
const native = await NativeConnection.connect({ ...(standard.connectionOptions as NativeConnectionOptions), address });

const { engine } = config;
const engineStamp = {
  engine: engine.kind,
  ...(engine.kind === 'offline' ? {} : { model: engine.modelName }),
  promptHash: sha256(engine.kind),
};

/** Production runs what was built and tested; development bundles what has changed since its last start. */
const workflowBundle = async (): Promise<NonNullable<WorkerOptions['workflowBundle']>> => {
  if (config.production && !existsSync(bundlePath))
    throw new Error('dist/workflow-bundle.js is missing: run npm run build');
  return config.production ? { codePath: bundlePath } : await cachedBundle(sdkLogger);
};

const workerId = `w-${randomBytes(4).toString('hex')}`;
const worker = await createInterviewWorker({
  connection: native,
  namespace,
  identity: workerId,
  taskQueue,
  activities: createActivities({
    db,
    keyDb,
    sealer,
    pepper: config.keys.pepper.reveal(),
    engines: createEngines(engine, { log }),
    engineStamp,
    judges: config.assessment.judges,
    temporal: { connection, namespace, taskQueue, searchAttributes },
    log,
    metrics,
  }),
  workflowBundle: await workflowBundle(),
  workflowCacheMax: config.worker.workflowCacheMax,
  activitiesMax: config.worker.activitiesMax,
  shutdownGraceMs: config.worker.shutdownGraceMs,
  onActivityFailure: ({ activity, code, error }) =>
    log.warn('activity.failed', { activityType: activity, code, error }),
});

await ensureReconcileSchedule({ connection, namespace, taskQueue });
const metricsServer = await startMetricsServer({
  metrics,
  host: config.server.host,
  port: config.worker.metricsPort,
  beforeScrape: () => refreshFigures(db, metrics),
});
const running = worker.run();
const stopHeartbeat = await startHeartbeat({ db, log, workerId, taskQueue });
log.info('worker.ready', { taskQueue, namespace });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  });
}

await running.finally(stopHeartbeat);
await metricsServer.close();
await Promise.all([native.close(), connection.close(), db.destroy(), ...(keyDb === db ? [] : [keyDb.destroy()])]);
log.info('worker.stopped');
