// The command behind `npm test`: all gates, then all suites in an order that suits two cores, then one line with the sum.
import { runChecks } from './check.ts';
import { addTallies } from './tests/report.ts';
import type { Tally } from './tests/report.ts';
import { runProject } from './tests/run-project.ts';

const MINUTE_MS = 60_000;

/** Fast ones first, side by side; then those on a Temporal server; last, one by one, those that kill processes. */
const PROJECTS = [
  { project: 'fast', timeoutMs: 15 * MINUTE_MS },
  { project: 'temporal', timeoutMs: 20 * MINUTE_MS },
  { project: 'system', timeoutMs: 30 * MINUTE_MS },
];

type Suite = (typeof PROJECTS)[number];

const runGates = async (): Promise<Tally> => {
  const { passed, failed } = await runChecks([], { fix: false });
  return { passed, failed, skipped: 0, files: 0 };
};

/** A project without a single test is a mistake, unless a filter asked for few. */
const runSuite = async (suite: Suite, filters: readonly string[], stop: AbortSignal): Promise<Tally> => {
  console.log(`\n== ${suite.project} ==`);
  const tally = await runProject({ ...suite, filters, stop });
  if (filters.length > 0 || tally.files > 0) return tally;
  console.log(`The ${suite.project} suites are empty or did not start.`);
  return { ...tally, failed: Math.max(tally.failed, 1) };
};

/** In CI a test that was left out proves nothing and counts as failed. */
const settle = ({ passed, failed, skipped }: Tally): { passed: number; failed: number } => {
  if (skipped === 0) return { passed, failed };
  console.log(`\n${skipped} skipped${process.env['CI'] ? ', which count as failed' : ''}.`);
  return { passed, failed: process.env['CI'] ? failed + skipped : failed };
};

const runAll = async (filters: readonly string[], stop: AbortSignal): Promise<Tally> => {
  const tallies: Tally[] = [];
  if (filters.length === 0) tallies.push(await runGates());
  for (const suite of PROJECTS) {
    if (stop.aborted) tallies.push({ passed: 0, failed: 1, skipped: 0, files: 0 });
    else tallies.push(await runSuite(suite, filters, stop));
  }
  return addTallies(tallies);
};

/**
 * Runs all gates and suites, or with arguments only the test files whose path contains one of them. Returns the exit
 * code; the last line printed is always `N passed, N failed`.
 */
export const runTests = async (args: readonly string[]): Promise<number> => {
  const filters = args.filter((arg) => !arg.startsWith('-'));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  const { passed, failed } = settle(await runAll(filters, stop.signal));
  const nothingRan = passed + failed === 0;
  if (nothingRan) console.log(`\nNo test file matches ${filters.join(', ')}.`);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 || nothingRan ? 1 : 0;
};
