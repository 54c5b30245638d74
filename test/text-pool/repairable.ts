// Long texts read in real threads: by rules that get stuck until they are repaired.
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { TextPool } from '../../infra/text-pool/text-pool.ts';
import { createTextPool } from '../../infra/text-pool/text-pool.ts';
import { createMetrics } from '../../infra/metrics.ts';
import { recordingLog } from '../api/start-api.ts';

export const createRepairable = () => {
  const config = { threads: 2, timeLimitMs: 500, memoryLimitMb: 128, metrics: createMetrics(), log: recordingLog([]) };
  const stuck = createTextPool({ ...config, threadFile: join(import.meta.dirname, 'stuck-thread.ts') });
  const repaired = createTextPool({ ...config, timeLimitMs: 20_000 });
  let current = stuck;
  afterAll(() => Promise.all([stuck.close(), repaired.close()]));
  const textWork: Pick<TextPool, 'run'> = { run: (task, input, options) => current.run(task, input, options) };
  return { textWork, repair: () => void (current = repaired), breakAgain: () => void (current = stuck) };
};
