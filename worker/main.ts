// The worker process: runs workflows and activities until it is told to stop.
import { randomBytes } from 'node:crypto';
import { makeTelemetryFilterString, NativeConnection, Runtime, type NativeConnectionOptions } from '@temporalio/worker';

import { loadConfig } from '../infra/config.ts';
import { createAuditChainer } from '../infra/db/audit/audit-chainer.ts';
import { refreshFigures } from '../infra/db/operation/figures.ts';
import { createInterviewStore } from '../infra/db/interviews/interview-store.ts';
import { openMailer } from '../infra/mail/mailer.ts';
import { orEnd } from '../infra/http/listen.ts';
import { startMetricsServer } from '../infra/metrics.ts';
import { scoringIdentity } from '../infra/models/scoring-identity.ts';
import { openProcess } from '../infra/process.ts';
import { standardOptions } from '../infra/temporal/connection.ts';
import { ensureReconcileSchedule, ensureRetentionSchedule } from '../infra/temporal/schedules.ts';
import { createWorkflowStarter } from '../usecases/interviews/start-workflow.ts';
import { startAuditChain, startAuditHeads } from './audit-chain.ts';
import { createHeadSigner } from './audit-heads.ts';
import { workflowCode } from './workflow-code-cache.ts';
import { startDelivering } from './delivery.ts';
import { startHooks } from './hooks.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createInterviewWorkers } from './interview-worker.ts';
import { createSdkLogger } from './sdk-log.ts';
import { createWakeableLoop } from './wakeable-loop.ts';
import { createActivities } from './wiring/activities.ts';
import { workerDeps } from './wiring/deps.ts';
import { openReportPool, reportMaking } from './wiring/measures.ts';
import { recordingStarts } from './wiring/recordings.ts';
import { templatePlanStarts } from './wiring/templates.ts';

const { env } = process;
const config = loadConfig(env);
// Statements end before the projection's own time-out, so that a stuck one is over when its attempt is given up.
const { close, ...shared } = await openProcess({
  service: 'worker',
  config,
  env,
  statementTimeoutMs: 2_500,
  textWaitMs: 30_000,
});
const { db, log, metrics, temporal: connection } = shared;
const sdkLogger = createSdkLogger(log);
Runtime.install({
  logger: sdkLogger,
  // The engine's core writes through the same log, as codes, instead of free text of its own.
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} } },
  shutdownSignals: [],
});

const { address, namespace, taskQueue } = config.temporal;
const native = await NativeConnection.connect({ ...(standardOptions(env) as NativeConnectionOptions), address });
const deps = workerDeps(shared, await openMailer(config.mail, log));
const workerId = `w-${randomBytes(4).toString('hex')}`;
const common = {
  connection: native,
  namespace,
  identity: workerId,
  taskQueue,
  workflowBundle: await workflowCode(config, sdkLogger),
  shutdownGraceMs: config.worker.shutdownGraceMs,
  onActivityFailure: ({ activity, code, error }: { activity: string; code: string; error: unknown }) => {
    log.warn('activity.failed', { activityType: activity, code, error });
    if (code === 'internal.error') metrics.increment('errors', { code });
  },
};
const workers = await createInterviewWorkers({ ...common, ...config.worker, activities: createActivities(deps) });

await ensureReconcileSchedule({ connection, namespace, taskQueue });
await ensureRetentionSchedule({ connection, namespace, taskQueue });
const metricsAt = { host: config.server.host, port: config.worker.metricsPort };
const scoring = scoringIdentity(config.engine, config.assessment);
const beforeScrape = (): Promise<void> => refreshFigures(db, metrics, scoring);
const metricsServer = await orEnd(startMetricsServer({ metrics, ...metricsAt, beforeScrape }), log, metricsAt);
const delivering = await startDelivering(deps, common);
const hooks = await startHooks(deps, common);
const { takeUp } = createWorkflowStarter({ ...deps, interviews: createInterviewStore(db), logger: log });
const starting = createWakeableLoop({ step: takeUp, log, failedEvent: 'interview.take_up_failed' });
const drafting = createWakeableLoop({ step: templatePlanStarts(deps), log, failedEvent: 'template.take_up_failed' });
const recording = createWakeableLoop({ step: recordingStarts(deps), log, failedEvent: 'recording.take_up_failed' });
const reportPool = openReportPool(deps);
const reporting = createWakeableLoop({
  step: reportMaking(deps, reportPool),
  log,
  failedEvent: 'report.take_up_failed',
});
const loops = [starting, drafting, recording, reporting];
const stopStarting = () => Promise.all(loops.map((loop) => loop.stop()));
const looping = loops.map((loop) => loop.run());
const running = Promise.all([workers.run().finally(stopStarting), ...looping, delivering.running, hooks.running]);
const stopAuditChain = startAuditChain({ chainer: createAuditChainer({ db, log }), log });
const sign = createHeadSigner({ ...deps, key: deps.signingKeys.audit, path: config.audit.headsPath });
const stopAuditHeads = startAuditHeads({ sign, log });
const stopHeartbeat = await startHeartbeat({ db, log, workerId, taskQueue });
log.info('worker.ready', { taskQueue, namespace });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    delivering.stop();
    hooks.stop();
    workers.shutdown();
  });
}

await running.finally(stopHeartbeat);
await stopAuditChain();
await stopAuditHeads();
await metricsServer.close();
deps.mailer.close();
await reportPool.destroy();
await native.close();
await close();
log.info('worker.stopped');
