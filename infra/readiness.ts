// What /readyz says, asked at most once a second however many probes there are.
import type { Clock } from '../domain/ports/system.ts';
import { heartbeatMaxAgeMs, youngestHeartbeatAgeMs } from './db/operation/heartbeat-store.ts';
import type { Db } from './db/knex.ts';

export type ReadinessReport = {
  database: 'up' | 'down';
  temporal: 'up' | 'down' | 'unknown';
  worker: 'up' | 'down';
  objects: 'up' | 'down' | 'unknown';
};

export type ReadinessDeps = {
  db: Db;
  clock: Clock;
  /** Whether the workflow engine answers; absent means that nobody asks. */
  probeTemporal?: () => Promise<'up' | 'down'>;
  /** Whether the store of objects can be used; throws where it cannot. Absent means likewise. */
  probeObjects?: (signal: AbortSignal) => Promise<void>;
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

/** Asking a bucket may cost money, and recordings wait in the database while it is away. */
const objectsCacheMs = 15_000;

/** What `ask` said, for as long as that counts, however many want to know. */
const remembered = <Value>(clock: Clock, forMs: number, ask: () => Promise<Value>) => {
  let known: { until: number; value: Promise<Value> } | null = null;
  return async (): Promise<Value> => {
    if (known === null || known.until <= clock.now()) known = { until: clock.now() + forMs, value: ask() };
    return await known.value;
  };
};

export const createReadiness = (deps: ReadinessDeps) => {
  const { db, clock, probeTemporal, probeObjects, cacheMs = 1_000, timeoutMs = 2_000 } = deps;

  const readTemporal = async (): Promise<ReadinessReport['temporal']> => {
    if (probeTemporal === undefined) return 'unknown';
    return await within<'up' | 'down'>(timeoutMs, probeTemporal, 'down');
  };

  const readObjects = remembered(clock, objectsCacheMs, async (): Promise<ReadinessReport['objects']> => {
    if (probeObjects === undefined) return 'unknown';
    const probe = (): Promise<'up'> => probeObjects(AbortSignal.timeout(timeoutMs)).then(() => 'up');
    return await within<'up' | 'down'>(timeoutMs, probe, 'down');
  });

  const ask = async (): Promise<ReadinessReport> => {
    const [stored, temporal, objects] = await Promise.all([
      within<Stored>(timeoutMs, () => readStored(db), { database: 'down', worker: 'down' }),
      readTemporal(),
      readObjects(),
    ]);
    return { ...stored, temporal, objects };
  };

  return { report: remembered(clock, cacheMs, ask) };
};

export type Readiness = ReturnType<typeof createReadiness>;
