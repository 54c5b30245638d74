import { expect, test } from 'vitest';

import { addTallies, tallyReport } from './report.ts';

const file = (...statuses: string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});

test('passed, failed and skipped tests of all files are counted', () => {
  const report = { testResults: [file('passed', 'passed'), file('passed', 'failed', 'skipped', 'todo')] };

  expect(tallyReport(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2, files: 2 });
});

test('a file that did not load is a failure', () => {
  const report = { testResults: [{ status: 'failed', assertionResults: [] }] };

  expect(tallyReport(report, 1)).toMatchObject({ passed: 0, failed: 1 });
});

test('a file whose hook failed is a failure even when its tests passed', () => {
  const report = { testResults: [{ ...file('passed'), status: 'failed' }] };

  expect(tallyReport(report, 1)).toMatchObject({ passed: 1, failed: 1 });
});

test('a run that ended badly without a failed test is a failure', () => {
  expect(tallyReport({ testResults: [file('passed')] }, 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(tallyReport(undefined, null)).toMatchObject({ passed: 0, failed: 1 });
});

test('tallies add up', () => {
  const tally = { passed: 1, failed: 2, skipped: 3, files: 4 };

  expect(addTallies([tally, tally])).toEqual({ passed: 2, failed: 4, skipped: 6, files: 8 });
  expect(addTallies([])).toEqual({ passed: 0, failed: 0, skipped: 0, files: 0 });
});
