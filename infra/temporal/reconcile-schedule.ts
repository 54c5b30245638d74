// The Schedule that runs the reconciler every minute; every worker makes sure that it exists.
import { Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Connection } from '@temporalio/client';
import { reconcileWorkflowType } from '../../workflows/contracts.ts';

const scheduleId = 'parley-reconcile';

/** Creates the schedule, or leaves the one that is there: an operator may have paused it. */
export const ensureReconcileSchedule = async (options: {
  connection: Connection;
  namespace: string;
  taskQueue: string;
}): Promise<void> => {
  const client = new Client(options);
  try {
    await client.schedule.create({
      scheduleId: `${scheduleId}-${options.taskQueue}`,
      spec: { intervals: [{ every: '1 minute' }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
      action: {
        type: 'startWorkflow',
        workflowType: reconcileWorkflowType,
        taskQueue: options.taskQueue,
        workflowRunTimeout: '10 minutes',
        staticSummary: 'Repairs runs that never started or lost their workflow',
      },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
};
