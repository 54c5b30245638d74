// What /readyz says, asked at most once a second however many probes there are.
import type { Clock } from '../domain/ports/system.ts';
import { heartbeatMaxAgeMs, youngestHeartbeatAgeMs } from './db/operation/heartbeat-store.ts';
import type { Db } from './db/knex.ts';

export type ReadinessReport = {
  database: 'up' | 'down';
  temporal: 'up' | 'down' | 'unknown';
  worker: 'up' | 'down';
};

export type ReadinessDeps = {
  db: Db;
  clock: Clock;
  /** Whether the workflow engine answers; absent means that nobody asks. */
  probeTemporal?: () => Promise<'up' | 'down'>;
  cacheMs?: number;
  timeoutMs?: number;
};

/** The answer, or `late` when it fails or takes longer than `timeoutMs`. */
const within = async <Value>(timeoutMs: number, work: () => Promise<Value>, late: Value): Promise<Value> => {
  const { promise, resolve } = Promise.withResolvers<Value>();
  const timer = setTimeout(() => resolve(late), timeoutMs);
  try {
    return await Promise.race([work(), promise]);
  } catch {
    return late;
  } finally {
    clearTimeout(timer);
  }
};

type Stored = Pick<ReadinessReport, 'database' | 'worker'>;

const readStored = async (db: Db): Promise<Stored> => {
  const ageMs = await youngestHeartbeatAgeMs(db);
  return { database: 'up', worker: ageMs !== null && ageMs <= heartbeatMaxAgeMs ? 'up' : 'down' };
};

export const createReadiness = ({ db, clock, probeTemporal, cacheMs = 1_000, timeoutMs = 2_000 }: ReadinessDeps) => {
  let known: { until: number; report: Promise<ReadinessReport> } | null = null;

  const readTemporal = async (): Promise<ReadinessReport['temporal']> => {
    if (probeTemporal === undefined) return 'unknown';
    return await within<'up' | 'down'>(timeoutMs, probeTemporal, 'down');
  };

  const ask = async (): Promise<ReadinessReport> => {
    const [stored, temporal] = await Promise.all([
      within<Stored>(timeoutMs, () => readStored(db), { database: 'down', worker: 'down' }),
      readTemporal(),
    ]);
    return { ...stored, temporal };
  };

  return {
    report: async (): Promise<ReadinessReport> => {
      if (known === null || known.until <= clock.now()) known = { until: clock.now() + cacheMs, report: ask() };
      return await known.report;
    },
  };
};

export type Readiness = ReturnType<typeof createReadiness>;
