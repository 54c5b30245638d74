// Says whether Temporal answers, for readiness reports; never decides whether the API is ready.
import type { Connection } from '@temporalio/client';

const timeoutMs = 1_000;

export const temporalHealth = async (connection: Connection): Promise<'up' | 'down'> => {
  try {
    await connection.withDeadline(Date.now() + timeoutMs, () => connection.workflowService.getSystemInfo({}));
    return 'up';
  } catch {
    return 'down';
  }
};
