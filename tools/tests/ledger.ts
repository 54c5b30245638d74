// What each test file came to, written down as it ends: a run that is stopped still tells what it proved and who hung.
import { appendFileSync, readFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

import type { FileResult } from './report.ts';

/** Names the ledger's file to the run; without it nothing is written. */
export const ledgerVariable = 'PARLEY_TEST_LEDGER';

const resultOf = (module: TestModule): FileResult => {
  const { duration, collectDuration, setupDuration, prepareDuration } = module.diagnostic();
  return {
    project: module.project.name,
    path: module.relativeModuleId,
    state: module.state(),
    tests: [...module.children.allTests()].map((test) => test.result().state),
    seconds: (duration + collectDuration + setupDuration + prepareDuration) / 1_000,
  };
};

export const ledgerReporter = (): Reporter => {
  const path = process.env[ledgerVariable];
  const write = (result: FileResult): void => {
    if (path !== undefined) appendFileSync(path, `${JSON.stringify(result)}\n`);
  };
  return {
    onTestModuleQueued: (module) => write({ ...resultOf(module), state: 'running' }),
    onTestModuleEnd: (module) => write(resultOf(module)),
    // Once more for all, since what happens after a file's end may still fail it.
    onTestRunEnd: (modules) => modules.map(resultOf).forEach(write),
  };
};

/** The last word on every file. */
export const readLedger = (path: string): FileResult[] => {
  const files = new Map<string, FileResult>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const result: FileResult = JSON.parse(line);
    files.set(`${result.project} ${result.path}`, result);
  }
  return [...files.values()];
};
