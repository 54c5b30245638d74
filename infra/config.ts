// Reads all settings once, at the edge of a process, into one frozen object; nothing else looks at the environment.
import { engineConfig } from './config/engine.ts';
import type { EngineConfig } from './config/engine.ts';
import { assessmentConfig, type AssessmentConfig } from './config/judges.ts';
import { speechConfig, speechVariables, type SpeechConfig } from './config/speech.ts';
import { voiceConfig, voiceVariables, type VoiceConfig } from './config/voice.ts';
import { objectsConfig, objectVariables, type ObjectsConfig } from './config/objects.ts';
import { deploymentProblems } from './config/production-rules.ts';
import { ConfigError, readTextFile, readVariables } from './config/read-variables.ts';
import type { ConfigProblem, Environment, ReadFile, Values } from './config/read-variables.ts';
import { createSecret, type Secret } from './config/secret.ts';
import { withTls, type DatabaseTls } from './db/connection.ts';
import {
  auditVariables,
  databaseVariables,
  deliveryVariables,
  engineVariables,
  keyVariables,
  logVariables,
  serverVariables,
  temporalVariables,
  textVariables,
} from './config/variables.ts';
import { consoleVariables } from './config/console-variables.ts';
import { workerVariables } from './config/worker-variables.ts';

export type DatabaseConfig = {
  url: Secret;
  poolMax: number;
  /** The same database as its owner: migrations, and nothing that serves requests. */
  ownerUrl: Secret | undefined;
  /** Where data keys live when they have a database of their own. */
  keyUrl: Secret | undefined;
  /** What the addresses ask of every connection. */
  tls: DatabaseTls;
};

export type LogConfig = { level: Values<typeof logVariables>['PARLEY_LOG_LEVEL'] };

export type Config = {
  production: boolean;
  /** True for the processes that `npm start` supervises. */
  embedded: boolean;
  /** The developer's console; null but where `npm start` has made a tenant for it. */
  console: { tenantId: string; temporalUiUrl: string | undefined } | null;
  server: {
    /** Made up by the process when absent. */
    instanceId: string | undefined;
    host: string;
    port: number;
    metricsPort: number;
    publicUrl: string;
    shutdownGraceMs: number;
    trustedProxies: readonly string[];
    requestsPerHour: number;
    addressRequestsPerHour: number;
  };
  worker: {
    metricsPort: number;
    workflowCacheMax: number;
    activitiesMax: number;
    modelActivitiesMax: number;
    speechActivitiesMax: number;
    hearingActivitiesMax: number;
    shutdownGraceMs: number;
    lostAfterMs: number;
  };
  database: DatabaseConfig;
  temporal: { address: string; namespace: string; taskQueue: string; searchAttributes: boolean };
  keys: {
    master: Secret<Uint8Array>;
    /** Opens what has not been wrapped anew since the master key was exchanged. */
    previousMaster: Secret<Uint8Array> | undefined;
    cacheMs: number;
    pepper: Secret<Uint8Array>;
    signing: Secret<Uint8Array>;
  };
  engine: EngineConfig;
  speech: SpeechConfig;
  voice: VoiceConfig;
  objects: ObjectsConfig;
  assessment: AssessmentConfig;
  /** Settings that are read for one version more. */
  deprecated: readonly string[];
  outbound: { allowedNetworks: readonly string[] };
  delivery: { delaysMs: readonly number[]; activitiesMax: number };
  mail: {
    smtpUrl: Secret | undefined;
    from: string;
    /** Where mails that cannot be delivered come back to; the sender when absent. */
    bouncesTo: string | undefined;
    linkDomains: readonly string[];
  };
  /** How long texts are read. */
  text: { threads: number; timeLimitMs: number; memoryLimitMb: number };
  /** Where the signed heads of audit logs are written. */
  audit: { headsPath: string | undefined };
  log: LogConfig;
};

type Reading = { readFile?: ReadFile };

type DeepReadonly<Value> = Value extends (...args: never[]) => unknown
  ? Value
  : { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> };

const deepFreeze = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const nested of Object.values(value)) deepFreeze(nested);
  return Object.freeze(value);
};

/** Only called once no problem was found, so a required value is there. */
const present = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new ConfigError([]);
  return value;
};

const databaseConfig = (values: Values<typeof databaseVariables>): DatabaseConfig => {
  const { PARLEY_DATABASE_TLS: tls, PARLEY_DATABASE_CA_PATH: caPath } = values;
  const secured = (url: Secret): Secret => createSecret(withTls(url.reveal(), tls, caPath));
  return {
    url: secured(present(values.DATABASE_URL)),
    poolMax: values.DATABASE_POOL_MAX,
    ownerUrl: values.PARLEY_OWNER_DATABASE_URL && secured(values.PARLEY_OWNER_DATABASE_URL),
    keyUrl: values.KEY_DATABASE_URL && secured(values.KEY_DATABASE_URL),
    tls,
  };
};

type Source = { env: Environment; readFile: ReadFile };

/** An authority that cannot be read is found before the first connection. */
const readDatabase = (source: Source, problems: ConfigProblem[]): Values<typeof databaseVariables> => {
  const values = readVariables(databaseVariables, source, problems);
  const path = values.PARLEY_DATABASE_CA_PATH;
  try {
    if (path !== undefined) source.readFile(path);
  } catch {
    const remedy = 'Name a file with certificates in PEM.';
    problems.push({ variable: 'PARLEY_DATABASE_CA_PATH', problem: 'cannot be read', remedy });
  }
  return values;
};

const readAll = (env: Environment, readFile: ReadFile, problems: ConfigProblem[]) => {
  const source = { env, readFile };
  return {
    database: readDatabase(source, problems),
    temporal: readVariables(temporalVariables, source, problems),
    server: readVariables(serverVariables, source, problems),
    worker: readVariables(workerVariables, source, problems),
    console: readVariables(consoleVariables, source, problems),
    delivery: readVariables(deliveryVariables, source, problems),
    keys: readVariables(keyVariables, source, problems),
    engine: readVariables(engineVariables, source, problems),
    speech: readVariables(speechVariables, source, problems),
    voice: readVariables(voiceVariables, source, problems),
    objects: readVariables(objectVariables, source, problems),
    text: readVariables(textVariables, source, problems),
    audit: readVariables(auditVariables, source, problems),
    log: readVariables(logVariables, source, problems),
  };
};

type AllValues = ReturnType<typeof readAll>;

/** Whoever tries Parley out polls; nobody shares that machine. */
const requestsPerHour = { deployed: 1_000, embedded: 100_000 };

const serverConfig = ({ server }: AllValues): Config['server'] => ({
  instanceId: server.PARLEY_INSTANCE_ID,
  host: server.PARLEY_HOST ?? (server.PARLEY_EMBEDDED ? '127.0.0.1' : '0.0.0.0'),
  port: server.PARLEY_PORT,
  metricsPort: server.PARLEY_METRICS_PORT,
  publicUrl: server.PARLEY_PUBLIC_URL ?? `http://127.0.0.1:${server.PARLEY_PORT}`,
  shutdownGraceMs: server.PARLEY_SHUTDOWN_GRACE_MS,
  trustedProxies: server.PARLEY_TRUSTED_PROXIES ?? [],
  requestsPerHour: server.PARLEY_REQUESTS_PER_HOUR ?? requestsPerHour[server.PARLEY_EMBEDDED ? 'embedded' : 'deployed'],
  addressRequestsPerHour: server.PARLEY_ADDRESS_REQUESTS_PER_HOUR,
});

const consoleConfig = ({ server, console }: AllValues): Config['console'] => {
  const { PARLEY_CONSOLE_TENANT: tenantId, PARLEY_TEMPORAL_UI_URL: temporalUiUrl } = console;
  const isOwn = server.PARLEY_EMBEDDED && server.NODE_ENV !== 'production';
  return isOwn && tenantId !== undefined ? { tenantId, temporalUiUrl } : null;
};

const loopback = ['127.0.0.0/8', '::1/128'];

const deliveryConfig = ({ delivery, server }: AllValues): Pick<Config, 'outbound' | 'delivery' | 'mail'> => ({
  outbound: { allowedNetworks: delivery.PARLEY_OUTBOUND_ALLOW ?? (server.PARLEY_EMBEDDED ? loopback : []) },
  delivery: { delaysMs: delivery.PARLEY_DELIVERY_DELAYS, activitiesMax: delivery.PARLEY_DELIVERY_ACTIVITIES },
  mail: {
    smtpUrl: delivery.PARLEY_SMTP_URL,
    from: delivery.PARLEY_MAIL_FROM,
    bouncesTo: delivery.PARLEY_MAIL_BOUNCES_TO,
    linkDomains: delivery.PARLEY_MAIL_LINK_DOMAINS ?? [],
  },
});

type Chosen = Pick<Config, 'engine' | 'assessment' | 'objects' | 'voice'>;

const assemble = (values: AllValues, chosen: Chosen): Config => ({
  production: values.server.NODE_ENV === 'production',
  embedded: values.server.PARLEY_EMBEDDED,
  console: consoleConfig(values),
  server: serverConfig(values),
  worker: {
    metricsPort: values.worker.PARLEY_WORKER_METRICS_PORT,
    workflowCacheMax: values.worker.PARLEY_WORKFLOW_CACHE,
    activitiesMax: values.worker.PARLEY_WORKER_ACTIVITIES,
    modelActivitiesMax: values.worker.PARLEY_WORKER_MODEL_ACTIVITIES,
    speechActivitiesMax: values.worker.PARLEY_WORKER_SPEECH_ACTIVITIES,
    hearingActivitiesMax: values.worker.PARLEY_WORKER_HEARING_ACTIVITIES,
    shutdownGraceMs: values.server.PARLEY_SHUTDOWN_GRACE_MS,
    lostAfterMs: values.worker.PARLEY_LOST_AFTER_MS,
  },
  database: databaseConfig(values.database),
  temporal: {
    address: values.temporal.TEMPORAL_ADDRESS,
    namespace: values.temporal.TEMPORAL_NAMESPACE,
    taskQueue: values.temporal.PARLEY_TASK_QUEUE,
    searchAttributes: values.temporal.PARLEY_SEARCH_ATTRIBUTES,
  },
  keys: {
    master: present(values.keys.PARLEY_MASTER_KEY),
    previousMaster: values.keys.PARLEY_MASTER_KEY_PREVIOUS,
    cacheMs: values.server.PARLEY_KEY_CACHE_SECONDS * 1_000,
    pepper: present(values.keys.PARLEY_KEY_PEPPER),
    signing: present(values.keys.PARLEY_SIGNING_KEY),
  },
  ...chosen,
  speech: speechConfig(values.speech),
  deprecated: values.engine.PARLEY_ASSESSOR_JUDGES === undefined ? [] : ['PARLEY_ASSESSOR_JUDGES'],
  ...deliveryConfig(values),
  text: {
    threads: values.text.PARLEY_TEXT_THREADS,
    timeLimitMs: values.text.PARLEY_TEXT_TIME_LIMIT_MS,
    memoryLimitMb: values.text.PARLEY_TEXT_MEMORY_LIMIT_MB,
  },
  audit: { headsPath: values.audit.PARLEY_AUDIT_HEADS_PATH },
  log: { level: values.log.PARLEY_LOG_LEVEL },
});

/**
 * Everything a process needs to know, deeply frozen.
 * @throws ConfigError with every problem at once
 */
export const loadConfig = (env: Environment, { readFile = readTextFile }: Reading = {}): DeepReadonly<Config> => {
  const problems: ConfigProblem[] = [];
  const values = readAll(env, readFile, problems);
  const engine = engineConfig(values.engine, problems);
  const assessment = assessmentConfig(values.engine, engine, problems);
  const voice = voiceConfig(values.voice, problems);
  const objects = objectsConfig(values.objects, values.server.NODE_ENV === 'production', problems);
  const alreadyWrong = new Set(problems.map(({ variable }) => variable));
  const production = values.server.NODE_ENV === 'production';
  const deployment = deploymentProblems({
    production,
    keys: values.keys,
    publicUrl: values.server.PARLEY_PUBLIC_URL,
  });
  problems.push(...deployment.filter(({ variable }) => !alreadyWrong.has(variable)));
  if (problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(assemble(values, { engine, assessment, objects, voice }));
};

/**
 * Only the database's settings, for the migrator: it needs no secret of the application.
 * @throws ConfigError
 */
export const loadDatabaseConfig = (env: Environment, { readFile = readTextFile }: Reading = {}): DatabaseConfig => {
  const problems: ConfigProblem[] = [];
  const values = readDatabase({ env, readFile }, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(databaseConfig(values));
};

/**
 * Only the settings of what thinks, for a look at it where there is neither a database nor a secret.
 * @throws ConfigError
 */
export const loadEngineConfig = (
  env: Environment,
  { readFile = readTextFile }: Reading = {},
): { engine: EngineConfig; assessment: AssessmentConfig } => {
  const problems: ConfigProblem[] = [];
  const values = readVariables(engineVariables, { env, readFile }, problems);
  const engine = engineConfig(values, problems);
  const assessment = assessmentConfig(values, engine, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return deepFreeze({ engine, assessment });
};
