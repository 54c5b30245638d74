// A real Temporal server for one test file, on a database file so that it can be killed and started again.
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
const cliPath = (): string => {
  const path = process.env['TEMPORAL_CLI_PATH'];
  if (!path || !existsSync(path))
    throw new Error('TEMPORAL_CLI_PATH does not name a Temporal CLI: run the tests through npm test');
  return path;
};

const waitUntilServing = async (address: string): Promise<void> => {
  const connection = await Connection.connect({ address, connectTimeout: 30_000 });
  await connection.close();
};

export const startTemporal = async (): Promise<TemporalServer> => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'parley-test-temporal-'));
  const [port, uiPort] = [await freePort(), await freePort()];
  const spec = temporalSpec({ cli: cliPath(), stateFolder, port, uiPort });
  const address = `127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const exited = (): Promise<void> =>
    new Promise((resolve) =>
      !child || child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve()),
    );
  const start = async (): Promise<void> => {
    child = spawn(spec.command, spec.args, { cwd: spec.cwd, env: spec.env, stdio: 'ignore' });
    await waitUntilServing(address);
  };
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    child?.kill(signal);
    await exited();
  };
  await start();
  return {
    address,
    pid: () => child?.pid,
    start,
    kill,
    stop: async () => {
      await kill('SIGKILL');
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
};
