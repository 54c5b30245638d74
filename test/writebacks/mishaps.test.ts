// Write-backs whose time is up, whose worker stops, or whose process dies between two lines of the end.
import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { WritebackAttemptDeps } from '../../activities/writeback-attempts.ts';
import type { Composition } from '../../domain/writeback/item.ts';
import { useDatabase } from '../harness/database.ts';
import { createFakeVendor } from './fake-vendor.ts';
import { createWritebackWorld, everything, refused } from './writeback-world.ts';

const { db } = await useDatabase();
const world = createWritebackWorld(db);

const setUp = async (own: Partial<WritebackAttemptDeps> = {}, first: Composition = everything()) => {
  const vendor = createFakeVendor();
  const order = await world.order();
  const wanted = { now: first };
  const attempts = world.attemptsOf(vendor, () => wanted.now, own);
  const id = await world.happen(order);
  const attempt = (n = 1, of = id) => attempts.attempt({ tenantId: order.tenantId, id: of, attempt: n });
  const write = async () => attempt(1, await world.happen(order));
  const status = async () => (await world.deliveries({ id }))[0]?.['status'];
  return { vendor, order, wanted, attempts, id, attempt, write, status };
};

describe('a write-back that has written nothing', () => {
  it('since its time was up is tried again, and never called delivered', async () => {
    let now = 0;
    const clock = { now: () => (now += 30_000) };
    const { vendor, attempt, status } = await setUp({ clock });

    expect(await attempt()).toEqual({ result: 'retry', retryAfterMs: null });
    expect([await status(), vendor.calls]).toEqual(['pending', []]);
  });

  it('since its worker stops is left to the next one', async () => {
    const stopping = AbortSignal.abort();
    const { vendor, attempt, status } = await setUp({ signal: () => stopping });

    await expect(attempt()).rejects.toMatchObject({ code: 'delivery.interrupted' });
    expect([await status(), vendor.calls]).toEqual(['pending', []]);
  });

  it('has all its time for writing, however long it took to make what is written', async () => {
    const time = { now: 0 };
    const compose = (): Promise<Composition> => {
      time.now += 60_000;
      return Promise.resolve(everything());
    };
    const { attempt } = await setUp({ clock: { now: () => time.now }, compose });

    expect(await attempt()).toMatchObject({ result: 'done' });
  });
});

describe('the end of a delivery', () => {
  it('that gave way to a later one fails nothing of it when it gives up', async () => {
    const { vendor, order, attempts, id, attempt } = await setUp();
    vendor.refuse('findNote', () => {
      throw new AppError('internal.error');
    });
    await attempt().catch(() => undefined);
    await db('deliveries').where({ id }).update({ status: 'skipped', reason: 'superseded' });
    await attempts.giveUp({ tenantId: order.tenantId, id });

    expect(new Set(Object.values(await world.statuses(order)))).toContain('intended');
    expect(Object.values(await world.statuses(order)).filter((one) => one.startsWith('failed'))).toEqual([]);
  });

  it('tells of trouble although the process died right after the end was recorded', async () => {
    const told: string[] = [];
    const tellTrouble: WritebackAttemptDeps['tellTrouble'] = ({ runId }) => {
      told.push(runId);
      return told.length === 1 ? Promise.reject(new Error('killed')) : Promise.resolve();
    };
    const { vendor, attempt, status } = await setUp({ tellTrouble });
    vendor.refuse('addTag', () => refused('vendor.forbidden'));
    await expect(attempt()).rejects.toThrow('killed');

    expect(await status()).toBe('dead');
    expect(await attempt()).toMatchObject({ result: 'stopped' });
    expect(told).toHaveLength(2);
  });
});
