// The API process: wires adapters to use cases and faces, serves them, and stops in order.
import { randomUUID } from 'node:crypto';

import packageJson from '../package.json' with { type: 'json' };

import { roomCookieName } from '../domain/room/cookie.ts';
import { policyOf, resolveSettings } from '../domain/tenant-policy.ts';
import { createKeyAuthenticator } from '../infra/key-authenticator.ts';
import { loadConfig } from '../infra/config.ts';
import { createAdministration } from '../infra/db/administration.ts';
import { createChangeListener } from '../infra/db/change-listener.ts';
import { createChatStore } from '../infra/db/chat-store.ts';
import { createInfoSubmissionStore } from '../infra/db/info-submission-store.ts';
import { createInterviewReader } from '../infra/db/interview-read-store.ts';
import { createInterviewStore } from '../infra/db/interview-store.ts';
import { openPool } from '../infra/db/knex.ts';
import { createUsageRecorder } from '../infra/db/model-call-store.ts';
import { createNoteStore } from '../infra/db/note-store.ts';
import { openAssessment } from '../infra/db/open-assessment.ts';
import { createRankingReader } from '../infra/db/ranking-store.ts';
import { createRoomAuthenticator } from '../infra/db/room-cookie-store.ts';
import { createRoomStore } from '../infra/db/room-store.ts';
import { findTenant } from '../infra/db/tenant-store.ts';
import { createWorkerPresence } from '../infra/db/worker-presence.ts';
import { createIdempotencyLedger } from '../infra/idempotency-ledger.ts';
import { createLogger, withLogFields } from '../infra/log.ts';
import { createMetrics, startMetricsServer } from '../infra/metrics.ts';
import { createEngines } from '../infra/models/engines.ts';
import { createReadiness } from '../infra/readiness.ts';
import { createKeyStore } from '../infra/seal/key-store.ts';
import { createSealer } from '../infra/seal/sealer.ts';
import { hmacSha256, newId, newToken, sha256, systemClock } from '../infra/system.ts';
import { openTemporalConnection } from '../infra/temporal/connection.ts';
import { createTemporalEngine } from '../infra/temporal/engine.ts';
import { temporalHealth } from '../infra/temporal/health.ts';
import { chatAboutAssessment } from '../usecases/chat.ts';
import { createInterviewUseCases } from '../usecases/interviews.ts';
import { createListRankings } from '../usecases/rankings.ts';
import { createFaultWatch } from '../usecases/room/fault-watch.ts';
import { createRoom } from '../usecases/room/room.ts';
import { createTenantUseCases } from '../usecases/tenants.ts';
import { createApp } from './app.ts';
import { linkRoutes } from './faces/link.ts';
import { nativeRoutes } from './faces/native/routes.ts';
import { describeRoutes } from './faces/platform/description.ts';
import { healthRoutes } from './faces/platform/health.ts';
import { tenantRoutes } from './faces/platform/tenant.ts';
import { roomRoutes } from './faces/room/routes.ts';
import { createHttpServer } from './http-server.ts';

const config = loadConfig(process.env);
const { publicUrl } = config.server;
const { version } = packageJson;
const log = createLogger({ service: 'api', ...config.log });
const metrics = createMetrics({ runtime: true });
const clock = systemClock;
const pepper = config.keys.pepper.reveal();
const keyedDigest = (text: string): string => hmacSha256(pepper, text);

const pool = (databaseUrl: string) =>
  openPool({
    databaseUrl,
    poolMax: config.database.poolMax,
    statementTimeoutMs: 10_000,
    applicationName: 'parley-api',
  });
const db = pool(config.database.url.reveal());
const keyDb = config.database.keyUrl === undefined ? db : pool(config.database.keyUrl.reveal());
const sealer = createSealer({ keys: createKeyStore(keyDb), masterKey: config.keys.master.reveal(), now: clock.now });
const connection = openTemporalConnection({ address: config.temporal.address, env: process.env });
const engines = createEngines(config.engine, { log });
const usage = createUsageRecorder({ db, log, metrics });
const changes = createChangeListener({ databaseUrl: config.database.url.reveal(), logger: log });
const reader = createInterviewReader(db);

const interviews = createInterviewUseCases({
  interviews: createInterviewStore(db),
  notes: createNoteStore(db),
  submissions: createInfoSubmissionStore(db),
  reader,
  changes,
  workers: createWorkerPresence({ db, now: clock.now }),
  engine: createTemporalEngine({ connection, ...config.temporal }),
  sealer,
  settingsOf: async (tenantId) => {
    const settings = resolveSettings((await findTenant(db, tenantId))?.settings ?? {});
    return { policy: policyOf(settings), defaultLocale: settings.defaultLocale };
  },
  openAssessment: openAssessment(sealer),
  clock,
  digest: sha256,
  keyedDigest,
  newRunId: () => newId('run'),
  newInterviewId: randomUUID,
  publicUrl,
  metrics,
  logger: log,
});
const chat = chatAboutAssessment({
  chats: createChatStore(db, sealer),
  assistant: engines.assistant,
  usage: { recorder: usage, engine: config.engine.kind },
  newId,
});
const listRankings = createListRankings({ rankings: createRankingReader(db), digest: sha256 });
const tenants = createTenantUseCases({ administration: createAdministration({ db, clock }), newId, digest: sha256 });
const cookieName = roomCookieName(publicUrl);
const faults = createFaultWatch();
const room = createRoom({
  store: createRoomStore({ db, sealer }),
  interviewer: engines.interviewer,
  ...(config.engine.kind === 'offline' ? {} : { usage }),
  sendCommand: interviews.sendCommand,
  attachNote: interviews.attachNote,
  clock,
  digest: sha256,
  logger: log,
  faults,
  disclosure: {
    engine: config.engine.kind,
    model: config.engine.kind === 'offline' ? null : config.engine.modelName,
    voiceProvider: 'embedded-room',
  },
  newToken,
  hashToken: (kind, value) => keyedDigest(`${kind}:${value}`),
});

const readiness = createReadiness({ db, clock, probeTemporal: () => temporalHealth(connection) });
const routes = describeRoutes(
  [
    ...nativeRoutes({ ...interviews, reader, clock, chatAboutAssessment: chat, listRankings }),
    ...roomRoutes({ room, clock, faults, cookieName }),
    ...linkRoutes(),
    ...tenantRoutes({ tenants }),
    ...healthRoutes({ readiness, version }),
  ],
  { publicUrl, version, roomCookieName: cookieName },
);
const app = createApp({
  routes,
  deps: {
    publicUrl,
    // In tests an answer that its route does not declare is an error; people get the answer.
    strict: process.env['NODE_ENV'] === 'test',
    log,
    keys: createKeyAuthenticator({ db, pepper, log }),
    rooms: createRoomAuthenticator({ db, pepper, cookieName, now: clock.now }),
    idempotency: createIdempotencyLedger({ db, sealer }),
    newId,
    withLogFields,
    onRequest: ({ method, route, status, durationMs }) =>
      metrics.observe('httpRequest', { method, route, status }, durationMs),
  },
});

const server = createHttpServer({ app, routes, publicUrl, newId });
const metricsServer = await startMetricsServer({ metrics, host: config.server.host, port: config.server.metricsPort });
server.listen(config.server.port, config.server.host, () => log.info('api.ready', { port: config.server.port }));

/** Stops listening first, lets answers under way finish, and closes what they stood on last. */
const stop = async (): Promise<void> => {
  const deadline = setTimeout(() => server.closeAllConnections(), config.server.shutdownGraceMs);
  const closed = new Promise((resolve) => server.close(resolve));
  await changes.stop();
  // A kept-alive connection that was busy a moment ago falls idle only now, and would hold the close up to the deadline.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
  await interviews.startsSettled();
  await metricsServer.close();
  await Promise.all([connection.close(), db.destroy(), ...(keyDb === db ? [] : [keyDb.destroy()])]);
  log.info('api.stopped');
};

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().catch(() => process.exit(1)));
