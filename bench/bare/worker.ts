// The yardstick's worker: one activity with one transaction, the SDK's settings otherwise like ours.
import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

import { openPool } from '../../infra/db/knex.ts';

export const bareTaskQueue = 'bare';

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** Runs until `shutdown()`; the table `bare_runs` must exist. */
export const startBareWorker = async (options: { databaseUrl: string; temporalAddress: string }) => {
  const db = openPool({
    databaseUrl: options.databaseUrl,
    poolMax: 20,
    statementTimeoutMs: 5_000,
    applicationName: 'bare',
  });
  const connection = await NativeConnection.connect({ address: options.temporalAddress });
  const worker = await Worker.create({
    connection,
    taskQueue: bareTaskQueue,
    workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
    maxCachedWorkflows: 300,
    stickyQueueScheduleToStartTimeout: '1 second',
    activities: {
      write: async ({ id, step }: { id: string; step: number }): Promise<void> => {
        await db.transaction((trx) => trx('bare_runs').where({ id }).update({ step }));
      },
    },
  });
  const running = worker.run();
  return async (): Promise<void> => {
    worker.shutdown();
    await running;
    await connection.close();
    await db.destroy();
  };
};
