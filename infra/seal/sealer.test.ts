import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../test/harness/database.ts';
import type { SealPlace } from '../../domain/ports/system.ts';
import { createKeyStore } from './key-store.ts';
import { createSealer, keyCacheMs } from './sealer.ts';

const { db } = await useDatabase();
const masterKey = randomBytes(32);
const place: SealPlace<unknown> = {
  purpose: 'personal',
  tenantId: 't1',
  runId: 'run_1',
  table: 'turns',
  column: 'answer_sealed',
  key: '1',
};

const sealerAt = (clock: { at: number }) => createSealer({ keys: createKeyStore(db), masterKey, now: () => clock.at });

describe('sealing', () => {
  it('gives back exactly what was sealed, also in another process', async () => {
    const sealer = sealerAt({ at: 0 });
    await sealer.createKeys({ tenantId: 't1', runId: 'run_1' });
    const sealed = await sealer.seal(place, { name: 'Zoë 🎈' });

    const elsewhere = sealerAt({ at: 0 });

    expect(await elsewhere.open(place, sealed)).toEqual({ name: 'Zoë 🎈' });
    expect(Buffer.from(sealed).includes('Zoë')).toBe(false);
  });

  it('refuses a value that was moved to another row, column, run or tenant', async () => {
    const sealer = sealerAt({ at: 0 });
    await sealer.createKeys({ tenantId: 't1', runId: 'run_1' });
    const sealed = await sealer.seal(place, 'secret');

    for (const moved of [{ key: '2' }, { column: 'question_sealed' }, { table: 'chats' }, { tenantId: 't2' }]) {
      await expect(sealer.open({ ...place, ...moved }, sealed)).rejects.toThrow();
    }
  });

  it('refuses a value with a single changed bit', async () => {
    const sealer = sealerAt({ at: 0 });
    await sealer.createKeys({ tenantId: 't1', runId: 'run_1' });
    const sealed = await sealer.seal(place, 'secret');
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;

    await expect(sealer.open(place, sealed)).rejects.toThrow();
  });

  it('keeps the first keys when they are created twice at once', async () => {
    const place2 = { ...place, purpose: 'assessment' as const, runId: 'run_2' };
    const [one, two] = [sealerAt({ at: 0 }), sealerAt({ at: 0 })];
    await Promise.all([
      one.createKeys({ tenantId: 't1', runId: 'run_2' }),
      two.createKeys({ tenantId: 't1', runId: 'run_2' }),
    ]);

    const sealed = await one.seal(place2, 42);

    expect(await two.open(place2, sealed)).toBe(42);
  });

  it('a destroyed key opens nothing, at once here and within a minute in other processes', async () => {
    const place3 = { ...place, runId: 'run_3' };
    const clock = { at: 0 };
    const [here, elsewhere] = [sealerAt(clock), sealerAt(clock)];
    await here.createKeys({ tenantId: 't1', runId: 'run_3' });
    const sealed = await here.seal(place3, 'secret');
    await elsewhere.open(place3, sealed);

    await here.destroyKey({ tenantId: 't1', runId: 'run_3' }, 'personal');
    await expect(here.open(place3, sealed)).rejects.toMatchObject({ code: 'personal_data.erased' });
    clock.at += keyCacheMs;
    await expect(elsewhere.open(place3, sealed)).rejects.toMatchObject({ code: 'personal_data.erased' });
  });

  it('a key that was read just before its destruction lives no longer than the agreed time after it', async () => {
    const place4 = { ...place, runId: 'run_4' };
    const clock = { at: 0 };
    const keys = createKeyStore(db);
    const slow: typeof keys = {
      ...keys,
      find: async (...key) => {
        const found = await keys.find(...key);
        clock.at += 30_000;
        return found;
      },
    };
    const elsewhere = createSealer({ keys: slow, masterKey, now: () => clock.at, cacheMs: 40_000 });
    const here = sealerAt(clock);
    await here.createKeys({ tenantId: 't1', runId: 'run_4' });
    const sealed = await here.seal(place4, 'secret');

    expect(await elsewhere.open(place4, sealed)).toBe('secret');
    await here.destroyKey({ tenantId: 't1', runId: 'run_4' }, 'personal');
    clock.at += 10_000;

    await expect(elsewhere.open(place4, sealed)).rejects.toMatchObject({ code: 'personal_data.erased' });
  });
});
