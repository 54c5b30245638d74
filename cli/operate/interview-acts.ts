// An operator's acts on an interview's progress: the same commands as the API's, and the restart of a workflow that was lost.
import type { RunRef } from '../../domain/access/ids.ts';
import type { CommandResult, WorkflowStatus } from '../../domain/ports/engine.ts';
import { createErasureStore } from '../../infra/db/erasure/erasure-store.ts';
import { createInterviewStore } from '../../infra/db/interviews/interview-store.ts';
import { createProjectionStore } from '../../infra/db/interviews/projection-store.ts';
import { createRunTexts } from '../../infra/db/interviews/run-texts.ts';
import { createWorkerPresence } from '../../infra/db/operation/heartbeat-store.ts';
import { createLogger } from '../../infra/log.ts';
import { createMetrics } from '../../infra/metrics.ts';
import { hmacSha256, newId, systemClock } from '../../infra/system.ts';
import { openTemporalConnection } from '../../infra/temporal/connection.ts';
import { createTemporalEngine } from '../../infra/temporal/engine.ts';
import { createWorkflowStatuses } from '../../infra/temporal/workflow-statuses.ts';
import { createRestart, type Restarted } from '../../usecases/interviews/restart-interview.ts';
import { createProgressDecisions } from '../../usecases/decisions.ts';

import { destination } from './operator-erasures.ts';
import type { Stores } from './with-stores.ts';

export type InterviewActs = {
  cancel(run: RunRef, reasonCode: string, name: string | null): Promise<CommandResult>;
  retry(run: RunRef, name: string | null): Promise<CommandResult>;
  restart(run: RunRef, name: string | null): Promise<Restarted>;
  /** Null when the engine does not answer. */
  workflowOf(runId: string): Promise<WorkflowStatus | null>;
};

const lookTimeoutMs = 3_000;

/** One note for however many attempts; null where nobody was named. */
const noteKeeper = (stores: Stores, command: string, name: string | null) => {
  const id = newId('note');
  return async (run: RunRef): Promise<string | null> => {
    if (name === null) return null;
    await createRunTexts(stores).keepNote(run, { id, command, texts: null, decidedBy: name });
    return id;
  };
};

export const withInterviewActs = async <Result>(
  stores: Stores,
  work: (acts: InterviewActs) => Promise<Result>,
): Promise<Result> => {
  const { config, db } = stores;
  const connection = openTemporalConnection({ address: config.temporal.address, env: process.env });
  const options = { connection, ...config.temporal };
  const engine = { ...createTemporalEngine(options), ...createWorkflowStatuses(options) };
  const pepper = config.keys.pepper.reveal();
  // Whoever writes a fact has its line: here that is the operator, beside the result.
  const log = createLogger({ service: 'parley', level: 'info', destination });
  const metrics = createMetrics();
  const parts = {
    interviews: createInterviewStore(db),
    texts: createRunTexts(stores),
    engine,
    projection: createProjectionStore({ ...stores, pepper, metrics, log }),
    workers: createWorkerPresence({ db, now: systemClock.now }),
    clock: systemClock,
    keyedDigest: (text: string): string => hmacSha256(pepper, text),
    metrics,
  };
  const decisions = createProgressDecisions(parts);
  const caller = { actor: { kind: 'operator' }, updateKey: null } as const;
  const by = (name: string | null) => (name === null ? {} : { decidedBy: name });
  try {
    return await work({
      cancel: (run, reasonCode, name) => decisions.cancel(run, caller, { reasonCode, ...by(name) }),
      retry: (run, name) => decisions.retry(run, caller, by(name)),
      restart: (run, name) =>
        createRestart({
          ...parts,
          erasures: createErasureStore(db),
          noteActor: noteKeeper(stores, 'restart', name),
        })(run),
      workflowOf: (runId) =>
        connection.withDeadline(Date.now() + lookTimeoutMs, () => engine.statusOf(runId)).catch(() => null),
    });
  } finally {
    await connection.close();
  }
};
