// What sealing costs a reader: the same row read with its value opened, and without.
import { randomBytes } from 'node:crypto';

import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createSealer } from '../../infra/seal/sealer.ts';
import { newId, systemClock } from '../../infra/system.ts';
import { measurePair } from '../measure.ts';
import type { BenchContext, Result, Scenario } from '../scenario.ts';

/** About an answer of a candidate. */
const textCharacters = 2_000;
const readsPerMeasurement = 50;

const prepare = async ({ db }: BenchContext) => {
  const run = { tenantId: newId('tnt'), runId: newId('run') };
  const masterKey = randomBytes(32);
  const sealerWith = (cacheMs: number) =>
    createSealer({ keys: createKeyStore(db), masterKey, now: systemClock.now, cacheMs });
  const warm = sealerWith(60_000);
  const place = { ...run, purpose: 'personal' as const, table: 'bench_sealed', column: 'sealed', key: run.runId };
  await db.raw('create table if not exists bench_sealed (id text primary key, sealed bytea not null)');
  await warm.createKeys(run);
  const sealed = await warm.seal(place, { text: 'x'.repeat(textCharacters) });
  await db('bench_sealed').insert({ id: run.runId, sealed });
  const read = async (): Promise<Uint8Array> =>
    ((await db('bench_sealed').where({ id: run.runId }).first('sealed')) as { sealed: Uint8Array }).sealed;
  return { read, place, warm, cold: sealerWith(0) };
};

const times = (work: () => Promise<unknown>) => async (): Promise<void> => {
  for (let count = 0; count < readsPerMeasurement; count += 1) await work();
};

const perRead = (durationMs: number): string => `${(durationMs / readsPerMeasurement).toFixed(3)} ms`;

export const sealingScenario: Scenario = {
  name: 'sealing',
  run: async (context) => {
    const { read, place, warm, cold } = await prepare(context);
    const results: Result[] = [];
    for (const { name, sealer, aim } of [
      { name: 'key in memory', sealer: warm, aim: '≤ 1.2 of the same read' },
      { name: 'key read anew', sealer: cold, aim: 'one read more' },
    ]) {
      const opened = async () => sealer.open(place, await read());
      const pair = await measurePair({ rounds: context.rounds, pauseMs: 0, ours: times(opened), bare: times(read) });
      results.push({
        name: `read and unseal ${textCharacters} characters, ${name}`,
        ours: perRead(pair.ours.medianMs),
        bare: perRead(pair.bare.medianMs),
        ratio: pair.ratio,
        aim,
      });
    }
    return results;
  },
};
