// Repairs what a crash between two systems can leave behind: rows without a workflow, workflows ended by force.
import { record } from '../domain/lifecycle/apply.ts';
import type { WorkflowEngine, WorkflowStatuses } from '../domain/ports/engine.ts';
import type { ErasureEngine, ErasureStore } from '../domain/ports/erasure.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { OpenRun, OpenRuns, ProjectionStore } from '../domain/ports/interviews.ts';
import type { BudgetWaits } from '../domain/ports/models.ts';
import type { Clock } from '../domain/ports/system.ts';
import type { ReconcileActivities } from '../workflows/contracts.ts';

/** A day's worth of waiting runs starts over some minutes, not in one rush. */
const releasedMax = 50;

/** More than are ever under way at once: a withdrawal that the workflow heard of leaves the list with its end. */
const withdrawnMax = 200;

type PassOnDeps = Pick<Deps, 'runs' | 'engine' | 'log' | 'heartbeat'>;

/** What the room wrote down while the engine was away, or before its process died. */
const passOnWithdrawals = async ({ runs, engine, log, heartbeat }: PassOnDeps): Promise<void> => {
  for (const { runId } of await runs.withdrawn(withdrawnMax)) {
    heartbeat();
    try {
      await engine.sendCommand({
        runId,
        command: { name: 'withdrawConsent', args: {} },
        actor: { kind: 'candidate' },
        updateId: `withdrawn_${runId}`,
      });
    } catch (error) {
      log.warn('reconcile.withdrawal_failed', { runId, error });
    }
  }
};

type ReleaseDeps = {
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

const runsMax = 200;
const erasuresMax = 200;
const undeliveredAfterMs = 10 * 60_000;

type Deps = {
  runs: OpenRuns;
  engine: WorkflowEngine;
  workflows: WorkflowStatuses;
  projection: ProjectionStore;
  /** Removes, in bounded bites, what nothing refers to any more. Harmless when repeated. */
  sweep(): Promise<void>;
  /** Seals, in bounded bites, what people dictated before such words were sealed from the start. Harmless when repeated. */
  sealWording(): Promise<void>;
  erasures: Pick<ErasureStore, 'due'> & { engine: ErasureEngine; keyCacheMs: number };
  budgetWaits: BudgetWaits;
  /** How long a workflow that was ended by force may be restarted before its run ends. */
  lostAfterMs: number;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
};

/** A closed workflow projects its end before it closes; an open row beside it means that it was ended by force. */
const giveUp = async ({ projection, clock }: Deps, { tenantId, runId, state }: OpenRun): Promise<void> => {
  const { fact } = record(state, { type: 'workflowLost', detail: {} }, { kind: 'system' }, clock.now());
  await projection.project({ tenantId, runId }, [fact]);
};

/** `toldGone` are the runs whose lost workflow stands in the log already. */
type Told = Deps & { toldGone: Set<string> };

type Repair = 'started' | 'lost' | 'waiting' | 'untouched';

/** Once per process: an operator who did not mean it has until then to restart it. */
const tellGone = ({ log, toldGone }: Told, { tenantId, runId }: OpenRun, leftMs: number): 'waiting' => {
  if (!toldGone.has(runId))
    log.warn('interview.workflow_gone', { tenantId, runId, target: 'temporal', retryAfterMs: leftMs });
  toldGone.add(runId);
  return 'waiting';
};

const repair = async (deps: Told, run: OpenRun): Promise<Repair> => {
  const seen = await deps.workflows.statusOf(run.runId);
  if (seen.status === 'running') return 'untouched';
  if (seen.status === 'unknown') {
    // The state in PostgreSQL is complete, so a run that the engine has forgotten simply starts from it.
    await deps.engine.startInterview({ version: 1, ...run });
    return 'started';
  }
  const leftMs = seen.closedAt + deps.lostAfterMs - deps.clock.now();
  if (leftMs > 0) return tellGone(deps, run, leftMs);
  await giveUp(deps, run);
  return 'lost';
};

/** One run that cannot be repaired now (it may have moved on while it was looked at) must not hold up the others. */
const repairOrReport = async (deps: Told, run: OpenRun): Promise<Repair> => {
  try {
    const result = await repair(deps, run);
    if (result !== 'waiting') deps.toldGone.delete(run.runId);
    return result;
  } catch (error) {
    deps.metrics.increment('reconciled', { result: 'failed' });
    deps.log.warn('reconcile.failed', { runId: run.runId, error });
    return 'untouched';
  }
};

/** Starting one that runs already changes nothing, so all that should be running are started. */
const startErasures = async ({ erasures, log, heartbeat }: Deps): Promise<void> => {
  const { engine, keyCacheMs } = erasures;
  for (const run of await erasures.due(erasuresMax)) {
    heartbeat();
    try {
      await engine.startErasure({ version: 1, ...run, keyCacheMs });
    } catch (error) {
      log.warn('reconcile.erasure_failed', { runId: run.runId, error });
    }
  }
};

export const createReconcileActivities = (given: Deps): ReconcileActivities => {
  const deps = { ...given, toldGone: new Set<string>() };
  return {
    reconcile: async () => {
      const counts = { started: 0, lost: 0, waiting: 0, untouched: 0 };
      for (const run of await deps.runs.due(runsMax)) {
        deps.heartbeat();
        const result = await repairOrReport(deps, run);
        counts[result] += 1;
        if (result === 'started' || result === 'lost') deps.metrics.increment('reconciled', { result });
      }
      await passOnWithdrawals(deps);
      await releaseBudgetWaits(deps);
      await startErasures(deps);
      await deps.sweep();
      await deps.sealWording();
      const { started, lost } = counts;
      const undelivered = await deps.runs.oldEvents(undeliveredAfterMs);
      if (started + lost > 0) deps.log.warn('reconcile.repaired', { count: started + lost });
      return { started, lost, undelivered };
    },
  };
};
