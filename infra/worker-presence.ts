// Whether a worker is alive, asked at most once a second: commands need it, and they may be many.
import type { Clock, WorkerPresence } from '../domain/ports/system.ts';
import { heartbeatMaxAgeMs, youngestHeartbeatAgeMs } from './db/heartbeat-store.ts';
import type { Db } from './db/knex.ts';

export const createWorkerPresence = ({ db, clock, cacheMs = 1_000 }: { db: Db; clock: Clock; cacheMs?: number }): WorkerPresence => {
  let known: { until: number; alive: Promise<boolean> } | null = null;

  const ask = async (): Promise<boolean> => {
    const ageMs = await youngestHeartbeatAgeMs(db);
    return ageMs !== null && ageMs <= heartbeatMaxAgeMs;
  };

  return {
    alive: async () => {
      if (known && known.until > clock.now()) return await known.alive;
      const entry = { until: clock.now() + cacheMs, alive: ask() };
      known = entry;
      try {
        return await entry.alive;
      } catch (error) {
        if (known === entry) known = null;
        throw error;
      }
    },
  };
};
