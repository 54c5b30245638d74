// Tells the API that a worker is there: one row, renewed every two seconds, removed at an orderly stop.
import type { Logger } from '../domain/ports/log.ts';
import { createOutageLog } from '../infra/log/outage-log.ts';
import { recordHeartbeat, removeHeartbeat } from '../infra/db/operation/heartbeat-store.ts';
import type { Db } from '../infra/db/knex.ts';

const everyMs = 2_000;

/** Begins with a first sign of life; call the returned function to stop. A failed one is tried again at the next beat. */
export const startHeartbeat = async (deps: {
  db: Db;
  log: Logger;
  workerId: string;
  taskQueue: string;
}): Promise<() => Promise<void>> => {
  const { db, log, workerId, taskQueue } = deps;
  const outage = createOutageLog(log, 'worker.heartbeat_failed');
  const beat = (): Promise<void> =>
    recordHeartbeat(db, workerId, taskQueue).then(outage.worked, (error: unknown) => outage.failed({ error }));
  let beating = beat();
  await beating;
  const timer = setInterval(() => {
    beating = beat();
  }, everyMs);
  return async () => {
    clearInterval(timer);
    // A beat under way would bring the row back after it was removed.
    await beating;
    await removeHeartbeat(db, workerId).catch(() => undefined);
  };
};
