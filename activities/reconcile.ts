// Repairs what a crash between two systems can leave behind: rows without a workflow, workflows ended by force.
import { Context } from '@temporalio/activity';
import { record } from '../domain/lifecycle/apply.ts';
import type { WorkflowEngine } from '../domain/ports/engine.ts';
import type { ProjectionStore } from '../domain/ports/projection.ts';
import type { OpenRun, OpenRuns, WorkflowStatuses } from '../domain/ports/reconciliation.ts';
import type { Clock } from '../domain/ports/system.ts';
import type { ReconcileActivities } from '../workflows/contracts.ts';

const runsMax = 200;
const undeliveredAfterMs = 10 * 60_000;

type Deps = {
  runs: OpenRuns;
  engine: WorkflowEngine;
  workflows: WorkflowStatuses;
  projection: ProjectionStore;
  clock: Clock;
};

/** The state in PostgreSQL is complete, so a run the engine has never heard of simply starts from it. */
const start = async ({ runs, engine }: Deps, { tenantId, runId, state, policy }: OpenRun): Promise<void> => {
  await engine.startInterview({ version: 1, runId, tenantId, state, policy });
  await runs.markStarted(tenantId, runId);
};

/** A closed workflow projects its end before it closes; an open row beside it means that it was ended by force. */
const giveUp = async ({ projection, clock }: Deps, { tenantId, runId, state }: OpenRun): Promise<void> => {
  const { fact } = record(state, { type: 'workflowLost', detail: {} }, { kind: 'system' }, clock.now());
  await projection.project(tenantId, runId, [fact]);
};

export const createReconcileActivities = (deps: Deps): ReconcileActivities => ({
  reconcile: async () => {
    const counts = { started: 0, lost: 0, undelivered: await deps.runs.oldEvents(undeliveredAfterMs) };
    for (const run of await deps.runs.due(runsMax)) {
      Context.current().heartbeat();
      const status = await deps.workflows.statusOf(run.runId);
      if (status === 'unknown') {
        await start(deps, run);
        counts.started += 1;
      } else if (status === 'closed') {
        await giveUp(deps, run);
        counts.lost += 1;
      } else if (!run.started) {
        await deps.runs.markStarted(run.tenantId, run.runId);
      }
    }
    return counts;
  },
});
