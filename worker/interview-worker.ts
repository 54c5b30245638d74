// Workers with the settings that recovery depends on; each is explained where it stands.
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createFailureInterceptor, createLogInterceptor } from './interceptors.ts';
import packageJson from '../package.json' with { type: 'json' };
import { hearingTaskQueue, modelTaskQueue, speechTaskQueue } from '../workflows/contracts.ts';
import { payloadConverterPath } from './workflow-code.ts';

const buildId = `parley-${packageJson.version}`;

export type InterviewWorkerOptions = {
  connection: NativeConnection;
  namespace: string;
  /** Shown to operators beside every event this worker writes; short, for the same reason as the build id. */
  identity: string;
  taskQueue: string;
  activities: object;
  /** Left out by a worker that runs activities only. */
  workflowBundle?: NonNullable<WorkerOptions['workflowBundle']>;
  /** Runs kept in memory; about 1 MB each. 0 replays every task from history, which tests use. */
  workflowCacheMax: number;
  activitiesMax: number;
  /** How long running activities may finish after a stop was asked for. */
  shutdownGraceMs: number;
  onActivityFailure: Parameters<typeof createFailureInterceptor>[1];
};

export const createInterviewWorker = (options: InterviewWorkerOptions): Promise<Worker> =>
  Worker.create({
    connection: options.connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue,
    activities: options.activities,
    ...(options.workflowBundle === undefined ? {} : { workflowBundle: options.workflowBundle }),
    dataConverter: { payloadConverterPath },
    // Written into every third event; the default carries a checksum that makes histories a quarter larger.
    buildId,
    identity: options.identity,
    maxCachedWorkflows: options.workflowCacheMax,
    maxConcurrentActivityTaskExecutions: options.activitiesMax,
    // After a crash every command on a run cached by the dead worker waits this long; the default is 10 seconds.
    stickyQueueScheduleToStartTimeout: '1 second',
    // Heartbeats reach the server at most this rarely, so cancellation of a model call is noticed soon.
    maxHeartbeatThrottleInterval: '1 second',
    defaultHeartbeatThrottleInterval: '1 second',
    shutdownGraceTime: options.shutdownGraceMs,
    shutdownForceTime: options.shutdownGraceMs + 5_000,
    interceptors: {
      activity: [
        ({ info }) => ({ inbound: createLogInterceptor(info) }),
        ({ info }) => ({ inbound: createFailureInterceptor(info.activityType, options.onActivityFailure) }),
      ],
    },
  });

/** All of them are beside `activitiesMax`. */
type InterviewWorkersOptions = InterviewWorkerOptions &
  Record<'modelActivitiesMax' | 'speechActivitiesMax' | 'hearingActivitiesMax', number>;

/** The workers of interviews: one for workflows and all that people wait for, one for what models are asked, two for what was spoken. */
export const createInterviewWorkers = async ({
  modelActivitiesMax,
  speechActivitiesMax,
  hearingActivitiesMax,
  ...options
}: InterviewWorkersOptions) => {
  const { workflowBundle: _, ...activitiesOnly } = options;
  const working = (taskQueue: string, activitiesMax: number) =>
    createInterviewWorker({ ...activitiesOnly, taskQueue, workflowCacheMax: 0, activitiesMax });
  const workers = await Promise.all([
    createInterviewWorker(options),
    working(modelTaskQueue(options.taskQueue), modelActivitiesMax),
    working(speechTaskQueue(options.taskQueue), speechActivitiesMax),
    working(hearingTaskQueue(options.taskQueue), hearingActivitiesMax),
  ]);
  return {
    run: async (): Promise<void> => void (await Promise.all(workers.map((worker) => worker.run()))),
    shutdown: (): void => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
};
