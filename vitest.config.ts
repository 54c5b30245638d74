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

type Kind = 'crash' | 'browser' | 'temporal' | 'system' | 'fast';

/** Crashes wait and browsers work: by turns they leave no core idle. The short ones of whole systems close their group, so that nobody waits for one long file. */
const stages: Record<Kind, number> = { crash: 0, browser: 0, temporal: 1, system: 2, fast: 3 };

class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const counts = new Map<string, number>();
    const placed = (await super.sort(files)).map((file) => {
      const kind = file.moduleId.includes('/test/crash/') ? 'crash' : (file.project.name as Kind);
      const turn = counts.get(kind) ?? 0;
      counts.set(kind, turn + 1);
      return { file, stage: stages[kind], turn };
    });
    return placed.toSorted((a, b) => a.stage - b.stage || a.turn - b.turn).map(({ file }) => file);
  }
}

const common = {
  pool: 'forks' as const,
  allowOnly: false,
  restoreMocks: true,
  unstubEnvs: true,
  // One more than work at a time: whole systems wait about as long as they work, and with two more crashes do not end in time.
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
          // Most of what such a file costs is loading the code: each process does it once. What a file changes in the process it puts back.
          isolate: false,
          // After the others, in processes that work without a pause.
          sequence: { groupOrder: 1 },
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
