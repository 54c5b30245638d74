// Everything a test of deliveries needs: Temporal, a database, the delivering half of a worker with short delays.
import { afterAll } from 'vitest';
import type { AtsKinds } from '../../domain/ports/ats.ts';
import { atsKinds as shippedKinds } from '../../infra/ats/kinds.ts';
import { createOutboundClient } from '../../infra/http/outbound-client.ts';
import { createOutboxMailer } from '../../infra/mail/mailer.ts';
import { startDelivering, type Delivering } from '../../worker/delivery.ts';
import { workerDeps } from '../../worker/wiring/deps.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { createDeliveryWorld } from '../delivery/delivery-world.ts';
import { useDatabase } from './database.ts';
import type { useOwnTemporal } from './temporal.ts';
import { createWorld } from './world.ts';

type BenchOptions = {
  /** Not the shared one: these suites kill it, or keep it busy. */
  temporal: Awaited<ReturnType<typeof useOwnTemporal>>;
  delaysMs: readonly number[];
  activitiesMax?: number;
  /** Instead of the sender's own, so that a receiver that hangs does not hold up a test. */
  answerTimeoutMs?: number;
  /** Instead of the shipped kinds of ATS. */
  atsKinds?: AtsKinds;
};

export const useDeliveryBench = async (options: BenchOptions) => {
  const { temporal, delaysMs, activitiesMax = 50, answerTimeoutMs, atsKinds = shippedKinds } = options;
  const { db, url } = await useDatabase();
  const { env, taskQueue, workflowBundle } = temporal;
  const world = createDeliveryWorld(db, { atsKinds });
  const logs: LogLine[] = [];
  const log = recordingLog(logs);
  const outbound = createOutboundClient({ allowedNetworks: ['127.0.0.0/8'] });
  const send: typeof outbound.send = (request) =>
    outbound.send({ ...request, timeoutMs: answerTimeoutMs ?? request.timeoutMs });
  const parts = createWorld(db, {
    log,
    atsKinds,
    outbound: { ...outbound, send },
    temporal: env.connection,
    env: { DATABASE_URL: url, PARLEY_TASK_QUEUE: taskQueue },
  });
  const config = { ...parts.config, delivery: { delaysMs, activitiesMax } };
  const deps = workerDeps({ ...parts, config }, createOutboxMailer());

  const start = (): Promise<Delivering> =>
    startDelivering(deps, {
      connection: env.nativeConnection,
      namespace: 'default',
      identity: 'w-test',
      taskQueue,
      workflowBundle,
      shutdownGraceMs: 1_000,
      onActivityFailure: (failure) => log.warn('activity.failed', { ...failure, activityType: failure.activity }),
    });
  let delivering = await start();
  const stop = async (): Promise<void> => {
    delivering.stop();
    await delivering.running;
  };
  afterAll(async () => {
    await stop();
    await outbound.close();
  });
  return {
    ...world,
    url,
    server: temporal.server,
    client: env.client,
    signingKeys: deps.signingKeys,
    logs,
    metrics: deps.metrics,
    stop,
    restart: async () => {
      delivering = await start();
    },
  };
};
