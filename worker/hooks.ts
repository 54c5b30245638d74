// The half of a worker process that works on what ATS told: a relay from rows to workflows, and a worker on a queue of its own.
import type { HookEngine, HookRelay } from '../domain/ports/ats-inbox.ts';
import { createHookRelay } from '../infra/db/inbox/inbox-relay.ts';
import { hookAddedChannel } from '../infra/db/inbox/inbox-rows.ts';
import { startWakeListener } from '../infra/db/wake-listener.ts';
import { hookTaskQueue } from '../workflows/contracts.ts';
import type { Delivering } from './delivery.ts';
import { createInterviewWorker, type InterviewWorkerOptions } from './interview-worker.ts';
import { createWakeableLoop } from './wakeable-loop.ts';
import type { WorkerDeps } from './wiring/deps.ts';
import { hookActivities } from './wiring/hooks.ts';

/** One workflow is over as soon as its hooks are done. */
const workflowCacheMax = 100;
/** Few at a time: who waits behind a burst gets its turn with the next claim. */
const lanesMax = 20;

/** True when there may be more; what fails is given back, and the first failure is thrown once all have settled. */
export const relayHooks =
  ({ relay, engine }: { relay: HookRelay; engine: HookEngine }) =>
  async (): Promise<boolean> => {
    const claimed = await relay.claim(lanesMax);
    const results = await Promise.allSettled(claimed.map((start) => engine.tellHooks(start)));
    const idsOf = (status: PromiseSettledResult<void>['status']): string[] =>
      claimed.flatMap(({ ids }, index) => (results[index]?.status === status ? ids : []));
    await relay.markTold(idsOf('fulfilled'));
    const failed = results.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') {
      await relay.release(idsOf('rejected'));
      throw failed.reason;
    }
    return claimed.length > 0;
  };

type Common = Omit<InterviewWorkerOptions, 'activities' | 'activitiesMax' | 'workflowCacheMax'>;

/** `common` are the settings of the interviews' worker, as far as both are alike. */
export const startHooks = async (deps: WorkerDeps, common: Common): Promise<Delivering> => {
  const { config, log, db, engine } = deps;
  const worker = await createInterviewWorker({
    ...common,
    taskQueue: hookTaskQueue(common.taskQueue),
    activities: hookActivities(deps),
    activitiesMax: config.worker.activitiesMax,
    workflowCacheMax,
    // Waiting for a place is no failure, only how it is spelled.
    onActivityFailure: (failure) => {
      if (failure.code !== 'delivery.endpoint_busy') common.onActivityFailure(failure);
    },
  });
  const step = relayHooks({ relay: createHookRelay(db), engine });
  const loop = createWakeableLoop({ step, log, failedEvent: 'hooks.relay_failed' });
  const stopListening = startWakeListener({
    databaseUrl: config.database.url.reveal(),
    channels: [hookAddedChannel],
    onWake: loop.wake,
    logger: log,
  });
  const stopRelay = async (): Promise<void> => {
    await Promise.all([stopListening(), loop.stop()]);
  };
  const relaying = loop.run();
  return {
    running: Promise.all([worker.run().finally(stopRelay), relaying]).then(() => undefined),
    stop: () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
};
