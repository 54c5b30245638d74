// Counts what a test run really proved: a file that did not load or a test left out is no success.

/** What a file came to; `tests` are the states of its tests, `seconds` its loading included. */
export type FileResult = { project: string; path: string; state: string; tests: string[]; seconds: number };

export type Tally = { passed: number; failed: number; skipped: number };

export const addTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );

const tallyFile = ({ state, tests }: FileResult): Tally => {
  const count = (wanted: string): number => tests.filter((test) => test === wanted).length;
  const passed = count('passed');
  const failed = count('failed');
  const skipped = tests.length - passed - failed;
  // A file can fail without a failed test: it did not load, a hook threw, or it never ended. That is one failure of its own.
  const endedWell = tests.length > 0 && (state === 'passed' || state === 'skipped');
  const failedAsWhole = failed === 0 && !endedWell;
  return { passed, failed: failedAsWhole ? 1 : failed, skipped };
};

/** A run that ended badly without a failed test (an unhandled error, a crash, nothing at all) counts as one failure. */
export const tallyRun = (files: readonly FileResult[], exitCode: number | null): Tally => {
  const tally = addTallies(files.map(tallyFile));
  const silentFailure = exitCode !== 0 && tally.failed === 0;
  return silentFailure ? { ...tally, failed: 1 } : tally;
};

const slowestMax = 10;

/** A line each, the slowest first. */
export const slowestFiles = (files: readonly FileResult[]): string[] =>
  files
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, slowestMax)
    .map(({ path, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${path}`);
