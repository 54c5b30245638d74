// Starts and kills whole systems for tests: real PostgreSQL and Temporal, stand-ins for api and worker.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createProcessRecords } from '../../cli/embedded/process-records.ts';
import type { DevFile } from '../../cli/embedded/dev-file.ts';
import { ensureTemporalCli } from '../../cli/setup/temporal-cli.mjs';

const projectFolder = join(import.meta.dirname, '..', '..');

export const freePort = async (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

export const eventually = async (what: string, condition: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 40_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`did not happen: ${what}`);
    await sleep(30);
  }
};

export type RecordedProcess = { name: string; pid: number };

export type EmbeddedRun = {
  supervisor: ChildProcess;
  output: () => string;
  exitCode: () => Promise<number | null>;
};

export type Workplace = {
  folder: string;
  stateFolder: string;
  run: () => EmbeddedRun;
  dev: () => DevFile | null;
  processes: () => RecordedProcess[];
  clean: () => Promise<void>;
};

const readJson = (path: string): unknown => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);

const startRun = (env: NodeJS.ProcessEnv, stateFolder: string, sharedFolder: string): EmbeddedRun => {
  const script = join(import.meta.dirname, 'stand-ins', 'run-up.ts');
  const supervisor = spawn(process.execPath, [script, stateFolder, sharedFolder], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  supervisor.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  supervisor.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => supervisor.once('close', (code) => resolve(code)));
  return { supervisor, output: () => text, exitCode: async () => ended };
};

/** A state folder of its own with free ports; `clean` leaves no process and no file. */
export const createWorkplace = async (): Promise<Workplace> => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-up-'));
  // PostgreSQL's own user must get through to its data.
  chmodSync(folder, 0o755);
  const stateFolder = join(folder, '.parley');
  const sharedFolder = join(folder, 'shared');
  const cli = await ensureTemporalCli({
    env: process.env,
    cache: join(projectFolder, '.parley', 'bin'),
    say: () => undefined,
  });
  const env: NodeJS.ProcessEnv = { ...process.env, TEMPORAL_CLI_PATH: cli, NO_COLOR: '1' };
  for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'PARLEY_PUBLIC_URL']) delete env[name];
  for (const name of [
    'PORT',
    'METRICS_PORT',
    'WORKER_METRICS_PORT',
    'POSTGRES_PORT',
    'TEMPORAL_PORT',
    'TEMPORAL_UI_PORT',
  ]) {
    env[`PARLEY_${name}`] = String(await freePort());
  }
  const runs: EmbeddedRun[] = [];
  return {
    folder,
    stateFolder,
    run: () => {
      const run = startRun(env, stateFolder, sharedFolder);
      runs.push(run);
      return run;
    },
    dev: () => readJson(join(stateFolder, 'dev.json')) as DevFile | null,
    processes: () => (readJson(join(stateFolder, 'processes.json')) ?? []) as RecordedProcess[],
    clean: async () => {
      for (const run of runs) run.supervisor.kill('SIGKILL');
      await Promise.all(runs.map(async (run) => run.exitCode()));
      if (existsSync(stateFolder)) await createProcessRecords(stateFolder).stopLeftovers();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
