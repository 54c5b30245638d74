// Runs the test files as a process of their own and returns what each came to; the ledger is the truth, the screen is for people.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { toolEnvironment } from '../checks/run-tool.ts';

import { ledgerVariable, readLedger } from './ledger.ts';
import type { FileResult } from './report.ts';

/** Ends a process group; the process may be gone already, with or without its children. */
const killGroup = (leader: number | undefined, signal: NodeJS.Signals): void => {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch {
    // Nobody is left in the group.
  }
};

type Limits = {
  timeoutMs: number;
  /** Aborted when the user wants to stop. */
  stop: AbortSignal;
};

/** In a process group of its own, so that a run which hangs is ended with everything it started. Returns the exit code. */
const spawnVitest = (
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { timeoutMs, stop }: Limits,
): Promise<number | null> =>
  new Promise((settle) => {
    const child = spawn('vitest', args, { env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    const interrupt = (): void => killGroup(child.pid, 'SIGTERM');
    stop.addEventListener('abort', interrupt);
    const deadline = setTimeout(() => {
      console.log(`\nNo end after ${timeoutMs / 60_000} minutes: stopped.`);
      killGroup(child.pid, 'SIGKILL');
    }, timeoutMs);
    const finish = (exitCode: number | null): void => {
      clearTimeout(deadline);
      stop.removeEventListener('abort', interrupt);
      killGroup(child.pid, 'SIGKILL');
      settle(exitCode);
    };
    child.once('error', () => finish(null));
    child.once('exit', finish);
  });

/** Runs the test files whose path contains one of `filters`, or all. */
export const runVitest = async (
  filters: readonly string[],
  limits: Limits,
): Promise<{ files: FileResult[]; exitCode: number | null }> => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tests-'));
  const ledger = join(folder, 'ledger.jsonl');
  const env = {
    ...toolEnvironment(),
    [ledgerVariable]: ledger,
    NODE_COMPILE_CACHE: resolve('node_modules/.cache/node'),
  };
  try {
    const exitCode = await spawnVitest(['run', '--passWithNoTests', ...filters], env, limits);
    return { files: existsSync(ledger) ? readLedger(ledger) : [], exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
