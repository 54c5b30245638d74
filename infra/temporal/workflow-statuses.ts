// How the engine sees a run's workflow, for the reconciler: one cheap `describe` per run, never a listing.
import { Client, WorkflowNotFoundError, type Connection } from '@temporalio/client';
import type { WorkflowStatuses } from '../../domain/ports/engine.ts';
import { interviewWorkflowId } from '../../workflows/contracts.ts';

export const createWorkflowStatuses = (options: { connection: Connection; namespace: string }): WorkflowStatuses => {
  const client = new Client(options);
  return {
    statusOf: async (runId) => {
      try {
        const { status, closeTime } = await client.workflow.getHandle(interviewWorkflowId(runId)).describe();
        if (status.name === 'RUNNING' || status.name === 'PAUSED') return { status: 'running' };
        return { status: 'closed', closedAt: closeTime?.getTime() ?? 0, byForce: status.name !== 'COMPLETED' };
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return { status: 'unknown' };
        throw error;
      }
    },
  };
};
