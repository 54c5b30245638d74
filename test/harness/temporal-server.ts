// A Temporal server that a test may kill and start again: it stands on a database file.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { temporalSpec } from '../../cli/embedded/temporal.ts';
import { freePort } from './postgres-server.ts';

export type TemporalServer = {
  address: string;
  pid(): number | undefined;
  start(): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
};

/** The CLI that `npm test` has found or fetched; a missing one fails the suite instead of hiding it. */
export const cliPath = (): string => {
  const path = process.env['TEMPORAL_CLI_PATH'];
  if (!path || !existsSync(path))
    throw new Error('TEMPORAL_CLI_PATH does not name a Temporal CLI: run the tests through npm test');
  return path;
};

const startAttemptsMax = 3;

const waitUntilServing = async (address: string, child: ChildProcess): Promise<void> => {
  const ended = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`the Temporal server ended with ${code}`))),
  );
  const serving = Connection.connect({ address, connectTimeout: 30_000 });
  const connection = await Promise.race([serving, ended]);
  ended.catch(() => undefined);
  await connection.close();
};

const exitOf = (child: ChildProcess | undefined): Promise<void> =>
  new Promise((resolve) =>
    !child || child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve()),
  );

/** On free ports of its own; the server opens more, so that even these may be taken by the time it starts. */
const prepare = async (stateFolder: string): Promise<TemporalServer> => {
  const ports = { temporal: await freePort(), temporalUi: await freePort(), temporalMetrics: await freePort() };
  const spec = temporalSpec({ cli: cliPath(), stateFolder, ports });
  const address = `127.0.0.1:${ports.temporal}`;
  let child: ChildProcess | undefined;
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    child?.kill(signal);
    await exitOf(child);
  };
  return {
    address,
    pid: () => child?.pid,
    start: async () => {
      child = spawn(spec.command, spec.args, { cwd: spec.cwd, env: spec.env, stdio: 'ignore' });
      await waitUntilServing(address, child);
    },
    kill,
    stop: async () => {
      await kill('SIGKILL');
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
};

export const startTemporal = async (): Promise<TemporalServer> => {
  for (let attempt = 1; ; attempt += 1) {
    const server = await prepare(mkdtempSync(join(tmpdir(), 'parley-test-temporal-')));
    try {
      await server.start();
      return server;
    } catch (error) {
      await server.stop();
      if (attempt === startAttemptsMax) throw error;
    }
  }
};
