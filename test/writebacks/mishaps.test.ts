// Write-backs whose time is up, whose worker stops or whose connection goes; and what is not wanted in a record any more.
import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { WritebackAttemptDeps } from '../../activities/writeback-attempts.ts';
import { pauseBefore } from '../../domain/delivery/schedule.ts';
import type { Composition } from '../../domain/writeback/item.ts';
import { createTriggerOrders } from '../../infra/db/orders/trigger-order-store.ts';
import { createTellTrouble } from '../../infra/db/writebacks/tell-trouble.ts';
import { useDatabase } from '../harness/database.ts';
import { createFakeVendor } from './fake-vendor.ts';
import { away, createWritebackWorld, everything, refused } from './writeback-world.ts';

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

describe('a vendor that is away for a day', () => {
  it('is written to once it is back, each thing once, by the shipped schedule and a clock that is moved', async () => {
    const dayMs = 24 * 3_600_000;
    const time = { now: 0 };
    const { vendor, attempt, status } = await setUp({ clock: { now: () => time.now } });
    for (const name of Object.keys(vendor.records)) vendor.refuse(name, () => (time.now < dayMs ? away() : null));
    const results: string[] = [];

    // As its workflow waits, with the longest pauses that chance gives.
    for (const [index, delayMs] of world.parts.config.delivery.delaysMs.entries()) {
      time.now += pauseBefore({ delayMs, retryAfterMs: null, random: 1 });
      const { result } = await attempt(index + 1);
      results.push(result);
      if (result !== 'retry') break;
    }

    expect(results).toEqual([...Array.from({ length: 7 }, () => 'retry'), 'done']);
    expect(time.now).toBeLessThan(1.5 * dayMs);
    expect(await status()).toBe('delivered');
    const once = ['addFile', 'addLink', 'addNote', 'addTag', 'moveStage', 'writeFields', 'writeFields'];
    expect(vendor.writes().toSorted()).toEqual(once);
  });
});

describe('a record whose candidate is merged with another', () => {
  const candidateOf = async ({ id }: { id: string }) =>
    ((await db('orders').where({ id }).first('vendor_keys')) as { vendor_keys: { candidateId: string } }).vendor_keys
      .candidateId;

  it.each(['before it is written', 'while it is written'])(
    '%s is written where it is then, each thing once',
    async (when) => {
      const { vendor, order, attempt } = await setUp();
      const merge = () => void (vendor.state.candidateId = 'kept');
      if (when.startsWith('before')) merge();
      else vendor.onStep((name, at) => void (name === 'addNote' && at === 'after' && merge()));

      await expect(attempt()).rejects.toMatchObject({ code: 'delivery.interrupted' });
      expect(await attempt()).toMatchObject({ result: 'done' });
      expect(await candidateOf(order)).toBe('kept');
      expect(Object.values(await world.statuses(order))).toEqual(Array(8).fill('confirmed'));
      const once = ['addFile', 'addLink', 'addNote', 'addTag', 'moveStage', 'writeFields', 'writeFields'];
      expect(vendor.writes().toSorted()).toEqual(once);
    },
  );

  it('is nobody else’s while somebody writes: the hook waits, and who has read of the other one begins anew', async () => {
    const { order } = await setUp();
    const orders = createTriggerOrders(db);
    const lease = { tenantId: order.tenantId, orderId: order.id, holder: 'a writer' };
    const rekey = () => orders.rekeyCandidate(order.tenantId, order.connectionId, { from: 'cand', to: 'kept' });
    expect(await world.store.take(lease, 'cand')).toBe(true);

    await expect(rekey()).rejects.toMatchObject({ code: 'delivery.endpoint_busy' });
    expect(await candidateOf(order)).toBe('cand');
    await world.store.release(lease);
    expect(await rekey()).toBe(1);
    expect([await world.store.take(lease, 'cand'), await world.store.take(lease, 'kept')]).toEqual([false, true]);
  });
});

describe('a write-back for which there is no place to work in', () => {
  const busy = () => Promise.reject(new AppError('text.busy'));

  it('is tried as often as its schedule says, and then people are told', async () => {
    const tellTrouble = createTellTrouble({ db, now: Date.now });
    const { vendor, order, attempts, id, attempt, status } = await setUp({ compose: busy, tellTrouble });
    for (const n of [1, 2]) expect(await attempt(n)).toEqual({ result: 'retry', retryAfterMs: null });
    const told = () => db('events').where({ run_id: order.runId, type: 'interview.writeback_troubled' });
    expect([await told(), vendor.calls]).toEqual([[], []]);
    for (const _ of [1, 2]) await attempts.giveUp({ tenantId: order.tenantId, id });

    expect(await status()).toBe('dead');
    expect(await told()).toMatchObject([{ data: { failed: 0, conflicted: 0, code: 'attempts_exhausted' } }]);
  });

  it('since its worker stops is left to the next one', async () => {
    const { attempt, id } = await setUp({ compose: busy, signal: () => AbortSignal.abort() });
    await expect(attempt()).rejects.toMatchObject({ code: 'delivery.interrupted' });
    expect(await world.deliveries({ id })).toMatchObject([{ status: 'pending', attempts: 0 }]);
  });

  it('of its file writes the rest, and the file with the next attempt', async () => {
    let isBusy = true;
    const items = everything().items.map((item) =>
      item.kind === 'file' ? { ...item, make: () => (isBusy ? busy() : item.make()) } : item,
    );
    const { vendor, order, attempt } = await setUp({}, { ...everything(), items });
    expect(await attempt(1)).toEqual({ result: 'retry', retryAfterMs: null });
    expect((await world.statuses(order))['file:pdf@1']).toBe('attempting: text.busy');
    expect(vendor.stands()).toMatchObject({ files: [], stage: 'stg_next', tags: ['interviewed'] });
    isBusy = false;

    expect(await attempt(2)).toMatchObject({ result: 'done' });
    expect(vendor.files).toHaveLength(1);
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

describe('what cannot be written', () => {
  it('is a file that cannot be made: it fails alone, and is not tried for ever', async () => {
    const broken = everything();
    const items = broken.items.map((item) =>
      item.kind === 'file' ? { ...item, make: () => Promise.reject(new AppError('text.too_complex')) } : item,
    );
    const { vendor, order, attempt } = await setUp({}, { ...broken, items });

    expect(await attempt()).toMatchObject({ result: 'stopped' });
    expect((await world.statuses(order))['file:pdf@1']).toBe('failed: file_not_made');
    expect(vendor.stands()).toMatchObject({ files: [], stage: 'stg_next' });
  });

  it('is what is left when the connection goes in the middle of it: the delivery ends', async () => {
    const { vendor, id, attempt } = await setUp();
    vendor.onStep((name) => {
      if (name === 'addNote') throw new AppError('connection.not_found');
    });

    expect(await attempt()).toMatchObject({ result: 'stopped' });
    expect(await world.deliveries({ id })).toMatchObject([{ status: 'skipped', reason: 'connection_deleted' }]);
  });
});

describe('what is not wanted any more', () => {
  const without = (target: string, revision: number): Composition => ({
    ...everything(),
    revision,
    items: everything().items.filter((item) => item.target !== target),
  });
  const score = 'field:application:score';

  it('of a field is emptied, stays so, and may be written again', async () => {
    const { vendor, order, wanted, attempt, write } = await setUp();
    await attempt();
    wanted.now = without(score, 2);
    await write();
    expect(vendor.fields.get('application:score')).toBeNull();
    expect((await world.statuses(order))[`${score}@1`]).toBe('superseded: supplanted_removed');
    const writes = vendor.writes();
    await write();
    expect(vendor.writes()).toEqual(writes);
    wanted.now = everything(80, 3);
    await write();

    expect(vendor.fields.get('application:score')).toBe(80);
    expect((await world.statuses(order))[`${score}@3`]).toBe('confirmed');
  });

  it('stays in a field that a person has changed', async () => {
    const { vendor, order, wanted, attempt, write } = await setUp();
    await attempt();
    vendor.fields.set('application:score', 90);
    wanted.now = without(score, 2);
    await write();

    expect(vendor.fields.get('application:score')).toBe(90);
    expect((await world.statuses(order))[`${score}@1`]).toBe('superseded: person_changed');
  });

  it('by one interview stays for another one of the same candidate that wants the same', async () => {
    const { vendor, order, wanted, attempt, write } = await setUp();
    await attempt();
    const other = await world.order(order);
    const attempts = world.attemptsOf(vendor, () => everything());
    await attempts.attempt({ tenantId: other.tenantId, id: await world.happen(other), attempt: 1 });
    wanted.now = { ...everything(), revision: 2, items: without(score, 2).items.filter(({ kind }) => kind !== 'tag') };
    await write();

    expect([vendor.tags, vendor.fields.get('application:score')]).toEqual([['interviewed'], 72]);
    const statuses = await world.statuses(order);
    expect([statuses[`${score}@1`], statuses['tag:interviewed@1']]).toEqual([
      'superseded: wanted_elsewhere',
      'superseded: wanted_elsewhere',
    ]);
  });
});
