// A system of its own for one bench run: durable PostgreSQL, Temporal on a file, api and worker as processes.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureDemoTenant } from '../cli/embedded/demo-tenant.ts';
import { NODE_FLAGS } from '../cli/embedded/programs.ts';
import { buildPages } from '../cli/embedded/web-pages.ts';
import { migrateToLatest } from '../infra/db/migrate.ts';
import { freePort, startPostgres } from '../test/harness/postgres-server.ts';
import { createProgram, projectFolder } from '../test/harness/program.ts';
import { startTemporal } from '../test/harness/temporal-server.ts';
import { startRecogniser } from './recogniser.ts';
import type { BenchSystem } from './scenario.ts';

const secret = (): string => randomBytes(32).toString('base64');

type Addresses = { databaseUrl: string; temporalAddress: string; recogniserUrl: string };

const settings = async (addresses: Addresses, folder: string): Promise<Record<string, string>> => {
  const apiPort = await freePort();
  return {
    PATH: process.env['PATH'] ?? '',
    NODE_OPTIONS: NODE_FLAGS.join(' '),
    DATABASE_URL: addresses.databaseUrl,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    PARLEY_STT_URL: addresses.recogniserUrl,
    PARLEY_OBJECTS: `fs:${join(folder, 'objects')}`,
    PARLEY_SEARCH_ATTRIBUTES: '1',
    PARLEY_HOST: '127.0.0.1',
    PARLEY_PORT: String(apiPort),
    PARLEY_PUBLIC_URL: `http://127.0.0.1:${apiPort}`,
    PARLEY_METRICS_PORT: String(await freePort()),
    PARLEY_WORKER_METRICS_PORT: String(await freePort()),
    PARLEY_MASTER_KEY: secret(),
    PARLEY_KEY_PEPPER: secret(),
    PARLEY_SIGNING_KEY: secret(),
    PARLEY_LOG_LEVEL: 'warn',
    PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8',
    PARLEY_REQUESTS_PER_HOUR: '100000000',
    PARLEY_ADDRESS_REQUESTS_PER_HOUR: '100000000',
  };
};

const isServing = async (apiUrl: string): Promise<boolean> => {
  try {
    const response = await fetch(`${apiUrl}/readyz`);
    return ((await response.json()) as { worker?: string }).worker === 'up';
  } catch {
    return false;
  }
};

const untilServing = async (apiUrl: string): Promise<void> => {
  const deadline = Date.now() + 60_000;
  while (!(await isServing(apiUrl))) {
    if (Date.now() > deadline) throw new Error('the system did not come up');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

export const startBenchSystem = async (): Promise<BenchSystem & { stop(): Promise<void> }> => {
  // Counts every statement, for what a request costs.
  const postgres = await startPostgres({ durable: true, settings: ['shared_preload_libraries=pg_stat_statements'] });
  const pages = await buildPages(projectFolder);
  if (pages.state === 'failed') throw new Error(`The pages cannot be built:\n${pages.output}`);
  await migrateToLatest(postgres.url);
  const temporal = await startTemporal();
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const recogniser = await startRecogniser();
  const addresses = { databaseUrl: postgres.url, temporalAddress: temporal.address, recogniserUrl: recogniser.url };
  const env = await settings(addresses, folder);
  const { apiKeys } = await ensureDemoTenant(folder, env);
  const apiUrl = env['PARLEY_PUBLIC_URL'] ?? '';
  const api = createProgram({ file: 'api/main.ts', env, readyWords: '' });
  // The API may still believe in the worker that was killed; this one's own word counts.
  const workerEnv = { ...env, PARLEY_LOG_LEVEL: 'info' };
  const worker = createProgram({ file: 'worker/main.ts', env: workerEnv, readyWords: 'worker.ready' });
  const startWorker = async (extra: Record<string, string> = {}): Promise<void> => {
    await worker.start(extra);
    await untilServing(apiUrl);
  };
  await api.start();
  await startWorker();
  return {
    apiUrl,
    apiKey: apiKeys.integration,
    databaseUrl: postgres.url,
    temporalAddress: temporal.address,
    metricsUrls: {
      api: `http://127.0.0.1:${env['PARLEY_METRICS_PORT'] ?? ''}/metrics`,
      worker: `http://127.0.0.1:${env['PARLEY_WORKER_METRICS_PORT'] ?? ''}/metrics`,
    },
    recogniser,
    pids: () => ({ api: api.pid(), worker: worker.pid(), temporal: temporal.pid() }),
    kill: async () => void (await worker.kill('SIGKILL')),
    startWorker,
    stop: async () => {
      await Promise.all([api.kill('SIGTERM'), worker.kill('SIGKILL')]);
      await temporal.stop();
      await postgres.stop();
      await recogniser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
