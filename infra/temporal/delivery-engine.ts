// Starts the workflows that deliver, on the queue that is theirs alone.
import { Client, WorkflowExecutionAlreadyStartedError, type Connection } from '@temporalio/client';
import type { DueStart } from '../../domain/delivery/channels.ts';
import {
  deliveryTaskQueue,
  deliveryWorkflowId,
  deliveryWorkflowType,
  type DeliveryInput,
} from '../../workflows/contracts.ts';
import { startFailure } from './failures.ts';

/** Shorter than the relay's claim on what it starts. */
const startTimeoutMs = 5_000;

export const createDeliveryEngine = (options: { connection: Connection; namespace: string; taskQueue: string }) => {
  const client = new Client({ connection: options.connection, namespace: options.namespace });
  return {
    /**
     * Starts the workflow that delivers. A second start of the same one does nothing; `closed` when it has ended already.
     * Throws AppError `engine.unavailable`.
     */
    startDelivery: async ({
      channel,
      tenantId,
      id,
      delaysMs,
    }: DueStart & { delaysMs: readonly number[] }): Promise<'running' | 'closed'> => {
      const input: DeliveryInput = { version: 1, channel, tenantId, id, delaysMs: [...delaysMs] };
      const start = () =>
        client.workflow.start(deliveryWorkflowType, {
          workflowId: deliveryWorkflowId(id),
          taskQueue: deliveryTaskQueue(options.taskQueue),
          args: [input],
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
          staticSummary: `${channel} ${id} of ${tenantId}`,
        });
      try {
        await client.withDeadline(Date.now() + startTimeoutMs, start);
        return 'running';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'closed';
        throw startFailure(error);
      }
    },
  };
};

export type DeliveryEngine = ReturnType<typeof createDeliveryEngine>;
