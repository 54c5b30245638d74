// Everything a workflow test needs: its own server, database, worker and a client that speaks in commands.
import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import type { Knex } from 'knex';
import { afterAll } from 'vitest';
import { createProjectionActivities } from '../../activities/projection.ts';
import type { Command } from '../../domain/lifecycle/commands.ts';
import type { Actor } from '../../domain/lifecycle/facts.ts';
import { buildBundle } from '../../worker/bundle.ts';
import { createInterviewWorker } from '../../worker/interview-worker.ts';
import { interviewWorkflowId, type CommandResult, type InterviewInput } from '../../workflows/contracts.ts';
import { useDatabase } from './database.ts';
import { storeRun } from './interview-run.ts';
import { createScriptedWork } from './scripted-work.ts';
import { startTemporal } from './temporal-server.ts';
import { activityWorld, createWorld } from './world.ts';

const taskQueue = 'test';
Runtime.install({ logger: new DefaultLogger('ERROR') });
/** As the API sends it: with the key and the request, which stand in every fact's history. */
const recruiter: Actor = {
  kind: 'recruiter',
  id: 'key_01JC0000000000000000000000',
  requestId: 'req_01JC0000000000000000000000',
};

export type Timeline = {
  seq: number;
  type: string;
  from_state: string;
  to_state: string;
  actor_kind: string;
  detail: Record<string, unknown>;
}[];

/** Waits for a condition by asking again and again; the last error or value is in the message when time runs out. */
export const eventually = async <T>(
  read: () => Promise<T>,
  accept: (value: T) => boolean,
  timeoutMs = 20_000,
): Promise<T> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (Date.now() > deadline) throw new Error(`still waiting after ${timeoutMs} ms: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

export const useWorkflowBench = async ({ workflowCacheMax = 50 } = {}) => {
  const { db, url } = await useDatabase();
  const server = await startTemporal();
  const { code } = await buildBundle(new DefaultLogger('ERROR'));
  const { sealer, projection } = activityWorld(createWorld(db));
  const work = createScriptedWork();
  const activities = { ...createProjectionActivities({ projection }), ...work.activities };
  const native = await NativeConnection.connect({ address: server.address });
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection, identity: 'api-test' });

  const createWorker = (): Promise<Worker> =>
    createInterviewWorker({
      connection: native,
      namespace: 'default',
      identity: 'w-test',
      taskQueue,
      activities,
      workflowBundle: { code },
      workflowCacheMax,
      activitiesMax: 50,
      shutdownGraceMs: 1_000,
      onActivityFailure: () => undefined,
    });
  let worker: Worker;
  let running: Promise<void> = Promise.resolve();
  const startWorker = async (): Promise<void> => {
    worker = await createWorker();
    running = worker.run();
  };
  const stopWorker = async (): Promise<void> => {
    worker.shutdown();
    await running;
  };
  await startWorker();
  afterAll(async () => {
    await stopWorker();
    await connection.close();
    await native.close();
    await server.stop();
  });

  const handleOf = (runId: string) => client.workflow.getHandle(interviewWorkflowId(runId));
  const row = (runId: string) => db('interviews').where({ run_id: runId }).first() as Promise<Record<string, unknown>>;
  const untilRow = (runId: string, accept: (row: Record<string, unknown>) => boolean) =>
    eventually(() => row(runId), accept);
  return {
    db: db as Knex,
    url,
    client,
    server,
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
    send: (
      runId: string,
      command: Command,
      updateId: string = randomBytes(12).toString('base64url'),
    ): Promise<CommandResult> =>
      handleOf(runId).executeUpdate<CommandResult, [unknown]>(command.name, {
        args: [{ args: command.args, actor: recruiter }],
        updateId,
      }),
    signal: (runId: string, name: string, ...args: unknown[]): Promise<void> =>
      handleOf(runId).signal<unknown[]>(name, ...args),
    row,
    timeline: (runId: string) =>
      db('transitions').where({ run_id: runId }).orderBy('seq') as unknown as Promise<Timeline>,
    untilState: (runId: string, state: string) => untilRow(runId, (row) => row['state'] === state),
    untilAttention: (runId: string, code: string) => untilRow(runId, (row) => row['attention_code'] === code),
  };
};
