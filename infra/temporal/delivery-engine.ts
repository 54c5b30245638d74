// Starts the workflows that deliver, on the queue that is theirs alone.
import { Client, type Connection } from '@temporalio/client';
import type { DueStart } from '../../domain/delivery/channels.ts';
import {
  deliveryTaskQueue,
  deliveryWorkflowId,
  deliveryWorkflowType,
  type DeliveryInput,
} from '../../workflows/contracts.ts';
import { startOnce } from './start-once.ts';

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
      return await startOnce(client, deliveryWorkflowType, {
        workflowId: deliveryWorkflowId(id),
        taskQueue: deliveryTaskQueue(options.taskQueue),
        args: [input],
        staticSummary: `${channel} ${id} of ${tenantId}`,
      });
    },
  };
};

export type DeliveryEngine = ReturnType<typeof createDeliveryEngine>;
