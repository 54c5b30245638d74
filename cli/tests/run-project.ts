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

type Ending = { exitCode: number | null };

/** In a process group of its own, so that a run which hangs is ended with everything it started. */
const runVitest = (args: readonly string[], timeoutMs: number): Promise<Ending> =>
  new Promise((settle) => {
    const child = spawn('vitest', args, {
      env: toolEnvironment(),
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    const stop = (signal: NodeJS.Signals): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // The group is gone already.
      }
    };
    const interrupt = (): void => stop('SIGINT');
    const terminate = (): void => stop('SIGTERM');
    process.on('SIGINT', interrupt).on('SIGTERM', terminate);
    const deadline = setTimeout(() => {
      console.log(`\nNo end after ${timeoutMs / 60_000} minutes: stopped.`);
      stop('SIGKILL');
    }, timeoutMs);
    const finish = (exitCode: number | null): void => {
      clearTimeout(deadline);
      process.off('SIGINT', interrupt).off('SIGTERM', terminate);
      settle({ exitCode });
    };
    child.once('error', () => finish(null));
    child.once('close', finish);
  });

export type ProjectRun = { project: string; filters: readonly string[]; timeoutMs: number };

/** Runs the project's test files whose path contains one of `filters`, or all. */
export const runProject = async ({ project, filters, timeoutMs }: ProjectRun): Promise<Tally> => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tests-'));
  const reportPath = join(folder, 'report.json');
  const quietWhenEmpty = filters.length > 0 ? ['--passWithNoTests'] : [];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`];
  try {
    const { exitCode } = await runVitest(
      ['run', '--project', project, ...reporters, ...quietWhenEmpty, ...filters],
      timeoutMs,
    );
    return tallyReport(readReport(reportPath), exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
