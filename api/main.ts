// The API process: opens what it stands on, serves every feature's routes, and stops in order.
import { loadConfig } from '../infra/config.ts';
import { createChangeListener } from '../infra/db/interviews/change-listener.ts';
import { createReadLog } from '../infra/db/access/read-log.ts';
import { createWorkerPresence } from '../infra/db/operation/heartbeat-store.ts';
import { listen, orEnd } from '../infra/http/listen.ts';
import { startMetricsServer } from '../infra/metrics.ts';
import { openProcess } from '../infra/process.ts';
import { createApp } from './app.ts';
import { createHttpServer } from './http-server.ts';
import { createRequestSummary } from './request-summary.ts';
import { createRoutes, featureDeps } from './wiring/features.ts';
import { guardDeps } from './wiring/guard.ts';

const { env } = process;
const config = loadConfig(env);
const deps = await openProcess({ service: 'api', config, env, statementTimeoutMs: 10_000 });
const { db, clock, log, metrics, publicUrl, newId } = deps;
const { host, port, metricsPort, shutdownGraceMs } = config.server;

const changes = createChangeListener({ databaseUrl: config.database.url.reveal(), logger: log });
const features = featureDeps({ ...deps, changes, workers: createWorkerPresence({ db, now: clock.now }) });
const routes = createRoutes(features);
const reads = createReadLog({ db, log, metrics });
const summary = config.embedded ? createRequestSummary({ log }) : undefined;
const app = createApp({ routes, deps: guardDeps(deps, { strict: env['NODE_ENV'] === 'test', reads, summary }) });
const server = createHttpServer({ app, routes, publicUrl, newId });
const metricsAt = { host, port: metricsPort };
const metricsServer = await orEnd(startMetricsServer({ metrics, ...metricsAt }), log, metricsAt);
await orEnd(listen(server, { host, port }), log, { host, port });
log.info('api.ready', { port });

/** Stops listening first, lets answers under way finish, and closes what they stood on last. */
const stop = async (): Promise<void> => {
  const deadline = setTimeout(() => server.closeAllConnections(), shutdownGraceMs);
  const closed = new Promise((resolve) => server.close(resolve));
  await changes.stop();
  // A kept-alive connection that was busy a moment ago falls idle only now, and would hold the close up to the deadline.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
  // A hook at its turn may start an interview.
  await features.hookTeller.settled();
  await features.interviews.startsSettled();
  await reads.close();
  summary?.stop();
  await metricsServer.close();
  await deps.close();
  log.info('api.stopped');
};

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().catch(() => process.exit(1)));
