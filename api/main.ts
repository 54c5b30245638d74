// The API process: wires adapters to use cases and faces, serves them, and stops in order.
import { randomUUID } from 'node:crypto';

import packageJson from '../package.json' with { type: 'json' };

import { roomCookieName } from '../domain/room/cookie.ts';
import { limitPolicies } from '../domain/access/limits.ts';
import { createKeyAuthenticator } from '../infra/db/access/key-authenticator.ts';
import { loadConfig } from '../infra/config.ts';
import { createArchive } from '../infra/bundle/archive.ts';
import { createAdministration } from '../infra/db/access/administration.ts';
import { createAuditReader } from '../infra/db/audit/audit-reader.ts';
import { createBundleSource } from '../infra/db/bundle/bundle-source.ts';
import { createChangeListener } from '../infra/db/interviews/change-listener.ts';
import { createChatStore } from '../infra/db/assessments/chat-store.ts';
import { createErasureStore } from '../infra/db/erasure/erasure-store.ts';
import { createLedgerReads } from '../infra/db/deliveries/delivery-ledger.ts';
import { createEventReader } from '../infra/db/events/event-reader.ts';
import { createHoldStore } from '../infra/db/erasure/hold-store.ts';
import { createInfoSubmissionStore } from '../infra/db/interviews/info-submission-store.ts';
import { createInterviewReader } from '../infra/db/interviews/interview-read-store.ts';
import { createInterviewStore } from '../infra/db/interviews/interview-store.ts';
import { openPool } from '../infra/db/knex.ts';
import { createModelBudget } from '../infra/db/models/model-budget.ts';
import { createUsageRecorder } from '../infra/db/models/model-call-store.ts';
import { createNoteStore } from '../infra/db/interviews/note-store.ts';
import { openAssessment } from '../infra/db/assessments/open-assessment.ts';
import { createOutbox } from '../infra/db/deliveries/local-mail.ts';
import { createRankingReader } from '../infra/db/assessments/ranking-store.ts';
import { createReviewRuns } from '../infra/db/interviews/review-run-store.ts';
import { createRetentionStore } from '../infra/db/erasure/retention-store.ts';
import { createResendStore } from '../infra/db/deliveries/resend-store.ts';
import { createRoomAuthenticator } from '../infra/db/room/room-cookie-store.ts';
import { createRoomStore } from '../infra/db/room/room-store.ts';
import { createSubmissionSettings } from '../infra/db/interviews/submission-settings.ts';
import { createWebhookEndpointStore } from '../infra/db/events/webhook-endpoint-store.ts';
import { createWorkerPresence } from '../infra/db/operation/worker-presence.ts';
import { createWebhookSender } from '../infra/delivery/webhook-sender.ts';
import { createOutboundClient } from '../infra/http/outbound-client.ts';
import { createIdempotencyLedger } from '../infra/db/access/idempotency-ledger.ts';
import { createRateLimits } from '../infra/limits/rate-limits.ts';
import { createLogger, withLogFields } from '../infra/log.ts';
import { createMetrics, startMetricsServer } from '../infra/metrics.ts';
import { createEngines } from '../infra/models/engines.ts';
import { createReadiness } from '../infra/readiness.ts';
import { createReviewLinks } from '../infra/review-links.ts';
import { refuseMisplacedKeys } from '../infra/seal/key-place.ts';
import { createKeyStore } from '../infra/seal/key-store.ts';
import { createSealing } from '../infra/seal/sealing.ts';
import { createSigningKeys } from '../infra/signing/signing-keys.ts';
import { hmacSha256, newId, newToken, sha256, systemClock } from '../infra/system.ts';
import { openTemporalConnection } from '../infra/temporal/connection.ts';
import { createTemporalEngine } from '../infra/temporal/engine.ts';
import { createErasureEngine } from '../infra/temporal/erasure-engine.ts';
import { temporalHealth } from '../infra/temporal/health.ts';
import { newWebhookSecret } from '../infra/webhook-secret.ts';
import { createAuditBundles } from '../usecases/privacy/audit-bundle.ts';
import { createAuditLog } from '../usecases/privacy/audit-log.ts';
import { chatAboutAssessment } from '../usecases/interviews/chat.ts';
import { createDeliveryUseCases } from '../usecases/deliveries/deliveries.ts';
import { createErasures } from '../usecases/privacy/erasures.ts';
import { createEventsFeed } from '../usecases/deliveries/events-feed.ts';
import { createHolds } from '../usecases/privacy/holds.ts';
import { createInterviewUseCases } from '../usecases/interviews/interviews.ts';
import { createListRankings } from '../usecases/interviews/rankings.ts';
import { createReview } from '../usecases/review/review.ts';
import { createFaultWatch } from '../usecases/room/fault-watch.ts';
import { createRoom } from '../usecases/room/room.ts';
import { createTenantUseCases } from '../usecases/access/tenants.ts';
import { createWebhookEndpointUseCases } from '../usecases/deliveries/webhook-endpoints.ts';
import { createApp } from './app.ts';
import { outboxRoutes } from './routes/service/local-mail.ts';
import { linkRoutes } from './routes/room/link.ts';
import { auditBundleRoutes } from './routes/interviews/audit-bundle.ts';
import { erasureRoutes } from './routes/interviews/erasure.ts';
import { holdRoutes } from './routes/interviews/holds.ts';
import { nativeRoutes } from './routes/interviews/routes.ts';
import { auditLogRoutes } from './routes/tenant/audit-log.ts';
import { describeRoutes } from './routes/service/description.ts';
import { healthRoutes } from './routes/service/health.ts';
import { publicKeyRoutes } from './routes/service/public-keys.ts';
import { retentionRoutes } from './routes/tenant/retention.ts';
import { tenantRoutes } from './routes/tenant/tenant.ts';
import { reviewRoutes } from './routes/review/routes.ts';
import { roomRoutes } from './routes/room/routes.ts';
import { deliveryRoutes } from './routes/webhooks/deliveries.ts';
import { describeWebhooks } from './routes/webhooks/describe-webhooks.ts';
import { webhookRoutes } from './routes/webhooks/routes.ts';
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
const signingKeys = createSigningKeys(config.keys.signing.reveal());
const keyDb = config.database.keyUrl === undefined ? db : pool(config.database.keyUrl.reveal());
await refuseMisplacedKeys({ db, keyDb });
const { sealer, secretBox } = createSealing(config.keys, keyDb);
const connection = openTemporalConnection({ address: config.temporal.address, env: process.env });
const engines = createEngines(config.engine, { log });
const usage = createUsageRecorder({ db, log, metrics });
const budget = createModelBudget({ db, now: clock.now });
const costs = config.engine.kind !== 'offline';
const changes = createChangeListener({ databaseUrl: config.database.url.reveal(), logger: log });
const reader = createInterviewReader(db);
const outbound = createOutboundClient({ allowedNetworks: config.outbound.allowedNetworks });

const interviews = createInterviewUseCases({
  interviews: createInterviewStore(db),
  notes: createNoteStore(db),
  submissions: createInfoSubmissionStore(db),
  reader,
  changes,
  workers: createWorkerPresence({ db, now: clock.now }),
  engine: createTemporalEngine({ connection, ...config.temporal }),
  sealer,
  settingsOf: createSubmissionSettings(db, clock.now),
  openAssessment: openAssessment(sealer),
  outbound,
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
  ...(costs ? { budget } : {}),
  newId,
});
const listRankings = createListRankings({ rankings: createRankingReader(db), digest: sha256 });
const tenants = createTenantUseCases({ administration: createAdministration({ db, clock }), newId, digest: sha256 });
const erasures = createErasures({
  erasures: createErasureStore(db),
  engine: createErasureEngine({ connection, ...config.temporal }),
  clock,
  keyCacheMs: config.keys.cacheMs,
  logger: log,
});
const cookieName = roomCookieName(publicUrl);
const faults = createFaultWatch();
const room = createRoom({
  store: createRoomStore({ db, sealer }),
  interviewer: engines.interviewer,
  ...(costs ? { usage, budget } : {}),
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

const review = createReview({
  ...interviews,
  links: createReviewLinks({ signingKey: config.keys.signing.reveal(), publicUrl }),
  runs: createReviewRuns(db),
  clock,
});
/** Only on the machine of whoever tries Parley: elsewhere mails without a server are counted, not shown. */
const keepsMails = config.embedded && config.mail.smtpUrl === undefined;

const webhooks = createWebhookEndpointUseCases({
  endpoints: createWebhookEndpointStore({ db, secretBox }),
  outbound,
  sender: createWebhookSender({ outbound, signingKeys: signingKeys, clock }),
  clock,
  newId,
  newSecret: newWebhookSecret,
  newEventId: randomUUID,
});
const deliveries = createDeliveryUseCases({
  ledger: { ...createLedgerReads({ db, sealer }), ...createResendStore({ db, now: clock.now }) },
  digest: sha256,
});
const events = createEventReader({ db, sealer, publicUrl });
const readEvents = createEventsFeed({ events, changes, clock, digest: sha256 });

const makeAuditBundle = createAuditBundles({
  source: createBundleSource({ db, keys: createKeyStore(keyDb), sealer, publicUrl, clock, digest: sha256 }),
  archive: createArchive(),
  key: signingKeys.bundle,
  digest: sha256,
  clock,
  version,
});

const readiness = createReadiness({ db, clock, probeTemporal: () => temporalHealth(connection) });
const routes = describeRoutes(
  [
    ...nativeRoutes({ ...interviews, reader, clock, chatAboutAssessment: chat, listRankings }),
    ...roomRoutes({ room, clock, faults, cookieName }),
    ...linkRoutes(),
    ...reviewRoutes({ review }),
    ...(keepsMails ? outboxRoutes({ outbox: createOutbox({ db, sealer }) }) : []),
    ...erasureRoutes({ erasures, retryAfterSeconds: Math.ceil(config.keys.cacheMs / 1_000) + 1 }),
    ...holdRoutes({ holds: createHolds({ holds: createHoldStore(db), sealer, newId, clock }) }),
    ...retentionRoutes({ retention: createRetentionStore(db), clock }),
    ...webhookRoutes({ webhooks, readEvents }),
    ...deliveryRoutes({ deliveries }),
    ...auditBundleRoutes({ makeAuditBundle }),
    ...auditLogRoutes({ auditLog: createAuditLog({ reader: createAuditReader({ db, clock }) }) }),
    ...publicKeyRoutes({ signingKeys }),
    ...tenantRoutes({ tenants }),
    ...healthRoutes({ readiness, version }),
  ],
  { publicUrl, version, roomCookieName: cookieName, webhooks: describeWebhooks(publicUrl) },
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
    idempotency: createIdempotencyLedger({ db, sealer, secretBox }),
    limits: {
      rates: createRateLimits({ db, log, pepper, now: clock.now }),
      policies: limitPolicies({ key: config.server.requestsPerHour, address: config.server.addressRequestsPerHour }),
    },
    trustedProxies: config.server.trustedProxies,
    newId,
    withLogFields,
    onRequest: ({ method, route, status, durationMs }) => {
      metrics.observe('httpRequest', { method, route, status }, durationMs);
      if (status === 500) metrics.increment('errors', { code: 'internal.error' });
    },
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
  await Promise.all([connection.close(), outbound.close(), db.destroy(), ...(keyDb === db ? [] : [keyDb.destroy()])]);
  log.info('api.stopped');
};

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().catch(() => process.exit(1)));
