// Starts erasures on Temporal: one at a time for each run, and again whenever more is to be erased.
import { Client, type Connection } from '@temporalio/client';
import type { ErasureEngine } from '../../domain/ports/erasure.ts';
import { erasureWorkflowId, erasureWorkflowType } from '../../workflows/contracts.ts';
import { startFailure } from './failures.ts';

const startTimeoutMs = 5_000;

export const createErasureEngine = (options: {
  connection: Connection;
  namespace: string;
  taskQueue: string;
}): ErasureEngine => {
  const client = new Client({ connection: options.connection, namespace: options.namespace });
  return {
    startErasure: async (input) => {
      try {
        await client.withDeadline(Date.now() + startTimeoutMs, () =>
          client.workflow.start(erasureWorkflowType, {
            workflowId: erasureWorkflowId(input.runId),
            taskQueue: options.taskQueue,
            args: [input],
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowTaskTimeout: '3 seconds',
            staticSummary: `Erasure of ${input.runId} of ${input.tenantId}`,
          }),
        );
      } catch (error) {
        throw startFailure(error);
      }
    },
  };
};
