// Four kinds of tests, told apart by folder: those that need no server but PostgreSQL, those on Temporal, those of whole processes, and those in a browser.
import { availableParallelism } from 'node:os';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

import { ledgerReporter } from './tools/tests/ledger.ts';

const minutes = (count: number): number => count * 60_000;

const TEMPORAL = ['test/{workflow,replay}/**/*.test.ts'];
const SYSTEM = ['test/{crash,cli,e2e,hygiene}/**/*.test.ts'];
const BROWSER = ['test/browser/**/*.test.ts'];
const IGNORED = ['node_modules/**', 'dist/**', '.parley/**'];

/** All projects share one queue. Those that wait most come first, so that quick ones fill every gap and nobody waits for one long file at the end. */
const queueOrder = ['system', 'browser', 'temporal', 'fast'];

class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project }: TestSpecification): number => queueOrder.indexOf(project.name);
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

const common = {
  pool: 'forks' as const,
  allowOnly: false,
  restoreMocks: true,
  unstubEnvs: true,
  // One more than cores: whole systems wait more than they work.
  maxWorkers: Math.min(availableParallelism() + 1, 4),
};

export default defineConfig({
  test: {
    ...common,
    // Once for all projects.
    globalSetup: ['test/harness/global-setup.ts'],
    passWithNoTests: false,
    reporters: ['default', ledgerReporter()],
    sequence: { sequencer: WaitingFirst },
    projects: [
      {
        test: {
          ...common,
          name: 'fast',
          include: ['**/*.test.ts'],
          exclude: [...IGNORED, ...TEMPORAL, ...SYSTEM, ...BROWSER],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...common,
          name: 'temporal',
          globalSetup: ['test/harness/temporal-setup.ts'],
          include: TEMPORAL,
          exclude: IGNORED,
          testTimeout: minutes(2),
          hookTimeout: minutes(2),
        },
      },
      {
        test: {
          ...common,
          name: 'system',
          globalSetup: ['test/harness/temporal-setup.ts'],
          include: SYSTEM,
          exclude: IGNORED,
          // Crashes of one suite come to their ends side by side.
          maxConcurrency: 20,
          testTimeout: minutes(5),
          hookTimeout: minutes(5),
        },
      },
      {
        test: {
          ...common,
          name: 'browser',
          globalSetup: ['test/harness/temporal-setup.ts'],
          include: BROWSER,
          exclude: IGNORED,
          // Every page is a process that works: more of them at once only wait for each other.
          maxConcurrency: 3,
          testTimeout: minutes(4),
          hookTimeout: minutes(4),
        },
      },
    ],
  },
});
