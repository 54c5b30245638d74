// What becomes of the copies in an ATS's record when a candidate is erased.
import { describe, expect, it } from 'vitest';
import { createRecordEraser, type RecordEraserDeps } from '../../activities/writeback/erase-copies.ts';
import type { RunRef } from '../../domain/access/ids.ts';
import type { AtsSessions } from '../../domain/ports/ats-records.ts';
import { AppError } from '../../domain/errors.ts';
import { createErasureWork } from '../../infra/db/erasure/erasure-work-store.ts';
import { createWrittenCopies } from '../../infra/db/writebacks/copies-store.ts';
import { useDatabase } from '../harness/database.ts';
import { createFakeVendor, type FakeVendor } from './fake-vendor.ts';
import { away, createWritebackWorld, everything } from './writeback-world.ts';

const { db } = await useDatabase();
const world = createWritebackWorld(db);
const work = createErasureWork(db);
const hourMs = 3_600_000;

const acceptOf =
  ({ tenantId, runId }: RunRef) =>
  async (agoMs = 0): Promise<void> => {
    const erasure = { tenant_id: tenantId, run_id: runId, scope: 'personal', cause: 'request' };
    const requestedAt = new Date(Date.now() - agoMs);
    await db('erasures').insert({
      ...erasure,
      requested_by_kind: 'integrator',
      state: 'running',
      requested_at: requestedAt,
    });
  };

const setUp = async () => {
  const vendor = createFakeVendor();
  const order = await world.order();
  const wanted = { now: everything() };
  const attempts = world.attemptsOf(vendor, () => wanted.now);
  const write = async () => attempts.attempt({ tenantId: order.tenantId, id: await world.happen(order), attempt: 1 });
  return { vendor, order, wanted, write, accept: acceptOf(order) };
};
type Side = Awaited<ReturnType<typeof setUp>>;

const eraserOf = (vendor: FakeVendor, own: Partial<RecordEraserDeps> = {}) => {
  const atsSessions: AtsSessions = {
    open: () => Promise.resolve({ kind: 'fake', records: vendor.records, session: vendor.session }),
  };
  return createRecordEraser({
    ...world.parts,
    copies: createWrittenCopies(db),
    writebacks: world.store,
    atsSessions,
    ...own,
  });
};

/** As the activity does, until it is through. */
const erase = async ({ order, vendor }: Side, own: Partial<RecordEraserDeps> = {}) => {
  const run = { tenantId: order.tenantId, runId: order.runId };
  expect(await work.servicesOf(run)).toContain('written-record');
  await work.noteCopies(run, 'written-record', await eraserOf(vendor, own).erase(run));
  await work.empty(run, 'personal');
  return (await work.progress(run)).copies['written-record'];
};

describe('an erasure', () => {
  it('takes out of the record what the ATS lets go, names what is left, and empties what the ledger knew', async () => {
    const side = await setUp();
    await side.write();
    side.vendor.fields.set('application:words', 'by a person');
    await side.accept();

    expect(await erase(side)).toEqual({
      deleted: 5,
      leftToProvider: true,
      left: { person_changed: 1, 'vendor.not_supported': 1 },
    });
    expect(side.vendor.stands()).toEqual({
      fields: { 'application:score': null, 'application:words': 'by a person', 'candidate:talk': null },
      notes: [],
      files: [],
      tags: [],
      links: ['https://parley.example/result/1'],
      stage: 'stg_next',
    });
    for (const row of await world.rows(side.order))
      expect(row).toMatchObject({ value_sealed: null, theirs_sealed: null, value_digest: null, stored_digest: null });
  });

  it('finds what earlier revisions left, and leaves a tag that was there before it came', async () => {
    const side = await setUp();
    side.vendor.tags.push('interviewed');
    const { deleteNote: _, ...records } = side.vendor.records;
    const stuck = { ...side.vendor, records };
    const attempts = world.attemptsOf(stuck, () => side.wanted.now);
    for (const revision of [1, 2]) {
      side.wanted.now = everything(70 + revision, revision);
      await attempts.attempt({ tenantId: side.order.tenantId, id: await world.happen(side.order), attempt: 1 });
    }
    expect(side.vendor.notes).toHaveLength(2);
    expect((await world.statuses(side.order))['note:record:1@1']).toBe('superseded: supplanted_left');
    await side.accept();
    await erase(side);

    expect(side.vendor.stands()).toMatchObject({ notes: [], tags: ['interviewed'] });
  });

  it('leaves a tag and a value that another interview of the same candidate wants as well', async () => {
    const side = await setUp();
    await side.write();
    const other = await world.order(side.order);
    const attempts = world.attemptsOf(side.vendor, () => everything());
    await attempts.attempt({ tenantId: other.tenantId, id: await world.happen(other), attempt: 1 });
    await side.accept();

    expect(await erase(side)).toMatchObject({ left: { wanted_elsewhere: 4 } });
    expect(side.vendor.stands()).toMatchObject({ fields: { 'application:score': 72 }, tags: ['interviewed'] });
  });

  it('leaves what another interview has written over it, and says whose it is', async () => {
    const side = await setUp();
    await side.write();
    const other = await world.order(side.order);
    const attempts = world.attemptsOf(side.vendor, () => everything(90));
    await attempts.attempt({ tenantId: other.tenantId, id: await world.happen(other), attempt: 1 });
    await side.accept();

    expect(await erase(side)).toMatchObject({ left: { other_interview: 1, wanted_elsewhere: 3 } });
    expect(side.vendor.stands()).toMatchObject({ fields: { 'application:score': 90 } });
  });

  it('of a candidate whom the ATS has merged with another takes it out of the record that has it now', async () => {
    const side = await setUp();
    await side.write();
    await side.accept();
    side.vendor.state.candidateId = 'kept';

    await expect(erase(side)).rejects.toMatchObject({ code: 'erasure.copies_wait' });
    expect(await erase(side)).toMatchObject({ deleted: 6, left: { 'vendor.not_supported': 1 } });
    expect(side.vendor.stands()).toMatchObject({ notes: [], files: [], tags: [] });
  });

  it.each([
    ['one after the other', false],
    ['while the other’s is under way', true],
  ])('of every interview that wanted the same there takes it out with the last one, %s', async (_, together) => {
    const first = await setUp();
    await first.write();
    const order = await world.order(first.order);
    const attempts = world.attemptsOf(first.vendor, () => everything());
    await attempts.attempt({ tenantId: order.tenantId, id: await world.happen(order), attempt: 1 });
    const last = { ...first, order, accept: acceptOf(order) };
    await first.accept();
    if (together) await last.accept();
    await erase(first);
    if (!together) {
      expect(first.vendor.stands()).toMatchObject({ fields: { 'application:score': 72 }, tags: ['interviewed'] });
      await last.accept();
    }
    await erase(last);

    expect(first.vendor.stands()).toMatchObject({
      fields: { 'application:score': null, 'application:words': null, 'candidate:talk': null },
      tags: [],
    });
  });

  it('counts right when it is cut off and repeated', async () => {
    const side = await setUp();
    await side.write();
    await side.accept();
    let steps = 0;
    side.vendor.onStep(() => {
      steps += 1;
      if (steps === 9) throw new Error('killed');
    });
    await expect(erase(side)).rejects.toThrow('killed');

    expect(await erase(side)).toMatchObject({ deleted: 6, left: { 'vendor.not_supported': 1 } });
    expect(await erase(side)).toMatchObject({ deleted: 6, left: { 'vendor.not_supported': 1 } });
  });

  it('waits for an ATS that is away, a day at most, and then says so', async () => {
    const [soon, late] = [await setUp(), await setUp()];
    for (const [side, agoMs] of [
      [soon, hourMs],
      [late, 25 * hourMs],
    ] as const) {
      await side.write();
      for (const name of ['readFields', 'deleteNote', 'removeTag', 'deleteFile'])
        side.vendor.refuse(name, () => away());
      await side.accept(agoMs);
    }

    await expect(erase(soon)).rejects.toMatchObject({ code: 'erasure.copies_wait' });
    expect(await erase(late)).toEqual({
      deleted: 0,
      leftToProvider: true,
      left: { vendor_away: 6, 'vendor.not_supported': 1 },
    });
    soon.vendor.recover();
    expect(await erase(soon)).toMatchObject({ deleted: 6 });
  });

  it('waits for a write that is under way, and leaves all of a connection that was deleted', async () => {
    const side = await setUp();
    await side.write();
    await side.accept();
    const lease = { tenantId: side.order.tenantId, orderId: side.order.id, holder: 'a writer' };
    await world.store.take(lease, 'cand');
    await expect(erase(side)).rejects.toMatchObject({ code: 'erasure.copies_wait' });
    await world.store.release(lease);
    const gone: AtsSessions = { open: () => Promise.reject(new AppError('connection.not_found')) };

    expect(await erase(side, { atsSessions: gone })).toMatchObject({ deleted: 0, left: { connection_deleted: 7 } });
  });
});
