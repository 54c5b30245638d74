// Tells the workflow of an application what its ATS told, and starts it where none runs: one call for both.
import { Client, type Connection } from '@temporalio/client';
import type { HookEngine } from '../../domain/ports/ats-inbox.ts';
import {
  atsApplicationWorkflowId,
  atsApplicationWorkflowType,
  hooksSignal,
  hookTaskQueue,
  type AtsApplicationInput,
} from '../../workflows/contracts.ts';
import { startFailure } from './failures.ts';

/** Turns are taken in the workflow's own task: a worker that died in one is noticed after this time. */
const workflowTaskTimeout = '5 seconds';

/** Shorter than a claim. */
const tellTimeoutMs = 5_000;

export const createHookEngine = (options: {
  connection: Connection;
  namespace: string;
  taskQueue: string;
}): HookEngine => {
  const client = new Client({ connection: options.connection, namespace: options.namespace });
  return {
    tellHooks: async ({ tenantId, connectionId, lane, ids }) => {
      const input: AtsApplicationInput = { version: 1, tenantId, ids: [] };
      const tell = () =>
        client.workflow.signalWithStart(atsApplicationWorkflowType, {
          workflowId: atsApplicationWorkflowId(lane),
          taskQueue: hookTaskQueue(options.taskQueue),
          args: [input],
          signal: hooksSignal,
          signalArgs: [ids],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowTaskTimeout,
          staticSummary: `Hooks of an application of ${connectionId}, ${tenantId}`,
        });
      try {
        await client.withDeadline(Date.now() + tellTimeoutMs, tell);
      } catch (error) {
        throw startFailure(error);
      }
    },
  };
};
