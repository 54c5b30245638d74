// Everything a test of deliveries needs: Temporal, a database, the delivering half of a worker with short delays.
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { afterAll } from 'vitest';
import { createOutboundClient } from '../../infra/http/outbound-client.ts';
import { createOutboxMailer } from '../../infra/mail/mailer.ts';
import { buildBundle } from '../../worker/bundle.ts';
import { startDelivering, type Delivering } from '../../worker/delivery.ts';
import { workerDeps } from '../../worker/wiring/deps.ts';
import { recordingLog, type LogLine } from '../api/start-api.ts';
import { createDeliveryWorld } from '../delivery/delivery-world.ts';
import { useDatabase } from './database.ts';
import { startTemporal } from './temporal-server.ts';
import { createWorld } from './world.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

type BenchOptions = {
  delaysMs: readonly number[];
  activitiesMax?: number;
  /** Instead of the sender's own, so that a receiver that hangs does not hold up a test. */
  answerTimeoutMs?: number;
};

export const useDeliveryBench = async ({ delaysMs, activitiesMax = 50, answerTimeoutMs }: BenchOptions) => {
  const { db, url } = await useDatabase();
  const server = await startTemporal();
  const { code } = await buildBundle(new DefaultLogger('ERROR'));
  const native = await NativeConnection.connect({ address: server.address });
  const connection = await Connection.connect({ address: server.address });
  const world = createDeliveryWorld(db);
  const logs: LogLine[] = [];
  const log = recordingLog(logs);
  const outbound = createOutboundClient({ allowedNetworks: ['127.0.0.0/8'] });
  const send: typeof outbound.send = (request) =>
    outbound.send({ ...request, timeoutMs: answerTimeoutMs ?? request.timeoutMs });
  const parts = createWorld(db, {
    log,
    outbound: { ...outbound, send },
    temporal: connection,
    env: { DATABASE_URL: url, PARLEY_TASK_QUEUE: 'test' },
  });
  const config = { ...parts.config, delivery: { delaysMs, activitiesMax } };
  const deps = workerDeps({ ...parts, config }, createOutboxMailer());

  const start = (): Promise<Delivering> =>
    startDelivering(deps, {
      connection: native,
      namespace: 'default',
      identity: 'w-test',
      taskQueue: 'test',
      workflowBundle: { code },
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
    await connection.close();
    await native.close();
    await server.stop();
  });
  return {
    ...world,
    url,
    server,
    client: new Client({ connection }),
    signingKeys: deps.signingKeys,
    logs,
    metrics: deps.metrics,
    stop,
    restart: async () => {
      delivering = await start();
    },
  };
};
