// Three kinds of tests, told apart by folder: fast ones run side by side, those that share a Temporal server or kill processes do not.
import { defineConfig } from 'vitest/config';

const minutes = (count: number): number => count * 60_000;

const TEMPORAL = ['test/{workflow,replay}/**/*.test.ts'];
const SYSTEM = ['test/{crash,cli,e2e,hygiene}/**/*.test.ts'];
const IGNORED = ['node_modules/**', 'dist/**', '.parley/**', 'web/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    globalSetup: ['test/harness/global-setup.ts'],
    allowOnly: false,
    passWithNoTests: false,
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['**/*.test.ts'],
          exclude: [...IGNORED, ...TEMPORAL, ...SYSTEM],
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'temporal',
          include: TEMPORAL,
          exclude: IGNORED,
          fileParallelism: false,
          testTimeout: minutes(2),
          hookTimeout: minutes(2),
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: SYSTEM,
          exclude: IGNORED,
          fileParallelism: false,
          testTimeout: minutes(5),
          hookTimeout: minutes(5),
        },
      },
    ],
  },
});
