// Has an interview whose workflow was ended by force go on from its last state, once, whoever else looks at it meanwhile.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import { record } from '../../domain/lifecycle/apply.ts';
import { refusalDetails } from '../../domain/lifecycle/check.ts';
import { isTerminal, type RunState } from '../../domain/lifecycle/state.ts';
import type { WorkflowEngine, WorkflowStatuses } from '../../domain/ports/engine.ts';
import type { ErasureStore } from '../../domain/ports/erasure.ts';
import type { InterviewStore, ProjectionStore, StoredInterview } from '../../domain/ports/interviews.ts';
import type { Clock } from '../../domain/ports/system.ts';

export type RestartDeps = {
  interviews: Pick<InterviewStore, 'find' | 'markStarted'>;
  erasures: Pick<ErasureStore, 'find'>;
  projection: ProjectionStore;
  engine: WorkflowEngine & WorkflowStatuses;
  clock: Clock;
  /** Keeps who acts beside the run and returns the note's id; null where nobody was named. Called when there is an act. */
  noteActor(run: RunRef): Promise<string | null>;
};

/** `running` needs nothing; `starting` was asked for before, or forgotten by the engine, and needed no new fact. */
export type Restarted = { result: 'restarted' | 'running' | 'starting'; state: RunState };

const attemptsMax = 3;

const refuseUnfit = async ({ erasures }: RestartDeps, run: RunRef, { machine }: StoredInterview): Promise<void> => {
  if (isTerminal(machine.state)) throw new AppError('interview.closed', { extra: refusalDetails(machine) });
  if ((await erasures.find(run)) !== null)
    throw new AppError('interview.closed', { detail: 'The interview is being erased: it ends.' });
};

/** A worker does the same within seconds when this process dies before it, or the engine is away. */
const start = async (deps: RestartDeps, run: RunRef, state: RunState, stored: StoredInterview): Promise<void> => {
  await deps.engine.startInterview({ version: 1, ...run, state, policy: stored.policy });
  await deps.interviews.markStarted(run);
};

/** The fact makes it sure: whoever writes the next one of the run first (another restart, its end) has won. */
const tellRestart = async (deps: RestartDeps, run: RunRef, { machine }: StoredInterview): Promise<RunState> => {
  const noteId = await deps.noteActor(run);
  const detail = noteId === null ? {} : { noteId };
  const { fact } = record(machine, { type: 'workflowRestarted', detail }, { kind: 'operator' }, deps.clock.now());
  return await deps.projection.project(run, [fact]);
};

const restartOnce = async (deps: RestartDeps, run: RunRef): Promise<Restarted> => {
  const stored = await deps.interviews.find(run);
  if (stored === null) throw new AppError('interview.not_found');
  await refuseUnfit(deps, run, stored);
  const seen = await deps.engine.statusOf(run.runId);
  if (seen.status === 'running') return { result: 'running', state: stored.machine };
  if (seen.status === 'unknown' || !stored.started) {
    await start(deps, run, stored.machine, stored);
    return { result: 'starting', state: stored.machine };
  }
  if (!seen.byForce)
    throw new AppError('interview.closed', {
      detail: 'Its workflow came to its own end: there is nothing to go on with.',
    });
  const state = await tellRestart(deps, run, stored);
  await start(deps, run, state, stored);
  return { result: 'restarted', state };
};

/**
 * Throws `interview.not_found`, `interview.closed`, and `engine.unavailable`: then the restart, where it was told already,
 * is a worker's to do, and asking again is safe.
 */
export const createRestart =
  (deps: RestartDeps) =>
  async (run: RunRef): Promise<Restarted> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await restartOnce(deps, run);
      } catch (error) {
        const isOvertaken = error instanceof AppError && error.code === 'projection.conflict';
        if (!isOvertaken || attempt === attemptsMax) throw error;
      }
    }
  };
