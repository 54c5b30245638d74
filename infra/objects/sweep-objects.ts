// Removes what lies in the store and no row names: left by crashes, by puts that an erasure overtook, and by restored backups.
import type { ObjectStore, StoredObject } from '../../domain/ports/objects.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { Clock } from '../../domain/ports/system.ts';

const dayMs = 86_400_000;
/** Younger ones may be about to be named. */
const minimumAgeMs = dayMs;
/** Spoken questions are made again when somebody is asked them again. */
const speechLifeMs = 30 * dayMs;
const batchMax = 500;
/** Keys looked at in one round; the next day's goes on behind them. */
export const keysPerRound = 20_000;

export type SweepDeps = {
  objectStore: ObjectStore;
  recordings: { unnamed(keys: readonly string[]): Promise<string[]> };
  /** Where the last round stopped, null at the beginning. */
  cursor: { read(): Promise<string | null>; save(after: string | null): Promise<void> };
  clock: Clock;
  metrics: Metrics;
  heartbeat(): void;
};

const isRecording = ({ key }: StoredObject): boolean => key.startsWith('recordings/');

const isStale = ({ key, modifiedAt }: StoredObject, now: number): boolean =>
  (key.startsWith('speech/') && modifiedAt < now - speechLifeMs) ||
  (key.startsWith('probe/') && modifiedAt < now - dayMs);

const removeUnneeded = async (deps: SweepDeps, batch: StoredObject[]): Promise<void> => {
  const { objectStore, recordings, clock, metrics, heartbeat } = deps;
  heartbeat();
  const now = clock.now();
  const old = batch.filter((object) => isRecording(object) && object.modifiedAt < now - minimumAgeMs);
  const orphans = old.length === 0 ? [] : await recordings.unnamed(old.map(({ key }) => key));
  const unneeded: [result: string, keys: string[]][] = [
    ['orphan', orphans],
    ['stale', batch.filter((object) => isStale(object, now)).map(({ key }) => key)],
  ];
  for (const [result, keys] of unneeded)
    for (const key of keys) {
      await objectStore.remove(key);
      metrics.increment('objectsSwept', { result });
    }
};

/** One round; repeated, it does no harm. */
export const createObjectSweep =
  (deps: SweepDeps, keysMax = keysPerRound) =>
  async (): Promise<void> => {
    const { objectStore, cursor, clock, metrics } = deps;
    const unfinished = await objectStore.removeUnfinished(clock.now() - minimumAgeMs);
    for (let count = 0; count < unfinished; count += 1) metrics.increment('objectsSwept', { result: 'unfinished' });
    let seen = 0;
    let batch: StoredObject[] = [];
    let next: string | null = null;
    for await (const object of objectStore.list('', (await cursor.read()) ?? '')) {
      batch.push(object);
      seen += 1;
      if (seen === keysMax) {
        next = object.key;
        break;
      }
      if (batch.length < batchMax) continue;
      await removeUnneeded(deps, batch);
      batch = [];
    }
    await removeUnneeded(deps, batch);
    await cursor.save(next);
  };
