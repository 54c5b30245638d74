// The Schedule that keeps the tenants' retention windows every day; every worker makes sure that it exists.
import {
  Client,
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  WorkflowExecutionAlreadyStartedError,
  type Connection,
} from '@temporalio/client';
import { retentionWorkflowType, type RetentionCounts } from '../../workflows/contracts.ts';

type Options = { connection: Connection; namespace: string; taskQueue: string };

const scheduleId = 'parley-retention';
const summary = 'Erases what has been kept as long as its tenant wants';

/** Creates the schedule, or leaves the one that is there: an operator may have paused it, or moved its hour. */
export const ensureRetentionSchedule = async (options: Options): Promise<void> => {
  const client = new Client(options);
  try {
    await client.schedule.create({
      scheduleId: `${scheduleId}-${options.taskQueue}`,
      spec: { calendars: [{ hour: 2, minute: 30 }], timezone: 'UTC' },
      // A day that was missed while everything was down is made up for.
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
      action: {
        type: 'startWorkflow',
        workflowType: retentionWorkflowType,
        taskQueue: options.taskQueue,
        workflowRunTimeout: '1 day',
        staticSummary: summary,
      },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
};

/** Runs retention now and waits for its end; joins one that was started by hand and is still under way. */
export const runRetention = async (options: Options): Promise<RetentionCounts> => {
  const { workflow } = new Client(options);
  const workflowId = `${scheduleId}-now-${options.taskQueue}`;
  try {
    await workflow.start(retentionWorkflowType, { workflowId, taskQueue: options.taskQueue, staticSummary: summary });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  return (await workflow.getHandle(workflowId).result()) as RetentionCounts;
};
