// The workers' signs of life, by the database's clock: machines need not agree on the time; and whether a worker is there.
import type { Db } from '../knex.ts';
import type { WorkerPresence } from '../../../domain/ports/interviews.ts';

/** Older ones mean that no worker is there. */
export const heartbeatMaxAgeMs = 10_000;

export const recordHeartbeat = async (db: Db, workerId: string, taskQueue: string): Promise<void> => {
  await db('worker_heartbeats')
    .insert({ worker_id: workerId, task_queue: taskQueue })
    .onConflict('worker_id')
    .merge({ task_queue: taskQueue, at: db.fn.now() });
};

/** A worker that stops says so: the API refuses commands at once instead of ten seconds later. */
export const removeHeartbeat = async (db: Db, workerId: string): Promise<void> => {
  await db('worker_heartbeats').where({ worker_id: workerId }).delete();
};

/** Age of the youngest sign of life in milliseconds; null when there is none. */
export const youngestHeartbeatAgeMs = async (db: Db): Promise<number | null> => {
  const { rows } = await db.raw<{ rows: { age: number | null }[] }>(
    'select (extract(epoch from clock_timestamp() - max(at)) * 1000)::float8 as age from worker_heartbeats',
  );
  return rows[0]?.age ?? null;
};

/** Removes the rows of workers that are long gone. */
export const sweepHeartbeats = async (db: Db): Promise<number> =>
  await db('worker_heartbeats').whereRaw(`at < now() - interval '1 day'`).delete();

/** For a start that knows that no worker runs: the signs of life of killed ones would promise one for ten seconds. */
export const forgetWorkers = async (db: Db): Promise<number> => await db('worker_heartbeats').delete();

const believedMs = 1_000;

export const createWorkerPresence = ({ db, now }: { db: Db; now: () => number }): WorkerPresence => {
  let aliveUntil = 0;
  return {
    alive: async () => {
      if (now() < aliveUntil) return true;
      const ageMs = await youngestHeartbeatAgeMs(db);
      const isAlive = ageMs !== null && ageMs < heartbeatMaxAgeMs;
      if (isAlive) aliveUntil = now() + believedMs;
      return isAlive;
    },
  };
};
