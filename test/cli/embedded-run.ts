// Starts and kills whole systems for tests: real PostgreSQL and Temporal, stand-ins for api and worker.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createProcessRecords } from '../../cli/embedded/process-records.ts';
import type { DevFile } from '../../cli/embedded/dev-file.ts';
import { ensureTemporalCli } from '../../cli/setup/temporal-cli.mjs';

const projectFolder = join(import.meta.dirname, '..', '..');

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
  /** `settings` are added to its environment. */
  run: (settings?: Record<string, string>) => EmbeddedRun;
  dev: () => DevFile | null;
  processes: () => RecordedProcess[];
  /** Once an API is about to listen there, another program does; this ends it. */
  steal: (setting: 'PARLEY_PORT' | 'PARLEY_METRICS_PORT') => () => void;
  clean: () => Promise<void>;
};

/** Settings of whoever runs the tests, which would lead elsewhere. */
export const foreign = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'PARLEY_PUBLIC_URL', 'PARLEY_ENGINE'];

const portNames = ['api', 'apiMetrics', 'workerMetrics', 'postgres', 'temporal', 'temporalUi', 'temporalMetrics'];

/** Makes a first start wish for ports that hardly anybody has; which ones it gets is its own affair. */
export const scatterPorts = (stateFolder: string): void => {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const ports = Object.fromEntries(portNames.map((name) => [name, randomInt(10_000, 32_000)]));
  writeFileSync(join(stateFolder, 'ports.json'), JSON.stringify(ports));
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
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    TEMPORAL_CLI_PATH: cli,
    NO_COLOR: '1',
    THIEF_FILE: join(folder, 'thief'),
  };
  for (const name of foreign) delete env[name];
  scatterPorts(stateFolder);
  const runs: EmbeddedRun[] = [];
  return {
    folder,
    stateFolder,
    run: (settings = {}) => {
      const run = startRun({ ...env, ...settings }, stateFolder, sharedFolder);
      runs.push(run);
      return run;
    },
    dev: () => readJson(join(stateFolder, 'dev.json')) as DevFile | null,
    processes: () => (readJson(join(stateFolder, 'processes.json')) ?? []) as RecordedProcess[],
    steal: (setting) => {
      const file = join(folder, 'thief');
      writeFileSync(file, setting);
      return () => process.kill(Number(readFileSync(`${file}.pid`, 'utf8')), 'SIGKILL');
    },
    clean: async () => {
      for (const run of runs) run.supervisor.kill('SIGKILL');
      await Promise.all(runs.map(async (run) => run.exitCode()));
      if (existsSync(stateFolder)) await createProcessRecords(stateFolder).stopLeftovers();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
