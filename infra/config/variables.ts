// The one table of settings: what each is for, its unit, its default and how its text is read. Documentation is generated from it.
import type { z } from 'zod';

import { modelAddress, perJob } from './model-settings.ts';
import * as as from './parsers.ts';

export type Variable<Schema extends z.ZodType = z.ZodType> = {
  schema: Schema;
  description: string;
  /** Used when the variable is absent; a variable without it is undefined then. */
  default?: string;
  unit?: string;
  /** What to write in `.env.example`, where the default is not telling. */
  example?: string;
  required?: 'always' | 'in production' | 'with some engines' | 'with s3' | 'with retell';
  secret?: true;
};

export type VariableTable = Record<string, Variable>;

/** Keeps the schema's type while checking the rest. */
export const variable = <Schema extends z.ZodType, Rest extends Omit<Variable, 'schema'>>(
  schema: Schema,
  rest: Rest,
) => ({
  schema,
  ...rest,
});

export const databaseVariables = {
  DATABASE_URL: variable(as.databaseUrl(), {
    description: 'PostgreSQL that holds everything people read.',
    required: 'always',
    secret: true,
    example: 'postgres://parley:parley@127.0.0.1:5432/parley',
  }),
  PARLEY_OWNER_DATABASE_URL: variable(as.databaseUrl(), {
    description:
      'The same database as its owner, for `npm run migrate` and the operator’s commands only: never given to api and worker, whose login may then add to the record of what happened and not change it. DATABASE_URL is used when absent.',
    secret: true,
  }),
  KEY_DATABASE_URL: variable(as.databaseUrl(), {
    description:
      'A PostgreSQL of its own for the data keys of runs, whose backups can expire fast. The main database when absent.',
    secret: true,
  }),
  PARLEY_DATABASE_TLS: variable(as.choice(['off', 'require', 'verify-full']), {
    description:
      'TLS of every connection to PostgreSQL: `require` encrypts, `verify-full` also checks the certificate’s authority and name. Processes refuse to start where it is not to be had.',
    default: 'off',
  }),
  PARLEY_DATABASE_CA_PATH: variable(as.text(1_000), {
    description: 'File with the certificate authorities (PEM) of PostgreSQL. Those of the system when absent.',
    example: '/etc/parley/database-ca.pem',
  }),
  DATABASE_POOL_MAX: variable(as.wholeNumber({ min: 1, max: 500 }), {
    description: 'Most connections that one process opens to PostgreSQL.',
    default: '20',
    unit: 'connections',
  }),
} satisfies VariableTable;

export const temporalVariables = {
  TEMPORAL_ADDRESS: variable(as.hostAndPort(), {
    description: 'Temporal server. TLS and API keys follow the standard TEMPORAL_* variables of its SDKs.',
    default: '127.0.0.1:7233',
  }),
  TEMPORAL_NAMESPACE: variable(as.name(), { description: 'Temporal namespace.', default: 'default' }),
  PARLEY_TASK_QUEUE: variable(as.name(), {
    description: 'Task queue that api and worker share.',
    default: 'parley',
  }),
  PARLEY_SEARCH_ATTRIBUTES: variable(as.flag(), {
    description:
      'Set ParleyState, ParleyTenant, ParleyAttention and ParleyWaitsFor on workflows. They must exist in the namespace.',
    default: 'off',
  }),
} satisfies VariableTable;

export const serverVariables = {
  NODE_ENV: variable(as.choice(['production', 'development', 'test']), {
    description: '`production` refuses sample secrets and plain http.',
    default: 'development',
  }),
  PARLEY_EMBEDDED: variable(as.flag(), {
    description: 'Set by `npm start` for the processes it supervises.',
    default: '0',
  }),
  PARLEY_INSTANCE_ID: variable(as.name(), {
    description: 'What `GET /healthz` calls this API, to tell it from another one. Made up at each start when absent.',
  }),
  PARLEY_HOST: variable(as.host(), {
    description: 'Address the API listens on. 127.0.0.1 when embedded.',
    example: '0.0.0.0',
  }),
  PARLEY_PORT: variable(as.port(), { description: 'Port of the API.', default: '3000' }),
  PARLEY_METRICS_PORT: variable(as.port(), { description: 'Port of the API’s /metrics.', default: '9464' }),
  PARLEY_PUBLIC_URL: variable(as.origin(), {
    description: 'Where candidates and integrators reach the API. Links are made from it; https in production.',
    required: 'in production',
    example: 'http://127.0.0.1:3000',
  }),
  PARLEY_SHUTDOWN_GRACE_MS: variable(as.wholeNumber({ min: 0, max: 600_000 }), {
    description: 'Time that running requests and activities get to finish when a process is asked to stop.',
    default: '30000',
    unit: 'milliseconds',
  }),
  PARLEY_KEY_CACHE_SECONDS: variable(as.wholeNumber({ min: 1, max: 60 }), {
    description: 'How long an unwrapped data key stays in memory; an erasure is certified only after that.',
    default: '60',
    unit: 'seconds',
  }),
  PARLEY_TRUSTED_PROXIES: variable(as.networks(), {
    description:
      'Networks of your reverse proxies. Only from them is X-Forwarded-For believed; the address counts for rate limits and for the networks a key may be used from.',
    example: '10.0.0.0/24',
  }),
  PARLEY_REQUESTS_PER_HOUR: variable(as.wholeNumber({ min: 1, max: 100_000_000 }), {
    description:
      'Requests that one API key may make in an hour, unless the key has a limit of its own. 1000, or 100000 when embedded.',
    unit: 'requests',
  }),
  PARLEY_ADDRESS_REQUESTS_PER_HOUR: variable(as.wholeNumber({ min: 1, max: 100_000_000 }), {
    description:
      'Requests without a valid key, cookie or link that one address may make in an hour. In ten minutes 6 % of it may be wrong links, in a quarter of an hour 3 % of it wrong keys; pages and their files are counted apart, up to twenty times as many.',
    default: '1000',
    unit: 'requests',
  }),
} satisfies VariableTable;

export const deliveryVariables = {
  PARLEY_OUTBOUND_ALLOW: variable(as.networks(), {
    description:
      'Private networks that outbound calls to user-supplied addresses may reach, by http too and on any port; none when absent, the loopback when embedded.',
    example: '10.1.0.0/16',
  }),
  PARLEY_DELIVERY_DELAYS: variable(as.durations(), {
    description: 'Pauses before each attempt to deliver a webhook or a mail, each a little varied.',
    default: 'PT0S,PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H',
    unit: 'ISO 8601 durations',
  }),
  PARLEY_DELIVERY_ACTIVITIES: variable(as.wholeNumber({ min: 1, max: 2_000 }), {
    description: 'Deliveries that a worker has under way at the same time.',
    default: '200',
    unit: 'deliveries',
  }),
  PARLEY_SMTP_URL: variable(as.smtpUrl(), {
    description: 'Mail server, with its credentials. Without one, mails are written and kept but not sent.',
    secret: true,
    example: 'smtps://user:password@smtp.example.com:465',
  }),
  PARLEY_MAIL_FROM: variable(as.text(), {
    description: 'Sender of mails.',
    default: 'Parley <no-reply@localhost>',
    example: 'Acme Interviews <interviews@acme.example>',
  }),
  PARLEY_MAIL_BOUNCES_TO: variable(as.mailAddress(), {
    description: 'Where mails that cannot be delivered come back to (the envelope’s sender). The sender when absent.',
    example: 'bounces@acme.example',
  }),
  PARLEY_MAIL_LINK_DOMAINS: variable(as.domains(), {
    description:
      'Domains, with all below them, that tenants’ own mail texts may link to and show pictures from, by https. None but PARLEY_PUBLIC_URL when absent.',
    example: 'acme.example,cdn.example.net',
  }),
} satisfies VariableTable;

export const keyVariables = {
  PARLEY_MASTER_KEY: variable(as.secretBytes(), {
    description: 'Wraps the data keys of every run. Losing it loses all personal data.',
    unit: '32 bytes, base64',
    required: 'always',
    secret: true,
  }),
  PARLEY_MASTER_KEY_PREVIOUS: variable(as.secretBytes(), {
    description:
      'The master key before the present one, while `parley master-key rotate` has not yet wrapped every data key anew.',
    unit: '32 bytes, base64',
    secret: true,
  }),
  PARLEY_KEY_PEPPER: variable(as.secretBytes(), {
    description: 'Keys the hashes of API keys and candidate links. Changing it invalidates them all.',
    unit: '32 bytes, base64',
    required: 'always',
    secret: true,
  }),
  PARLEY_SIGNING_KEY: variable(as.secretBytes(), {
    description:
      'Signs what leaves the deployment: webhooks with Ed25519, erasure certificates, audit bundles. Changing it changes the public keys.',
    unit: '32 bytes, base64',
    required: 'always',
    secret: true,
  }),
} satisfies VariableTable;

export const engineVariables = {
  PARLEY_ENGINE: variable(as.choice(['offline', 'openai-compatible', 'anthropic']), {
    description: 'Who plans, interviews and assesses. `offline` is deterministic and needs no network.',
    default: 'offline',
  }),
  PARLEY_MODEL_URL: variable(modelAddress(), {
    description: 'Base address of the model’s API, or that of its chat call. A query such as `?api-version=…` is kept.',
    required: 'with some engines',
    example: 'http://127.0.0.1:8080/v1',
  }),
  PARLEY_MODEL_KEY: variable(as.secretText(), {
    description: 'API key of the model provider.',
    required: 'with some engines',
    secret: true,
  }),
  PARLEY_MODEL_NAME: variable(as.text(), {
    description: 'Name of the model, as its provider spells it.',
    required: 'with some engines',
  }),
  PARLEY_MODEL_TIMEOUT_MS: variable(as.wholeNumber({ min: 1_000, max: 600_000 }), {
    description: 'Longest wait for one model call.',
    default: '60000',
    unit: 'milliseconds',
  }),
  PARLEY_MODEL_OUTPUT_TOKENS: variable(perJob(as.wholeNumber({ min: 100, max: 1_000_000 })), {
    description:
      'Most tokens of one answer, thoughts included: one number, or one for each kind of job as in `planner=16000,interviewer=2000,assessor=8000,assistant=8000`. Less is asked for first, and more when an answer was cut.',
    default: '16000',
    unit: 'tokens',
  }),
  PARLEY_MODEL_REASONING_EFFORT: variable(perJob(as.effort()), {
    description:
      'How much a model thinks before it answers, in its provider’s words: one word, or one for each kind of job as in `planner=medium,interviewer=minimal,assessor=high,assistant=low`. Not sent when absent, or where the model refuses it.',
    example: 'low',
  }),
  PARLEY_MODEL_PRICE_IN: variable(as.amount(), {
    description: 'Price of a million input tokens, for the cost record.',
    unit: 'currency of your bill',
  }),
  PARLEY_MODEL_PRICE_OUT: variable(as.amount(), {
    description: 'Price of a million output tokens, for the cost record.',
    unit: 'currency of your bill',
  }),
  PARLEY_MODEL_PRICE_CACHED: variable(as.amount(), {
    description: 'Price of a million cached input tokens. PARLEY_MODEL_PRICE_IN when absent.',
    unit: 'currency of your bill',
  }),
  PARLEY_JUDGES: variable(as.judges(), {
    description:
      'Who reads each competency, one entry per reading (1 to 9): `own` is the model above, others are `model`, `engine:model` or `engine:model@address`. `own,own,own` when absent; the same model named three times is one reader who reads three times.',
    example: 'own,own,anthropic:claude-sonnet-4-5',
  }),
  PARLEY_JUDGE_KEYS: variable(as.hostKeys(), {
    description: 'API keys of the hosts that PARLEY_JUDGES names, as `host=key`, separated by commas.',
    secret: true,
  }),
  PARLEY_JUDGE_PRICES: variable(as.judgePrices(), {
    description: 'Prices per million tokens of other models in PARLEY_JUDGES: `model=in/out` or `model=in/out/cached`.',
    example: 'claude-sonnet-4-5=3/15/0.3',
  }),
  PARLEY_FIRST_READINGS: variable(as.wholeNumber({ min: 2, max: 9 }), {
    description:
      'How many of the readings are asked for at once. The others are asked for where these differ, or where a required competency would fail on them; as many as PARLEY_JUDGES names means always.',
    default: '2',
    unit: 'readings',
  }),
  PARLEY_ASSESSOR_JUDGES: variable(as.oddNumber({ min: 1, max: 9 }), {
    description: 'Earlier name: so many readings by the own model. Read for one version more; use PARLEY_JUDGES.',
    unit: 'readings',
  }),
} satisfies VariableTable;

export const textVariables = {
  PARLEY_TEXT_THREADS: variable(as.wholeNumber({ min: 2, max: 64 }), {
    description: 'Most threads in which one process reads long texts. One tenant gets all but one of them.',
    default: '2',
    unit: 'threads',
  }),
  PARLEY_TEXT_TIME_LIMIT_MS: variable(as.wholeNumber({ min: 100, max: 60_000 }), {
    description:
      'Longest time that one rule may take over one long text; then it is refused, or its interview waits in attention.',
    default: '2000',
    unit: 'milliseconds',
  }),
  PARLEY_TEXT_MEMORY_LIMIT_MB: variable(as.wholeNumber({ min: 32, max: 4_096 }), {
    description: 'Most memory that one thread may take for a long text.',
    default: '128',
    unit: 'megabytes',
  }),
} satisfies VariableTable;

export const auditVariables = {
  PARLEY_AUDIT_HEADS_PATH: variable(as.text(1_000), {
    description:
      'File to which the worker adds the signed heads of audit logs every hour, one JSON line each. Keep it where nobody who can change the database can change it; the log has the same lines.',
    example: '/var/lib/parley/audit/heads.jsonl',
  }),
} satisfies VariableTable;

export const logVariables = {
  PARLEY_LOG_LEVEL: variable(as.choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), {
    description: 'Least level that is logged.',
    default: 'info',
  }),
} satisfies VariableTable;
