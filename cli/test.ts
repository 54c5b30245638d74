// The command behind `npm test`: all gates, then all suites in an order that suits two cores, then one line with the sum.
import { runChecks } from './check.ts';
import type { Command } from './command.ts';
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

const runGates = async (): Promise<Tally> => {
  const { passed, failed } = await runChecks([], { fix: false });
  return { passed, failed, skipped: 0, files: 0 };
};

/** A project without a single test is a mistake, unless a filter asked for few. */
const runSuite = async (suite: (typeof PROJECTS)[number], filters: readonly string[]): Promise<Tally> => {
  console.log(`\n== ${suite.project} ==`);
  const tally = await runProject({ ...suite, filters });
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

/** The exit code. The last line printed is always `N passed, N failed`. */
export const runTests = async (filters: readonly string[]): Promise<number> => {
  const tallies: Tally[] = [];
  if (filters.length === 0) tallies.push(await runGates());
  for (const suite of PROJECTS) tallies.push(await runSuite(suite, filters));
  const { passed, failed } = settle(addTallies(tallies));
  const nothingRan = passed + failed === 0;
  if (nothingRan) console.log(`\nNo test file matches ${filters.join(', ')}.`);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 || nothingRan ? 1 : 0;
};

const USAGE = `npm test [-- <filter> …]

Runs every gate (format, lint, types, structure, unused code, generated files) and every suite. With filters, only test
files whose path contains one of them, without the gates: npm test -- room`;

export const testCommand: Command = {
  name: 'test',
  summary: 'run every check and every test (npm test)',
  usage: USAGE,
  run: (args) => runTests(args.filter((arg) => !arg.startsWith('-'))),
};
