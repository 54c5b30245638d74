// Everything a workflow test needs: its own server, database, worker and a client that speaks in commands.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import { afterAll } from 'vitest';
import { createProjectionActivities } from '../../activities/projection.ts';
import { answersAfterWork, type Command } from '../../domain/lifecycle/commands.ts';
import { unpackFact, type Actor } from '../../domain/lifecycle/facts.ts';
import { createInterviewWorkers } from '../../worker/interview-worker.ts';
import { summaryOf } from '../../domain/lifecycle/state.ts';
import {
  interviewWorkflowId,
  type CarriedFacts,
  type CommandResult,
  type InterviewInput,
} from '../../workflows/contracts.ts';
import { useDatabase } from './database.ts';
import { eventually } from './eventually.ts';
import { storeRun, tenantId } from './interview-run.ts';
import { createScriptedWork } from './scripted-work.ts';
import { useTemporal } from './temporal.ts';
import { activityWorld, createWorld } from './world.ts';

/** As the API sends it: with the key and the request, which stand in every fact's history. */
const recruiter: Actor = {
  kind: 'recruiter',
  id: 'key_01JC0000000000000000000000',
  requestId: 'req_01JC0000000000000000000000',
};

export type Timeline = {
  seq: number;
  at: Date;
  type: string;
  from_state: string;
  to_state: string;
  actor_kind: string;
  detail: Record<string, unknown>;
}[];

export const useWorkflowBench = async ({
  workflowCacheMax = 50,
  activitiesMax = 50,
  modelActivitiesMax = 20,
  temporal = useTemporal(),
} = {}) => {
  const { db, url } = await useDatabase();
  const { env, taskQueue, workflowBundle } = await temporal;
  const { client } = env;
  const { sealer, projection } = activityWorld(createWorld(db));
  const work = createScriptedWork();
  const activities = { ...createProjectionActivities({ projection, pause }), ...work.activities };

  const createWorkers = () =>
    createInterviewWorkers({
      connection: env.nativeConnection,
      namespace: 'default',
      identity: 'w-test',
      taskQueue,
      activities,
      workflowBundle,
      workflowCacheMax,
      activitiesMax,
      modelActivitiesMax,
      speechActivitiesMax: 4,
      hearingActivitiesMax: 4,
      shutdownGraceMs: 1_000,
      onActivityFailure: () => undefined,
    });
  let workers: Awaited<ReturnType<typeof createWorkers>>;
  let running: Promise<void> = Promise.resolve();
  const startWorker = async (): Promise<void> => {
    workers = await createWorkers();
    running = workers.run();
  };
  const stopWorker = async (): Promise<void> => {
    workers.shutdown();
    await running;
  };
  await startWorker();
  afterAll(stopWorker);

  const handleOf = (runId: string) => client.workflow.getHandle(interviewWorkflowId(runId));
  const row = (runId: string) => db('interviews').where({ run_id: runId }).first() as Promise<Record<string, unknown>>;
  const untilRow = (runId: string, accept: (row: Record<string, unknown>) => boolean) =>
    eventually(() => row(runId), accept);
  /** One update, and its answer as it came. */
  const update = (
    runId: string,
    { name, args }: Command,
    { updateId = randomBytes(12).toString('base64url'), ...sender }: { updateId?: string; carries?: true } = {},
  ): Promise<CommandResult | CarriedFacts> =>
    handleOf(runId).executeUpdate<CommandResult | CarriedFacts, [unknown]>(name, {
      args: [{ args, actor: recruiter, ...sender }],
      updateId,
    });
  return {
    db: db as Knex,
    url,
    client,
    taskQueue,
    work,
    projection,
    startWorker,
    stopWorker,
    handleOf,
    /** Stores a run and starts its workflow. */
    begin: async (options: Parameters<typeof storeRun>[2] = {}): Promise<InterviewInput> => {
      const input = await storeRun(db, sealer, options);
      await client.workflow.start('interview', {
        workflowId: interviewWorkflowId(input.runId),
        taskQueue,
        args: [input],
      });
      return input;
    },
    update,
    /** As the API does: with the facts of the answer written where people read. */
    send: async (runId: string, command: Command, updateId?: string): Promise<CommandResult> => {
      const answer = await update(runId, command, {
        ...(answersAfterWork(command.name) ? {} : { carries: true }),
        ...(updateId ? { updateId } : {}),
      });
      if (!('facts' in answer)) return answer;
      return {
        ...summaryOf(await projection.project({ tenantId, runId }, answer.facts.map(unpackFact))),
        sessionId: null,
      };
    },
    signal: (runId: string, name: string, ...args: unknown[]): Promise<void> =>
      handleOf(runId).signal<unknown[]>(name, ...args),
    row,
    timeline: (runId: string) =>
      db('transitions').where({ run_id: runId }).orderBy('seq') as unknown as Promise<Timeline>,
    untilState: (runId: string, state: string) => untilRow(runId, (row) => row['state'] === state),
    untilAttention: (runId: string, code: string) => untilRow(runId, (row) => row['attention_code'] === code),
  };
};
