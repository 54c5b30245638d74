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
import { createAuditChainer } from '../infra/db/audit/audit-chainer.ts';
import { refreshFigures } from '../infra/db/operation/figures.ts';
import { openPool } from '../infra/db/knex.ts';
import { createLogger } from '../infra/log.ts';
import { createMetrics, startMetricsServer } from '../infra/metrics.ts';
import { createOutboundClient } from '../infra/http/outbound-client.ts';
import { createOutboxMailer } from '../infra/mail/outbox-mailer.ts';
import { createSmtpMailer } from '../infra/mail/smtp-mailer.ts';
import { createEngines } from '../infra/models/engines.ts';
import { createReviewLinks } from '../infra/review-links.ts';
import { refuseMisplacedKeys } from '../infra/seal/key-place.ts';
import { createSealing } from '../infra/seal/sealing.ts';
import { createSigningKeys } from '../infra/signing/signing-keys.ts';
import { sha256 } from '../infra/system.ts';
import { openTemporalConnection } from '../infra/temporal/connection.ts';
import { ensureReconcileSchedule } from '../infra/temporal/reconcile-schedule.ts';
import { ensureRetentionSchedule } from '../infra/temporal/retention-schedule.ts';
import { createActivities } from './activities.ts';
import { startAuditChain } from './audit-chain.ts';
import { cachedBundle } from './bundle-cache.ts';
import { bundlePath } from './bundle.ts';
import { startDelivering } from './delivery.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createInterviewWorker, type InterviewWorkerOptions } from './interview-worker.ts';
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
await refuseMisplacedKeys({ db, keyDb });
const { sealer, secretBox } = createSealing(config.keys, keyDb);

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
const signingKeys = createSigningKeys(config.keys.signing.reveal());
const common: Omit<InterviewWorkerOptions, 'activities' | 'activitiesMax' | 'workflowCacheMax'> = {
  connection: native,
  namespace,
  identity: workerId,
  taskQueue,
  workflowBundle: await workflowBundle(),
  shutdownGraceMs: config.worker.shutdownGraceMs,
  onActivityFailure: ({ activity, code, error }) => {
    log.warn('activity.failed', { activityType: activity, code, error });
    if (code === 'internal.error') metrics.increment('errors', { code });
  },
};
const worker = await createInterviewWorker({
  ...common,
  activities: createActivities({
    db,
    keyDb,
    sealer,
    pepper: config.keys.pepper.reveal(),
    engines: await createEngines(engine, { log }),
    engineStamp,
    judges: config.assessment.judges,
    signingKeys,
    keyCacheMs: config.keys.cacheMs,
    temporal: { connection, namespace, taskQueue, searchAttributes },
    log,
    metrics,
  }),
  workflowCacheMax: config.worker.workflowCacheMax,
  activitiesMax: config.worker.activitiesMax,
});

await ensureReconcileSchedule({ connection, namespace, taskQueue });
await ensureRetentionSchedule({ connection, namespace, taskQueue });
const metricsServer = await startMetricsServer({
  metrics,
  host: config.server.host,
  port: config.worker.metricsPort,
  beforeScrape: () => refreshFigures(db, metrics),
});
const outbound = createOutboundClient({ allowedNetworks: config.outbound.allowedNetworks });
const { smtpUrl, from } = config.mail;
const mailer = smtpUrl === undefined ? createOutboxMailer() : createSmtpMailer({ url: smtpUrl.reveal(), from, log });
const { publicUrl } = config.server;
const delivering = await startDelivering({
  db,
  sealer,
  secretBox,
  signingKeys,
  outbound,
  mailer,
  reviewLinks: createReviewLinks({ signingKey: config.keys.signing.reveal(), publicUrl }),
  publicUrl,
  log,
  metrics,
  databaseUrl: config.database.url.reveal(),
  client: connection,
  delaysMs: config.delivery.delaysMs,
  worker: { ...common, activitiesMax: config.delivery.activitiesMax },
});
const running = Promise.all([worker.run(), delivering.running]);
const stopAuditChain = startAuditChain({ chainer: createAuditChainer({ db, log }), log });
const stopHeartbeat = await startHeartbeat({ db, log, workerId, taskQueue });
log.info('worker.ready', { taskQueue, namespace });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    delivering.stop();
    if (worker.getState() === 'RUNNING') worker.shutdown();
  });
}

await running.finally(stopHeartbeat);
await stopAuditChain();
await metricsServer.close();
mailer.close();
await outbound.close();
await Promise.all([native.close(), connection.close(), db.destroy(), ...(keyDb === db ? [] : [keyDb.destroy()])]);
log.info('worker.stopped');
