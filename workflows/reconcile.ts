// Started by a Schedule every minute: finds runs that never started or lost their workflow, and repairs them.
import { proxyActivities } from '@temporalio/workflow';
import type { ReconcileActivities } from './contracts.ts';

const { reconcile: reconcileRuns } = proxyActivities<ReconcileActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { maximumAttempts: 3 },
});

export async function reconcile(): Promise<{ started: number; lost: number; undelivered: number }> {
  return reconcileRuns();
}
