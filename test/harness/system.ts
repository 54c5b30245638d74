// A whole Parley for one test file: own PostgreSQL, Temporal server, api and worker as real processes that can be killed.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Knex } from 'knex';
import { afterAll, inject } from 'vitest';
import { ensureDemoTenant } from '../../cli/embedded/demo-tenant.ts';
import type { ApiKeys } from '../../cli/embedded/dev-file.ts';
import { openPool } from '../../infra/db/knex.ts';
import { asLogin, createDatabase, createTestDatabase, migrateForTests, restrictedLogin } from './database.ts';
import { eventually } from './eventually.ts';
import { freePort, startPostgres } from './postgres-server.ts';
import { createProgram, runParley, type ParleyRun, type Program } from './program.ts';
import { startTemporal } from './temporal-server.ts';

export const partNames = ['worker', 'api', 'temporal', 'postgres'] as const;
export type PartName = (typeof partNames)[number];

export type TestTenant = { tenantId: string; apiKeys: ApiKeys };

export type ParleySystem = {
  apiUrl: string;
  metricsUrls: { api: string; worker: string };
  /** Of the login that serves requests; `db` comes as this one too. */
  databaseUrl: string;
  ownerUrl: string;
  db: Knex;
  owner: Knex;
  temporal: Client;
  taskQueue: string;
  temporalAddress: string;
  /** Where objects lie as files. */
  objectsFolder: string;
  tenant: TestTenant;
  programs: Record<'api' | 'worker', Program>;
  /** `env` is added to the settings of an api or a worker. */
  start(part: PartName, env?: Record<string, string>): Promise<void>;
  /** Resolves once the process is gone. */
  kill(part: PartName, signal?: NodeJS.Signals): Promise<void>;
  /** Another tenant with keys of its own, on another platform. */
  addTenant(): Promise<TestTenant>;
  /** An operator's command on this system. */
  parley(...args: string[]): Promise<ParleyRun>;
  /** Repairs at once what the schedule repairs within a minute. */
  reconcile(): Promise<{ started: number; lost: number; undelivered: number }>;
};

const newSecret = (): string => randomBytes(32).toString('base64');

type Part = { start(env?: Record<string, string>): Promise<void>; kill(signal: NodeJS.Signals): Promise<unknown> };
type Servers = {
  databaseUrl: string;
  ownerUrl: string;
  temporalAddress: string;
  /** Those that may be killed. */
  parts: Partial<Record<PartName, Part>>;
  stop(): Promise<unknown>;
};

type Ports = { api: number; apiMetrics: number; workerMetrics: number };

/** `databaseUrl` is what api and worker are told, which may lead through a proxy. */
const settings = (servers: Servers, ports: Ports, taskQueue: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
  DATABASE_URL: servers.databaseUrl,
  TEMPORAL_ADDRESS: servers.temporalAddress,
  PARLEY_TASK_QUEUE: taskQueue,
  PARLEY_SEARCH_ATTRIBUTES: '1',
  PARLEY_HOST: '127.0.0.1',
  PARLEY_PORT: String(ports.api),
  PARLEY_PUBLIC_URL: `http://127.0.0.1:${ports.api}`,
  PARLEY_METRICS_PORT: String(ports.apiMetrics),
  PARLEY_WORKER_METRICS_PORT: String(ports.workerMetrics),
  PARLEY_MASTER_KEY: newSecret(),
  PARLEY_KEY_PEPPER: newSecret(),
  PARLEY_SIGNING_KEY: newSecret(),
  PARLEY_OBJECTS: `fs:${mkdtempSync(join(tmpdir(), 'parley-test-objects-'))}`,
  PARLEY_SHUTDOWN_GRACE_MS: '20000',
  PARLEY_LOG_LEVEL: 'debug',
  // Tests about other things ask more often than anybody should.
  PARLEY_REQUESTS_PER_HOUR: '100000000',
  PARLEY_ADDRESS_REQUESTS_PER_HOUR: '100000000',
});

/** Servers of this file alone, whose data outlives `kill -9`. */
const startServers = async (): Promise<Servers> => {
  const postgres = await startPostgres({ durable: true });
  try {
    const ownerUrl = await createDatabase(postgres.url, 'parley');
    await migrateForTests(ownerUrl);
    const databaseUrl = asLogin(ownerUrl, restrictedLogin);
    const temporal = await startTemporal();
    const stop = () => Promise.all([temporal.stop(), postgres.stop()]);
    return { databaseUrl, ownerUrl, temporalAddress: temporal.address, parts: { postgres, temporal }, stop };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
};

/** A database and a task queue on the servers that all share. */
const shareServers = async (): Promise<Servers> => {
  const { url, ownerUrl, drop } = await createTestDatabase();
  return { databaseUrl: url, ownerUrl, temporalAddress: inject('temporalAddress'), parts: {}, stop: drop };
};

const createReconcile = (temporal: Client, taskQueue: string) => async () =>
  temporal.workflow.execute<() => ReturnType<ParleySystem['reconcile']>>('reconcile', {
    workflowId: `reconcile-by-hand-${randomBytes(4).toString('hex')}`,
    taskQueue,
  });

/** Each has a folder of its own, which is what tells demo tenants apart. */
const createTenants = (env: Record<string, string>) => {
  const folders: string[] = [];
  return {
    add: (): Promise<TestTenant> => {
      const folder = mkdtempSync(join(tmpdir(), 'parley-test-tenant-'));
      folders.push(folder);
      return ensureDemoTenant(folder, env);
    },
    forget: (): void => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })),
  };
};

const untilServing = (apiUrl: string): Promise<unknown> =>
  eventually(
    () =>
      fetch(`${apiUrl}/readyz`).then(
        ({ status }) => status,
        () => 0,
      ),
    (status) => status === 200,
  );

type SystemOptions = {
  start?: ('api' | 'worker')[];
  env?: (databaseUrl: string) => Promise<Record<string, string>>;
  ownServers?: boolean;
};

/**
 * Starts api and worker and stops them after the file's last test; `start` leaves one of them for the test to start.
 * Whoever kills PostgreSQL or Temporal asks for `ownServers`.
 */
export const useSystem = async (options: SystemOptions = {}): Promise<ParleySystem> => {
  const servers = await (options.ownServers === true ? startServers() : shareServers());
  const taskQueue = `parley-test-${randomBytes(4).toString('hex')}`;
  const ports = { api: await freePort(), apiMetrics: await freePort(), workerMetrics: await freePort() };
  const own = settings(servers, ports, taskQueue);
  const env = { ...own, ...(await options.env?.(servers.databaseUrl)) };
  const apiUrl = `http://127.0.0.1:${ports.api}`;
  const programs = {
    api: createProgram({ file: 'api/main.ts', env, readyWords: 'api.ready' }),
    worker: createProgram({ file: 'worker/main.ts', env, readyWords: 'worker.ready' }),
  };
  const parts: Partial<Record<PartName, Part>> = { ...servers.parts, ...programs };
  const partOf = (name: PartName): Part => {
    const part = parts[name];
    if (part === undefined) throw new Error(`${name} is shared with other suites: ask for ownServers`);
    return part;
  };
  const tenants = createTenants(own);
  const objectsFolder = own['PARLEY_OBJECTS']?.slice('fs:'.length) ?? '';
  const { databaseUrl, ownerUrl } = servers;
  const [db, owner] = [databaseUrl, ownerUrl].map((url) =>
    openPool({ databaseUrl: url, poolMax: 5, statementTimeoutMs: 20_000, applicationName: 'parley-test' }),
  ) as [Knex, Knex];
  const connection = Connection.lazy({ address: servers.temporalAddress });
  afterAll(async () => {
    await Promise.all([programs.api.kill('SIGKILL'), programs.worker.kill('SIGKILL')]);
    await connection.close();
    await Promise.all([db.destroy(), owner.destroy()]);
    await servers.stop();
    rmSync(objectsFolder, { recursive: true, force: true });
    tenants.forget();
  });
  const tenant = await tenants.add();
  await Promise.all((options.start ?? ['api', 'worker']).map((name) => programs[name].start()));
  const temporal = new Client({ connection, identity: 'operator-test' });
  return {
    apiUrl,
    metricsUrls: {
      api: `http://127.0.0.1:${ports.apiMetrics}/metrics`,
      worker: `http://127.0.0.1:${ports.workerMetrics}/metrics`,
    },
    databaseUrl,
    ownerUrl,
    db,
    owner,
    temporal,
    taskQueue,
    tenant,
    programs,
    temporalAddress: servers.temporalAddress,
    objectsFolder,
    start: async (part, extra) => {
      await partOf(part).start(extra);
      if (part === 'api') await untilServing(apiUrl);
    },
    kill: async (part, signal = 'SIGKILL') => void (await partOf(part).kill(signal)),
    addTenant: tenants.add,
    parley: (...args) => runParley(args, env),
    reconcile: createReconcile(temporal, taskQueue),
  };
};
