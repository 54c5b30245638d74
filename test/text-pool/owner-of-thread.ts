// A process whose thread never comes to an end: says so, and closes its pool when it is told to on standard input.
import { join } from 'node:path';
import { createMetrics } from '../../infra/metrics.ts';
import { createTextPool } from '../../infra/text-pool/text-pool.ts';
import { recordingLog } from '../api/start-api.ts';

const pool = createTextPool({
  threads: 2,
  timeLimitMs: 60_000,
  memoryLimitMb: 64,
  metrics: createMetrics(),
  log: recordingLog([]),
  threadFile: join(import.meta.dirname, 'hostile-thread.ts'),
});
const order = (does: string): Promise<unknown> =>
  pool.run('checkPlan', { does, text: 'x'.repeat(9_000) } as never, { tenantId: does });

void order('spin').catch(() => process.stdout.write('ended\n'));
await order('answer');
process.stdout.write('running\n');
process.stdin.once('data', () => {
  process.stdin.unref();
  pool.close().catch(() => process.exit(1));
});
