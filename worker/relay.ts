// Between what happened and who is told: one loop makes deliveries of events, another starts their workflows.
// Each step may be repeated at will, by this worker or another one, so a crash anywhere only delays.
import type { DueStart } from '../domain/delivery/channels.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { RelayStore } from '../infra/db/deliveries/relay-store.ts';
import type { DeliveryEngine } from '../infra/temporal/delivery-engine.ts';
import { createWakeableLoop } from './wakeable-loop.ts';

const eventsMax = 100;
/** Few at a time: who waits behind a burst gets its turn with the next claim. */
const startsMax = 10;

export type RelayDeps = {
  store: RelayStore;
  engine: DeliveryEngine;
  delaysMs: readonly number[];
  log: Logger;
};

export type Relay = {
  /** Relays and starts everything that is due now, and throws what fails. */
  pass(): Promise<void>;
  /** Works until `stop`. */
  run(): Promise<void>;
  /** Makes it look at once. */
  wake(): void;
  /** Resolves once nothing is under way. */
  stop(): Promise<void>;
};

/** Starts what was claimed; what fails is given back, and the first failure is thrown once all have settled. */
const startClaimed = async ({ store, engine, delaysMs }: RelayDeps, claimed: readonly DueStart[]): Promise<void> => {
  const results = await Promise.allSettled(claimed.map((start) => engine.startDelivery({ ...start, delaysMs })));
  const withStatus = (status: PromiseSettledResult<unknown>['status']): DueStart[] =>
    claimed.filter((_, index) => results[index]?.status === status);
  const closed = claimed.filter((_, index) => {
    const result = results[index];
    return result?.status === 'fulfilled' && result.value === 'closed';
  });
  // A workflow ends after its row: a row that still waits beside one that has ended would wait for ever.
  await store.giveUp(closed);
  await store.markStarted(withStatus('fulfilled'));
  const failed = withStatus('rejected');
  if (failed.length === 0) return;
  await store.releaseStarts(failed);
  throw results.find((result) => result.status === 'rejected')?.reason;
};

const relayEvents = async ({ store }: RelayDeps): Promise<number> => await store.relayEvents(eventsMax);

const startDue = async (deps: RelayDeps): Promise<number> => {
  const claimed: DueStart[] = await deps.store.claimStarts(startsMax);
  await startClaimed(deps, claimed);
  return claimed.length;
};

export const createRelay = (deps: RelayDeps): Relay => {
  const starts = createWakeableLoop({
    step: async () => (await startDue(deps)) > 0,
    log: deps.log,
    failedEvent: 'relay.start_failed',
  });
  const events = createWakeableLoop({
    step: async () => {
      const count = await relayEvents(deps);
      if (count > 0) starts.wake();
      return count === eventsMax;
    },
    log: deps.log,
    failedEvent: 'relay.failed',
  });
  const loops = [events, starts];
  return {
    pass: async () => {
      while ((await relayEvents(deps)) > 0);
      while ((await startDue(deps)) > 0);
    },
    run: async () => {
      await Promise.all(loops.map((loop) => loop.run()));
    },
    wake: () => {
      for (const loop of loops) loop.wake();
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
};
