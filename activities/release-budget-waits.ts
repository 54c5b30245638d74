// Sends on the runs that waited for money: once their tenant may spend again, their failed work is tried anew.
import type { WorkflowEngine } from '../domain/ports/engine.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { BudgetWaits } from '../domain/ports/models.ts';

/** A day's worth of waiting runs starts over some minutes, not in one rush. */
const releasedMax = 50;

export type ReleaseDeps = {
  budgetWaits: BudgetWaits;
  engine: WorkflowEngine;
  log: Logger;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
};

/** How many were sent on. A run that moved meanwhile refuses, and one that cannot be reached is found again. */
export const releaseBudgetWaits = async ({ budgetWaits, engine, log, heartbeat }: ReleaseDeps): Promise<number> => {
  let released = 0;
  for (const { runId, seq } of await budgetWaits.due(releasedMax)) {
    heartbeat();
    try {
      // The seq names this very wait: two reconcilers at once send one retry.
      await engine.sendCommand({
        runId,
        command: { name: 'retry', args: {} },
        actor: { kind: 'system' },
        updateId: `budget_${seq}`,
      });
      released += 1;
    } catch (error) {
      log.warn('reconcile.not_released', { runId, error });
    }
  }
  return released;
};
