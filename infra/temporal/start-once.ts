// Starts a workflow that stands for one row: a second start does nothing, and what is over is not begun anew.
import { WorkflowExecutionAlreadyStartedError, type Client, type WorkflowStartOptions } from '@temporalio/client';
import { startFailure } from './failures.ts';

/** Shorter than anybody's claim on what is started. */
const startTimeoutMs = 5_000;

type Start = Pick<WorkflowStartOptions, 'workflowId' | 'taskQueue' | 'args' | 'staticSummary'>;

/** `closed` when it has ended already. Throws AppError `engine.unavailable`. */
export const startOnce = async (client: Client, type: string, start: Start): Promise<'running' | 'closed'> => {
  const begin = () =>
    client.workflow.start(type, {
      ...start,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  try {
    await client.withDeadline(Date.now() + startTimeoutMs, begin);
    return 'running';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'closed';
    throw startFailure(error);
  }
};
