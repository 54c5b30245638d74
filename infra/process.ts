// What every process of Parley stands on, made of its settings once: databases, keys, engines and the ways out.
import type { Connection } from '@temporalio/client';
import type { Knex } from 'knex';
import packageJson from '../package.json' with { type: 'json' };
import type { Logger } from '../domain/ports/log.ts';
import type { Engines, ModelBudget, UsageRecorder } from '../domain/ports/models.ts';
import type { Clock } from '../domain/ports/system.ts';
import type { TextWork } from '../domain/ports/text-work.ts';
import { present } from '../domain/present.ts';
import { atsKinds } from './ats/kinds.ts';
import { createAtsSessions } from './ats/sessions.ts';
import type { loadConfig } from './config.ts';
import { refuseInsecure } from './db/connection.ts';
import { createConnectionStore } from './db/connections/connection-store.ts';
import { openPool } from './db/knex.ts';
import { createModelBudget } from './db/models/model-budget.ts';
import { createUsageRecorder } from './db/models/model-call-store.ts';
import { createExpressions } from './expressions/expressions.ts';
import { createOutboundClient } from './http/outbound-client.ts';
import { createLogger } from './log.ts';
import { createMailWords } from './mail/mail-words.ts';
import { createMetrics, type ProcessMetrics } from './metrics.ts';
import { createEngines } from './models/engines.ts';
import { refuseMisplacedKeys } from './seal/key-place.ts';
import { createObjectStore } from './objects/object-store.ts';
import { createSealedObjects } from './objects/sealed-objects.ts';
import { createSealing } from './seal/sealing.ts';
import { createSignedLinks } from './signed-links.ts';
import { createSigningKeys } from './signing/signing-keys.ts';
import { createSpeech } from './speech/speech.ts';
import { hmacSha256, newId, sha256, systemClock } from './system.ts';
import { createCommandClaims } from './temporal/command-claims.ts';
import { openTemporalConnection } from './temporal/connection.ts';
import { createHookEngine } from './temporal/hook-engine.ts';
import { createDeliveryEngine } from './temporal/delivery-engine.ts';
import { createTemporalEngine } from './temporal/engine.ts';
import { createRecordingEngine } from './temporal/recording-engine.ts';
import { createCallEngine } from './temporal/call-engine.ts';
import { createTemplateEngine } from './temporal/template-engine.ts';
import { createErasureEngine } from './temporal/erasure-engine.ts';
import { createWorkflowStatuses } from './temporal/workflow-statuses.ts';
import { createTextPool } from './text-pool/text-pool.ts';
import { createVoice } from './voice/voice.ts';

/** What differs between processes and tests; everything else is made of it. */
type Foundation = {
  config: ReturnType<typeof loadConfig>;
  db: Knex;
  /** Where data keys live; the same database unless the deployment says otherwise. */
  keyDb: Knex;
  log: Logger;
  metrics: ProcessMetrics;
  engines: Engines;
  /** Where long texts are read. */
  textWork: TextWork;
  /** Not connected before it is used. */
  temporal: Connection;
  clock: Clock;
};

/** Every workflow that may be started, told or asked about. */
const createEngine = ({ config, temporal: connection }: Foundation) => {
  const options = { connection, ...config.temporal };
  return {
    ...createTemporalEngine(options),
    ...createErasureEngine(options),
    ...createDeliveryEngine(options),
    ...createHookEngine(options),
    ...createTemplateEngine(options),
    ...createRecordingEngine(options),
    ...createCallEngine(options),
    ...createWorkflowStatuses(options),
    ...createCommandClaims(options),
  };
};

/** The record of model calls, and their limit where they cost something. */
const createSpending = (foundation: Foundation): { usage: UsageRecorder; budget?: ModelBudget } => {
  const { config, db, clock } = foundation;
  const usage = createUsageRecorder(foundation);
  return config.engine.kind === 'offline' ? { usage } : { usage, budget: createModelBudget({ db, now: clock.now }) };
};

export const createDeps = (foundation: Foundation) => {
  const { config, db, keyDb, clock } = foundation;
  const { publicUrl } = config.server;
  const [pepper, signingKey] = [config.keys.pepper.reveal(), config.keys.signing.reveal()];
  const { sealer, secretBox } = createSealing(config.keys, keyDb, clock);
  const objectStore = createObjectStore(config.objects);
  const keyedDigest = (text: string): string => hmacSha256(pepper, text);
  const connections = createConnectionStore({ db, clock, secretBox, keyedDigest });
  const outbound = createOutboundClient(config.outbound);
  return {
    ...foundation,
    version: packageJson.version,
    publicUrl,
    sealer,
    secretBox,
    /** Of sealed bytes: `objects` is what seals and opens them. */
    objectStore,
    objects: createSealedObjects({ store: objectStore, sealer, secretBox }),
    signingKeys: createSigningKeys(signingKey),
    reviewLinks: createSignedLinks('review', { signingKey, publicUrl }),
    inboxLinks: createSignedLinks('inbox', { signingKey, publicUrl }),
    recordingLinks: createSignedLinks('recordings', { signingKey, publicUrl }),
    resultLinks: createSignedLinks('result', { signingKey, publicUrl }),
    mailWords: createMailWords({ publicUrl, linkDomains: config.mail.linkDomains }),
    digest: sha256,
    keyedDigest,
    connections,
    newId,
    spending: createSpending(foundation),
    speech: createSpeech(config.speech, { ...foundation, now: clock.now }),
    voice: createVoice(config.voice, { ...foundation, outbound, publicUrl }),
    engine: createEngine(foundation),
    outbound,
    atsKinds,
    atsSessions: createAtsSessions({
      connections,
      kinds: atsKinds,
      db,
      secretBox,
      log: foundation.log,
      outbound,
      clock,
      keyedDigest,
    }),
    expressions: createExpressions(),
  };
};

export type ProcessDeps = ReturnType<typeof createDeps>;

type ProcessOptions = {
  service: 'api' | 'worker';
  config: ProcessDeps['config'];
  /** Temporal's own variables are read from here. */
  env: NodeJS.ProcessEnv;
  statementTimeoutMs: number;
  /** How long a long text waits for a thread, where nobody waits for the answer. */
  textWaitMs?: number;
};

/** Opens what a process needs and refuses to start on misplaced keys; `close()` it when nothing uses it any more. */
export const openProcess = async (options: ProcessOptions): Promise<ProcessDeps & { close(): Promise<void> }> => {
  const { service, config, env, statementTimeoutMs, textWaitMs: waitMs } = options;
  const log = createLogger({ service, ...config.log });
  for (const code of config.deprecated) log.warn('setting.deprecated', { code });
  const { url, keyUrl, poolMax } = config.database;
  const pool = (databaseUrl: string): Knex =>
    openPool({ databaseUrl, poolMax, statementTimeoutMs, applicationName: `parley-${service}` });
  await refuseInsecure([url, ...(keyUrl === undefined ? [] : [keyUrl])].map((each) => each.reveal()));
  const db = pool(url.reveal());
  const keyDb = keyUrl === undefined ? db : pool(keyUrl.reveal());
  await refuseMisplacedKeys({ db, keyDb });
  const temporal = openTemporalConnection({ address: config.temporal.address, env });
  const metrics = createMetrics({ runtime: true });
  const textWork = createTextPool({ ...config.text, ...present({ waitMs }), metrics, log });
  const deps = createDeps({
    config,
    db,
    keyDb,
    log,
    metrics,
    textWork,
    engines: await createEngines(config.engine, { log, textWork }, config.assessment.judges),
    temporal,
    clock: systemClock,
  });
  return {
    ...deps,
    close: async () => {
      const pools = keyDb === db ? [db] : [db, keyDb];
      await Promise.all([
        textWork.close(),
        temporal.close(),
        deps.outbound.close(),
        ...pools.map((each) => each.destroy()),
      ]);
    },
  };
};
