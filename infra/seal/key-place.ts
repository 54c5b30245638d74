// Notices keys that are not where this process would look for them, before a missing key passes for an erased one.
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../db/knex.ts';

/** `unmoved`: live keys are still in the main database. `elsewhere`: the newest runs have no keys where we look. */
export type KeyPlaceProblem = 'unmoved' | 'elsewhere';

const newestRuns = 20;

export const keyPlaceProblem = async ({ db, keyDb }: { db: Db; keyDb: Db }): Promise<KeyPlaceProblem | null> => {
  if (keyDb !== db) {
    const unmoved: unknown = await db('run_keys').whereNotNull('wrapped_key').first('run_id');
    if (unmoved !== undefined) return 'unmoved';
  }
  const rows: { run_id: string }[] = await db('interviews')
    .select('run_id')
    .orderBy('created_at', 'desc')
    .limit(newestRuns);
  const runIds = rows.map((row) => row.run_id);
  if (runIds.length === 0) return null;
  // A key's row outlives the key, so that even erased runs have one.
  const known: unknown = await keyDb('run_keys').whereIn('run_id', runIds).first('run_id');
  return known === undefined ? 'elsewhere' : null;
};

export const keyPlaceRemedy: Readonly<Record<KeyPlaceProblem, string>> = {
  unmoved:
    'Keys of runs are still in the main database: stop api and worker, then run npm run parley -- master-key move-keys',
  elsewhere: 'The key database does not know the keys of the newest interviews: check KEY_DATABASE_URL.',
};

const patienceMs = 3_000;

/**
 * Keeps a process from starting where it would take every run for erased. A database that is away is no reason: the
 * process starts and answers that the store is unavailable.
 * @throws Error with what to do
 */
export const refuseMisplacedKeys = async (databases: { db: Db; keyDb: Db }): Promise<void> => {
  const unknown = pause(patienceMs, null, { ref: false });
  const problem = await Promise.race([keyPlaceProblem(databases).catch(() => null), unknown]);
  if (problem !== null) throw new Error(keyPlaceRemedy[problem]);
};
