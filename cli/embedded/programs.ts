// How the api and the worker of an embedded system are started, and with which settings.
import { join } from 'node:path';

import type { ProcessSpec } from './supervised-process.ts';
import type { EmbeddedSecrets } from './secrets.ts';

export type ProgramName = 'api' | 'worker';

/** Arguments for Node, by program. */
export type Programs = Readonly<Record<ProgramName, readonly string[]>>;

/** A young generation of V8 that stays small: a third less memory at rest and in use, at a few percent of its rate under load. */
export const NODE_FLAGS = ['--max-semi-space-size=8'];

export const PROGRAMS: Programs = { api: ['api/main.ts'], worker: ['worker/main.ts'] };

export type Places = {
  databaseUrl: string;
  temporalAddress: string;
  ownTemporal: boolean;
  /** Empty where Temporal is not ours. */
  temporalUiUrl: string;
  /** The demo tenant, whose console the API serves. */
  tenantId: string;
};

type Addresses = Places & {
  /** By which the API of this start is told from any other that answers. */
  instanceId: string;
  ports: Record<'api' | 'apiMetrics' | 'workerMetrics', number>;
};

const SECRET_NAMES = ['PARLEY_MASTER_KEY', 'PARLEY_KEY_PEPPER', 'PARLEY_SIGNING_KEY'] as const;

/** This clone's secrets, except those that the user sets, directly or by a file. */
const secretsUnlessSet = (env: NodeJS.ProcessEnv, secrets: EmbeddedSecrets): NodeJS.ProcessEnv =>
  Object.fromEntries(
    SECRET_NAMES.filter((name) => !env[name] && !env[`${name}_FILE`]).map((name) => [name, secrets[name]]),
  );

/** Where the signed heads of audit logs are kept on this machine. */
export const headsPathOf = (stateFolder: string): string => join(stateFolder, 'audit-heads.jsonl');

/** Where recordings lie on this machine. */
export const objectsPlaceOf = (stateFolder: string): string => `fs:${join(stateFolder, 'objects')}`;

/** What api, worker and the steps before them share. */
export const sharedEnv = (
  env: NodeJS.ProcessEnv,
  secrets: EmbeddedSecrets,
  databaseUrl: string,
): NodeJS.ProcessEnv => ({
  ...env,
  ...secretsUnlessSet(env, secrets),
  DATABASE_URL: databaseUrl,
  PARLEY_EMBEDDED: '1',
});

/** What whoever serves requests must not have. */
const ownersOnly = { PARLEY_OWNER_DATABASE_URL: undefined, PARLEY_OWNER_DATABASE_URL_FILE: undefined };

/** The user's own settings win where they make sense for both; the places of things are known only here. */
export const programEnv = (env: NodeJS.ProcessEnv, secrets: EmbeddedSecrets, at: Addresses): NodeJS.ProcessEnv => ({
  PARLEY_PUBLIC_URL: `http://127.0.0.1:${at.ports.api}`,
  // Ctrl-C on a laptop should not take half a minute; what is cut off is done again at the next start.
  PARLEY_SHUTDOWN_GRACE_MS: '5000',
  ...(at.ownTemporal ? { PARLEY_SEARCH_ATTRIBUTES: '1' } : {}),
  ...sharedEnv(env, secrets, at.databaseUrl),
  ...ownersOnly,
  TEMPORAL_ADDRESS: at.temporalAddress,
  PARLEY_CONSOLE_TENANT: at.tenantId,
  ...(at.temporalUiUrl === '' ? {} : { PARLEY_TEMPORAL_UI_URL: at.temporalUiUrl }),
  PARLEY_INSTANCE_ID: at.instanceId,
  PARLEY_PORT: String(at.ports.api),
  PARLEY_METRICS_PORT: String(at.ports.apiMetrics),
  PARLEY_WORKER_METRICS_PORT: String(at.ports.workerMetrics),
});

type Options = {
  name: ProgramName;
  programs: Programs;
  projectFolder: string;
  env: NodeJS.ProcessEnv;
  ports: readonly number[];
};

export const programSpec = ({ name, programs, projectFolder, env, ports }: Options): ProcessSpec => ({
  name,
  command: process.execPath,
  args: [...NODE_FLAGS, ...programs[name].map((arg, index) => (index === 0 ? join(projectFolder, arg) : arg))],
  cwd: projectFolder,
  env,
  ports,
  stopSignal: 'SIGTERM',
  stopPatienceMs: Number(env['PARLEY_SHUTDOWN_GRACE_MS']) + 5_000,
});
