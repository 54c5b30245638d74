// Counts what a test run really proved, from vitest's JSON report: a file that did not load or a test left out is no success.

export type Tally = { passed: number; failed: number; skipped: number; files: number };

type Assertion = { status?: string };
type FileResult = { status?: string; assertionResults?: Assertion[] };
export type VitestReport = { testResults?: FileResult[]; success?: boolean };

const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, files: 0 };

export const addTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
      files: sum.files + one.files,
    }),
    NOTHING,
  );

const tallyFile = ({ status, assertionResults = [] }: FileResult): Tally => {
  const count = (...statuses: string[]): number =>
    assertionResults.filter((assertion) => statuses.includes(assertion.status ?? '')).length;
  const passed = count('passed');
  const failed = count('failed');
  const skipped = assertionResults.length - passed - failed;
  // A file can fail without a failed test: it did not load, or a hook threw. That is one failure of its own.
  const failedAsWhole = failed === 0 && (status === 'failed' || assertionResults.length === 0);
  return { passed, failed: failedAsWhole ? 1 : failed, skipped, files: 1 };
};

/**
 * The tally of one vitest run. A run that ended badly without a failed test (an unhandled error, a crash, no report at
 * all) counts as one failure.
 */
export const tallyReport = (report: VitestReport | undefined, exitCode: number | null): Tally => {
  const tally = addTallies((report?.testResults ?? []).map(tallyFile));
  const silentFailure = exitCode !== 0 && tally.failed === 0;
  return silentFailure ? { ...tally, failed: 1 } : tally;
};
