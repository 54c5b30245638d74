// Runs one vitest project as a process of its own and returns its tally; the report file is the truth, the screen is for people.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toolEnvironment } from '../checks/run-tool.ts';

import { tallyReport } from './report.ts';
import type { Tally, VitestReport } from './report.ts';

const readReport = (path: string): VitestReport | undefined => {
  try {
    const report: VitestReport = JSON.parse(readFileSync(path, 'utf8'));
    return report;
  } catch {
    return undefined;
  }
};

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
const runVitest = (args: readonly string[], { timeoutMs, stop }: Limits): Promise<number | null> =>
  new Promise((settle) => {
    const child = spawn('vitest', args, {
      env: toolEnvironment(),
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
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

type ProjectRun = Limits & { project: string; filters: readonly string[] };

/** Runs the project's test files whose path contains one of `filters`, or all. */
export const runProject = async ({ project, filters, ...limits }: ProjectRun): Promise<Tally> => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tests-'));
  const reportPath = join(folder, 'report.json');
  const quietWhenEmpty = filters.length > 0 ? ['--passWithNoTests'] : [];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`];
  try {
    const args = ['run', '--project', project, ...reporters, ...quietWhenEmpty, ...filters];
    const exitCode = await runVitest(args, limits);
    return tallyReport(readReport(reportPath), exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
