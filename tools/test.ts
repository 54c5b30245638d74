// The command behind `npm test`: all gates beside all suites, then who was slow, then one line with the sum.
import { buildPages } from '../cli/embedded/web-pages.ts';
import { runChecks } from './check.ts';
import { addTallies, slowestFiles, tallyRun } from './tests/report.ts';
import type { FileResult, Tally } from './tests/report.ts';
import { runVitest } from './tests/run-vitest.ts';

const timeoutMs = 40 * 60_000;

/** As `vitest.config.ts` names them. */
const projects = ['fast', 'temporal', 'system', 'browser'];

const runGates = async (): Promise<Tally> => {
  const { passed, failed } = await runChecks([], { fix: false });
  return { passed, failed, skipped: 0 };
};

/** A project without a single test is a mistake, unless a filter asked for few. */
const emptyProjects = (files: readonly FileResult[], filters: readonly string[]): Tally => {
  const empty = projects.filter((name) => !files.some(({ project }) => project === name));
  if (filters.length > 0 || empty.length === 0) return addTallies([]);
  console.log(`\nEmpty or not started: ${empty.join(', ')}.`);
  return { passed: 0, failed: empty.length, skipped: 0 };
};

const runSuites = async (filters: readonly string[], stop: AbortSignal): Promise<Tally> => {
  const { files, exitCode } = await runVitest(filters, { timeoutMs, stop });
  const unended = files.filter(({ state }) => state === 'running').map(({ path }) => path);
  if (unended.length > 0) console.log(`\nDid not end: ${unended.join(', ')}`);
  if (files.length > 0) console.log(`\nThe slowest files:\n${slowestFiles(files).join('\n')}`);
  return addTallies([tallyRun(files, exitCode), emptyProjects(files, filters)]);
};

/** In CI a test that was left out proves nothing and counts as failed. */
const settle = ({ passed, failed, skipped }: Tally): { passed: number; failed: number } => {
  if (skipped === 0) return { passed, failed };
  console.log(`\n${skipped} skipped${process.env['CI'] ? ', which count as failed' : ''}.`);
  return { passed, failed: process.env['CI'] ? failed + skipped : failed };
};

/**
 * Runs all gates and suites, or with arguments only the test files whose path contains one of them. Returns the exit
 * code; the last line printed is always `N passed, N failed`.
 */
export const runTests = async (args: readonly string[]): Promise<number> => {
  const filters = args.filter((arg) => !arg.startsWith('-'));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  // Before both, since gates look at what tests open.
  await buildPages('.');
  const runs = [runSuites(filters, stop.signal), ...(filters.length === 0 ? [runGates()] : [])];
  const { passed, failed } = settle(addTallies(await Promise.all(runs)));
  const nothingRan = passed + failed === 0;
  if (nothingRan) console.log(`\nNo test file matches ${filters.join(', ')}.`);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 || nothingRan ? 1 : 0;
};
