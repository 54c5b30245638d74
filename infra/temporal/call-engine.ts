// Has a conversation that is held outside followed: one call tells its workflow, and starts it where none runs.
import { Client, type Connection } from '@temporalio/client';
import type { CallEngine } from '../../domain/ports/calls.ts';
import { callToldSignal, callWorkflowId, callWorkflowType, type CallInput } from '../../workflows/contracts.ts';
import { startFailure } from './failures.ts';

const timeoutMs = 5_000;

export const createCallEngine = (options: {
  connection: Connection;
  namespace: string;
  taskQueue: string;
}): CallEngine => {
  const client = new Client({ connection: options.connection, namespace: options.namespace });
  return {
    followCall: async ({ tenantId, runId, sessionId }, told) => {
      const input: CallInput = { version: 1, call: { tenantId, runId, sessionId } };
      const start = {
        workflowId: callWorkflowId(sessionId),
        taskQueue: options.taskQueue,
        args: [input] as [CallInput],
        staticSummary: `Call of ${runId} of ${tenantId}`,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
      };
      const tell = async (): Promise<void> => {
        if (told) await client.workflow.signalWithStart(callWorkflowType, { ...start, signal: callToldSignal });
        else await client.workflow.start(callWorkflowType, { ...start, workflowIdConflictPolicy: 'USE_EXISTING' });
      };
      try {
        await client.withDeadline(Date.now() + timeoutMs, tell);
      } catch (error) {
        throw startFailure(error);
      }
    },
  };
};
