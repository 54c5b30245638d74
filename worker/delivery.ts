// The delivering half of a worker process: the relay, and a worker on a queue of its own.
import type { Connection } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';

import { deliveryDueChannel } from '../infra/db/deliveries/resend-store.ts';
import { createRelayStore } from '../infra/db/deliveries/relay-store.ts';
import { startWakeListener } from '../infra/db/wake-listener.ts';
import { createDeliveryEngine } from '../infra/temporal/delivery-engine.ts';
import { deliveryTaskQueue } from '../workflows/contracts.ts';
import { deliveryActivities, type DeliveryActivityDeps } from './delivery-activities.ts';
import { createInterviewWorker, type InterviewWorkerOptions } from './interview-worker.ts';
import { createRelay } from './relay.ts';

/** Deliveries mostly sleep: a few in memory are enough, and the rest is read again when its time comes. */
const workflowCacheMax = 100;

export type DeliveryOptions = DeliveryActivityDeps & {
  databaseUrl: string;
  /** For the relay, which starts workflows. */
  client: Connection;
  delaysMs: readonly number[];
  /** The interviews' worker, as far as both are alike. */
  worker: Omit<InterviewWorkerOptions, 'activities' | 'workflowCacheMax'>;
};

export type Delivering = {
  /** Resolves at the end of an orderly stop; rejects when the worker fails. */
  running: Promise<void>;
  /** Begins an orderly stop: attempts under way may finish, what waits is another worker's. */
  stop(): void;
};

const shutDown = (worker: Worker): void => {
  if (worker.getState() === 'RUNNING') worker.shutdown();
};

export const startDelivering = async (options: DeliveryOptions): Promise<Delivering> => {
  const { worker: settings, log, delaysMs } = options;
  const worker = await createInterviewWorker({
    ...settings,
    taskQueue: deliveryTaskQueue(settings.taskQueue),
    activities: deliveryActivities(options),
    workflowCacheMax,
    // Waiting for a place is no failure, only how it is spelled.
    onActivityFailure: (failure) => {
      if (failure.code !== 'delivery.endpoint_busy') settings.onActivityFailure(failure);
    },
  });
  const { namespace, taskQueue } = settings;
  const engine = createDeliveryEngine({ connection: options.client, namespace, taskQueue });
  const relay = createRelay({ store: createRelayStore(options), engine, delaysMs, log });
  const stopListening = startWakeListener({
    databaseUrl: options.databaseUrl,
    channels: ['interview_changed', deliveryDueChannel],
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
    stop: () => shutDown(worker),
  };
};
