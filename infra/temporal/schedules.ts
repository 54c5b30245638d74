// What happens by the clock on Temporal: repairs every minute, retention every day. Every worker makes sure of both.
import {
  Client,
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  WorkflowExecutionAlreadyStartedError,
  type Connection,
  type ScheduleSpec,
} from '@temporalio/client';
import type { Duration } from '@temporalio/common';
import { reconcileWorkflowType, retentionWorkflowType, type RetentionCounts } from '../../workflows/contracts.ts';

type Options = { connection: Connection; namespace: string; taskQueue: string };

type Plan = {
  id: string;
  spec: ScheduleSpec;
  /** How late a round that was missed while everything was down is still made up for. */
  catchupWindow: Duration;
  workflowType: string;
  workflowRunTimeout: Duration;
  staticSummary: string;
};

const reconcile: Plan = {
  id: 'parley-reconcile',
  spec: { intervals: [{ every: '1 minute' }] },
  catchupWindow: '1 minute',
  workflowType: reconcileWorkflowType,
  workflowRunTimeout: '10 minutes',
  staticSummary: 'Repairs runs that never started or lost their workflow',
};

const retention: Plan = {
  id: 'parley-retention',
  spec: { calendars: [{ hour: 2, minute: 30 }], timezone: 'UTC' },
  catchupWindow: '1 day',
  workflowType: retentionWorkflowType,
  workflowRunTimeout: '1 day',
  staticSummary: 'Erases what has been kept as long as its tenant wants',
};

/** Creates the schedule, or leaves the one that is there: an operator may have paused it, or moved its hour. */
const ensure =
  ({ id, spec, catchupWindow, ...workflow }: Plan) =>
  async ({ taskQueue, ...client }: Options): Promise<void> => {
    try {
      await new Client(client).schedule.create({
        scheduleId: `${id}-${taskQueue}`,
        spec,
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
        action: { type: 'startWorkflow', taskQueue, ...workflow },
      });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    }
  };

export const ensureReconcileSchedule = ensure(reconcile);
export const ensureRetentionSchedule = ensure(retention);

/** Runs retention now and waits for its end; joins one that was started by hand and is still under way. */
export const runRetention = async ({ taskQueue, ...client }: Options): Promise<RetentionCounts> => {
  const { workflow } = new Client(client);
  const { id, workflowType, staticSummary } = retention;
  const workflowId = `${id}-now-${taskQueue}`;
  try {
    await workflow.start(workflowType, { workflowId, taskQueue, staticSummary });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  return (await workflow.getHandle(workflowId).result()) as RetentionCounts;
};
