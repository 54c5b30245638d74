// The delivering half of a worker process: the relay, and a worker on a queue of its own.
import { deliveryDueChannel } from '../infra/db/deliveries/resend-store.ts';
import { createRelayStore } from '../infra/db/deliveries/relay-store.ts';
import { startWakeListener } from '../infra/db/wake-listener.ts';
import { deliveryTaskQueue } from '../workflows/contracts.ts';
import { createInterviewWorker, type InterviewWorkerOptions } from './interview-worker.ts';
import { createRelay } from './relay.ts';
import { deliveryActivities } from './wiring/deliveries.ts';
import type { WorkerDeps } from './wiring/deps.ts';

/** Deliveries mostly sleep: a few in memory are enough, and the rest is read again when its time comes. */
const workflowCacheMax = 100;

const patience = ['delivery.endpoint_busy', 'delivery.unfinished'];

export type Delivering = {
  /** Resolves at the end of an orderly stop; rejects when the worker fails. */
  running: Promise<void>;
  /** Begins an orderly stop: attempts under way may finish, what waits is another worker's. */
  stop(): void;
};

/** `common` are the settings of the interviews' worker, as far as both are alike. */
export const startDelivering = async (
  deps: WorkerDeps,
  common: Omit<InterviewWorkerOptions, 'activities' | 'activitiesMax' | 'workflowCacheMax'>,
): Promise<Delivering> => {
  const { config, log, engine } = deps;
  const { delaysMs, activitiesMax } = config.delivery;
  const worker = await createInterviewWorker({
    ...common,
    taskQueue: deliveryTaskQueue(common.taskQueue),
    activities: deliveryActivities(deps),
    activitiesMax,
    workflowCacheMax,
    // Waiting for a place and going on later are no failures, only how they are spelled.
    onActivityFailure: (failure) => {
      if (!patience.includes(failure.code)) common.onActivityFailure(failure);
    },
  });
  const relay = createRelay({ store: createRelayStore(deps), engine, delaysMs, log });
  const stopListening = startWakeListener({
    databaseUrl: config.database.url.reveal(),
    channels: ['event_added', deliveryDueChannel],
    onWake: relay.wake,
    logger: log,
  });
  const stopRelay = async (): Promise<void> => {
    await Promise.all([stopListening(), relay.stop()]);
  };
  const relaying = relay.run();
  return {
    running: Promise.all([worker.run().finally(stopRelay), relaying]).then(() => undefined),
    // The worker's end stops the relay: one that goes on a little longer does no harm.
    stop: () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
};
