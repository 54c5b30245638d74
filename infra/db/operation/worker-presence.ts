// Answers whether a worker is there, for every command: a good answer is believed for a second, a bad one is not kept.
import type { WorkerPresence } from '../../../domain/ports/interviews.ts';
import { heartbeatMaxAgeMs, youngestHeartbeatAgeMs } from './heartbeat-store.ts';
import type { Db } from '../knex.ts';

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
