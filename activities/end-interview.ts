// Ends an interview that is to be erased, through its own workflow, and waits until nothing of it runs any more.
import type { RunRef } from '../domain/access/ids.ts';
import { AppError } from '../domain/errors.ts';
import type { Actor } from '../domain/lifecycle/facts.ts';
import { record } from '../domain/lifecycle/apply.ts';
import { isTerminal } from '../domain/lifecycle/state.ts';
import type { WorkflowEngine, WorkflowStatuses } from '../domain/ports/engine.ts';
import type { ErasureWork, RunToErase } from '../domain/ports/erasure.ts';
import type { ProjectionStore } from '../domain/ports/interviews.ts';
import type { Clock } from '../domain/ports/system.ts';

export type EndInterviewDeps = {
  work: ErasureWork;
  engine: WorkflowEngine;
  workflows: WorkflowStatuses;
  projection: ProjectionStore;
  clock: Clock;
  heartbeat(): void;
  pause(durationMs: number): Promise<void>;
};

const looksMax = 200;
const lookEveryMs = 100;

const actorOf = async ({ work }: EndInterviewDeps, run: RunRef): Promise<Actor> => {
  const erasure = await work.open(run);
  if (erasure === null) return { kind: 'system' };
  const { kind, id } = erasure.actor;
  return id === null ? { kind } : { kind, id };
};

/** The same id at every attempt, so that a repeat after a crash meets its own command. */
const sendCancel = async (deps: EndInterviewDeps, run: RunRef): Promise<void> => {
  const command = { name: 'cancel', args: { reasonCode: 'erasure' } } as const;
  try {
    await deps.engine.sendCommand({
      runId: run.runId,
      command,
      actor: await actorOf(deps, run),
      updateId: `erase_${run.runId}`,
    });
  } catch (error) {
    // It ended by itself meanwhile; the next look sees how.
    const overtaken = ['interview.closed', 'interview.invalid_transition', 'interview.not_found'];
    if (!(error instanceof AppError && overtaken.includes(error.code))) throw error;
  }
};

/** Ended by force: what the reconciler would write within a minute. */
const giveUp = async (deps: EndInterviewDeps, run: RunRef, { state }: RunToErase): Promise<void> => {
  const { fact } = record(state, { type: 'workflowLost', detail: {} }, { kind: 'system' }, deps.clock.now());
  await deps.projection.project(run, [fact]);
};

/** True once the row is terminal and the workflow has closed. */
const look = async (deps: EndInterviewDeps, run: RunRef): Promise<boolean> => {
  const { tenantId, runId } = run;
  const stored = await deps.work.readRun({ tenantId, runId });
  if (stored === null) throw new AppError('interview.not_found');
  const { status } = await deps.workflows.statusOf(runId);
  if (isTerminal(stored.state.state)) return status !== 'running';
  const isLost = status === 'closed' && stored.started;
  if (isLost) await giveUp(deps, run, stored);
  else if (status !== 'running') {
    // Never started, forgotten by the engine, or about to start again. Somebody may be starting it right now, so it is
    // started and cancelled: two that write facts of one run would contradict each other.
    const { state, policy } = stored;
    await deps.engine.startInterview({ version: 1, tenantId, runId, state, policy });
  }
  if (!isLost) await sendCancel(deps, run);
  return false;
};

/** Throws what may pass (the engine is away, the workflow takes its time): the step is then done again. */
export const endInterviewOf = async (deps: EndInterviewDeps, run: RunRef): Promise<void> => {
  for (let looks = 0; looks < looksMax; looks += 1) {
    if (await look(deps, run)) return;
    deps.heartbeat();
    await deps.pause(lookEveryMs);
  }
  throw new AppError('interview.unknown_outcome');
};
