import { expect, test } from 'vitest';

import { addTallies, slowestFiles, tallyRun } from './report.ts';

const file = (...tests: string[]) => ({
  project: 'fast',
  path: 'a.test.ts',
  state: tests.includes('failed') ? 'failed' : 'passed',
  tests,
  seconds: 1,
});

test('passed, failed and skipped tests of all files are counted', () => {
  const files = [file('passed', 'passed'), file('passed', 'failed', 'skipped', 'pending')];

  expect(tallyRun(files, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

test('a file that did not load is a failure', () => {
  expect(tallyRun([{ ...file(), state: 'failed' }], 1)).toMatchObject({ passed: 0, failed: 1 });
  expect(tallyRun([file()], 0)).toMatchObject({ passed: 0, failed: 1 });
});

test('a file whose hook failed is a failure even when its tests passed', () => {
  expect(tallyRun([{ ...file('passed'), state: 'failed' }], 1)).toMatchObject({ passed: 1, failed: 1 });
});

test('a file that never ended is a failure beside what the others proved', () => {
  expect(tallyRun([file('passed'), { ...file(), state: 'running' }], null)).toMatchObject({ passed: 1, failed: 1 });
});

test('a run that ended badly without a failed test is a failure', () => {
  expect(tallyRun([file('passed')], 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(tallyRun([], null)).toMatchObject({ passed: 0, failed: 1 });
});

test('tallies add up', () => {
  const tally = { passed: 1, failed: 2, skipped: 3 };

  expect(addTallies([tally, tally])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  expect(addTallies([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test('the ten slowest files are named with their seconds, the slowest first', () => {
  const files = Array.from({ length: 12 }, (_, index) => ({ ...file(), path: `${index}.test.ts`, seconds: index }));

  const lines = slowestFiles(files);

  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('   11.0 s  11.test.ts');
  expect(lines.at(-1)).toBe('    2.0 s  2.test.ts');
});
