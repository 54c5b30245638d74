// One attempt to write a record, cut off at every step, beside people who edit the same record.
import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import type { Composition } from '../../domain/writeback/item.ts';
import { checkRecords } from '../../infra/db/writebacks/audit-ready-store.ts';
import { createTellTrouble } from '../../infra/db/writebacks/tell-trouble.ts';
import { useDatabase } from '../harness/database.ts';
import { createFakeVendor } from './fake-vendor.ts';
import { away, createWritebackWorld, everything, noteItem, refused } from './writeback-world.ts';

const { db } = await useDatabase();
const world = createWritebackWorld(db);

const all = {
  fields: { 'application:score': 72, 'application:words': 'good', 'candidate:talk': true },
  notes: ['[mark-1] scored 72'],
  files: ['report-r1.pdf'],
  tags: ['interviewed'],
  links: ['https://parley.example/result/1'],
  stage: 'stg_next',
};

const setUp = async (first: Composition | null = everything()) => {
  const vendor = createFakeVendor();
  const order = await world.order();
  const wanted = { now: first };
  const attempts = world.attemptsOf(vendor, () => wanted.now);
  const write = async (type?: 'interview.cancelled') => {
    const id = await world.happen(order, type);
    return await attempts.attempt({ tenantId: order.tenantId, id, attempt: 1 });
  };
  const deliveryOf = async () => (await world.deliveries({ order_id: order.id })).at(-1);
  return { vendor, order, wanted, attempts, write, deliveryOf };
};

describe('a write-back', () => {
  it('writes every thing once, reads it back, and a second one of the same truth writes nothing', async () => {
    const { vendor, order, write } = await setUp();

    expect(await write()).toEqual({ result: 'done', retryAfterMs: null });
    expect(vendor.stands()).toEqual(all);
    expect(new Set(Object.values(await world.statuses(order)))).toEqual(new Set(['confirmed']));

    const writes = vendor.writes();
    await write();
    expect(vendor.writes()).toEqual(writes);
    expect(writes.toSorted()).toEqual(
      ['writeFields', 'writeFields', 'addNote', 'addTag', 'addFile', 'addLink', 'moveStage'].toSorted(),
    );
  });

  it('ends right after a cut anywhere: before and after each call of the vendor and each step of the ledger', async () => {
    const count = async (cutAt: number): Promise<number> => {
      const { vendor, order } = await setUp();
      let steps = 0;
      const step = (): void => {
        steps += 1;
        if (steps === cutAt) throw new Error('killed');
      };
      vendor.onStep(step);
      const writebacks = new Proxy(world.store, {
        get: (store, name: keyof typeof world.store) =>
          name === 'find' || name === 'release' || name === 'renew'
            ? store[name]
            : async (...args: unknown[]) => {
                step();
                const result: unknown = await (store[name] as (...given: unknown[]) => Promise<unknown>)(...args);
                step();
                return result;
              },
      });
      const attempts = world.attemptsOf(vendor, () => everything(), { writebacks });
      const id = await world.happen(order);
      const run = () => attempts.attempt({ tenantId: order.tenantId, id, attempt: 1 });
      const first = await run().catch(() => 'cut');
      await world.expireLease(order.id);
      if (first === 'cut') await run();
      expect({ cutAt, stands: vendor.stands() }).toEqual({ cutAt, stands: all });
      expect({ cutAt, moves: vendor.moves }).toEqual({ cutAt, moves: ['stg_next'] });
      expect(new Set(Object.values(await world.statuses(order)))).toEqual(new Set(['confirmed']));
      return steps;
    };

    const steps = await count(-1);
    expect(steps).toBeGreaterThan(60);
    for (let cutAt = 1; cutAt <= steps; cutAt += 1) await count(cutAt);
  }, 90_000);

  it('never overwrites what a person changed, and keeps their value sealed', async () => {
    const { vendor, order, wanted, write } = await setUp();
    await write();
    vendor.fields.set('application:score', 90);
    wanted.now = everything(75, 2);
    await write();

    expect(vendor.fields.get('application:score')).toBe(90);
    const statuses = await world.statuses(order);
    expect(statuses['field:application:score@1']).toBe('superseded: replaced');
    expect(statuses['field:application:score@2']).toBe('conflicted: changed_by_person');
    const row = (await world.rows(order)).find(({ target, revision }) => target.endsWith('score') && revision === 2);
    const place = sealPlaces.writebackTheirs(order, String(row?.['id']));
    expect(await world.sealer.open(place, row?.['theirs_sealed'] as Uint8Array)).toBe(90);
  });

  it('leaves a field alone that was filled before it came, and one that a person emptied since', async () => {
    const { vendor, order, wanted, write } = await setUp();
    vendor.fields.set('application:words', 'theirs');
    await write();
    vendor.fields.delete('application:score');
    wanted.now = everything(75, 2);
    await write();

    expect(Object.fromEntries(vendor.fields)).toEqual({ 'application:words': 'theirs', 'candidate:talk': true });
    const statuses = await world.statuses(order);
    expect(statuses['field:application:words@1']).toBe('conflicted: not_empty');
    expect(statuses['field:application:score@2']).toBe('conflicted: changed_by_person');
  });

  it('replaces what an earlier interview of the same record wrote, and not what another tenant’s did', async () => {
    const { vendor, order, write } = await setUp();
    await write();
    vendor.state.stage = 'stg_screen';
    const [again, stranger] = [await world.order(order), await world.order()];
    const attempts = world.attemptsOf(vendor, () => everything(50, 1));
    const tell = async (of: typeof again) =>
      attempts.attempt({ tenantId: of.tenantId, id: await world.happen(of), attempt: 1 });
    await tell(stranger);
    expect(vendor.fields.get('application:score')).toBe(72);
    await tell(again);

    expect(vendor.fields.get('application:score')).toBe(50);
    expect((await world.statuses(stranger))['field:application:score@1']).toBe('conflicted: not_empty');
  });

  it('of a new revision replaces note and file: the new ones stand before the old ones go', async () => {
    const { vendor, order, wanted, write } = await setUp();
    await write();
    wanted.now = everything(80, 2);
    await write();

    expect(vendor.stands()).toMatchObject({
      fields: { 'application:score': 80 },
      notes: ['[mark-2] scored 80\n\nThis note replaces an earlier one about the same interview.'],
      files: ['report-r2.pdf'],
      tags: ['interviewed'],
    });
    expect(vendor.calls.lastIndexOf('addNote')).toBeLessThan(vendor.calls.indexOf('deleteNote'));
    const statuses = await world.statuses(order);
    expect(statuses['note:record:1@1']).toBe('superseded: supplanted_removed');
    expect(statuses['tag:interviewed@1']).toBe('confirmed');
    expect(vendor.moves).toEqual(['stg_next']);
  });

  it('moves no record that somebody else has moved, and none that is not active', async () => {
    const [moved, rejected] = [await setUp(), await setUp()];
    moved.vendor.state.stage = 'stg_offer';
    rejected.vendor.state.status = 'rejected';
    await moved.write();
    await rejected.write();

    expect([moved.vendor.moves, rejected.vendor.moves]).toEqual([[], []]);
    expect((await world.statuses(moved.order))['stage@1']).toBe('conflicted: moved_by_person');
    expect((await world.statuses(rejected.order))['stage@1']).toBe('failed: application_not_active');
  });
});

describe('trouble', () => {
  it('that may be over later is tried again when the vendor says, and what was done meanwhile stays done', async () => {
    const { vendor, order, attempts } = await setUp();
    vendor.refuse('addNote', () => away(7_000));
    const id = await world.happen(order);
    const attempt = (n: number) => attempts.attempt({ tenantId: order.tenantId, id, attempt: n });

    expect(await attempt(1)).toEqual({ result: 'retry', retryAfterMs: 7_000 });
    expect((await world.statuses(order))['note:record:1@1']).toBe('attempting: rate_limited');
    expect(vendor.stands()).toMatchObject({ tags: ['interviewed'], files: ['report-r1.pdf'] });
    vendor.recover();
    expect(await attempt(2)).toMatchObject({ result: 'done' });
    expect(vendor.stands()).toEqual(all);
  });

  it('of one value fails that one alone, and the delivery says so', async () => {
    const { vendor, order, write, deliveryOf } = await setUp();
    vendor.refuse('writeFields', (keys) => (keys.includes('words') ? refused() : null));

    expect(await write()).toMatchObject({ result: 'stopped' });
    expect(await deliveryOf()).toMatchObject({ status: 'dead', reason: 'items_failed' });
    expect((await world.statuses(order))['field:application:words@1']).toBe('failed: value_refused');
    expect(vendor.fields.get('application:score')).toBe(72);
  });

  it('with the whole vendor ends an attempt after two calls, and giving up fails what is left with its cause', async () => {
    const { vendor, order, attempts } = await setUp();
    for (const name of ['readFields', 'findNote', 'readTags', 'findFile', 'readLinks', 'readApplication'])
      vendor.refuse(name, () => away());
    const id = await world.happen(order);
    expect(await attempts.attempt({ tenantId: order.tenantId, id, attempt: 1 })).toMatchObject({ result: 'retry' });
    await attempts.giveUp({ tenantId: order.tenantId, id });

    const statuses = await world.statuses(order);
    expect(statuses['field:application:score@1']).toBe('failed: rate_limited');
    expect(statuses['stage@1']).toBe('failed: attempts_exhausted');
    expect(vendor.writes()).toEqual([]);
  });

  it('with the time goes on where it was, and uses up no attempt', async () => {
    const { vendor, order } = await setUp();
    let now = 1_000;
    const clock = { now: () => (now += 400) };
    const attempts = world.attemptsOf(vendor, () => everything(), { clock, timeBoxMs: 1_000 });
    const id = await world.happen(order);
    const outcomes: unknown[] = [];
    for (let go = 0; go < 10 && outcomes.at(-1) !== 'done'; go += 1)
      outcomes.push(
        await attempts.attempt({ tenantId: order.tenantId, id, attempt: 1 }).then(
          ({ result }) => result,
          (error: unknown) => (error instanceof AppError ? error.code : error),
        ),
      );

    expect(outcomes.length).toBeGreaterThan(2);
    expect(new Set(outcomes)).toEqual(new Set(['delivery.unfinished', 'done']));
    expect(vendor.stands()).toEqual(all);
  });

  it('of the mapping stands in the ledger, once, until it is mended', async () => {
    const problem = { target: 'field:application:words', kind: 'field', code: 'expression_failed' } as const;
    const broken = { ...everything(), items: [noteItem('scored 72')], problems: [problem] };
    const { vendor, order, wanted, write } = await setUp(broken);
    await write();
    await write();
    expect(await world.statuses(order)).toEqual({
      'field:application:words@1': 'failed: expression_failed',
      'note:record:1@1': 'confirmed',
    });
    wanted.now = everything();
    await write();

    expect((await world.statuses(order))['field:application:words@2']).toBe('confirmed');
    expect(vendor.stands()).toEqual(all);
  });
});

describe('two at once', () => {
  it('of one order take turns: each thing is written once', async () => {
    const { vendor, order, attempts } = await setUp();
    const ids = [await world.happen(order), await world.happen(order)];
    await db('deliveries').whereIn('id', ids).update({ status: 'pending' });
    const outcomes = await Promise.allSettled(
      ids.map((id) => attempts.attempt({ tenantId: order.tenantId, id, attempt: 1 })),
    );

    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'delivery.endpoint_busy' } },
    ]);
    expect(vendor.stands()).toEqual(all);
  });

  it('a process that lost the right to write while it stood still writes nothing more', async () => {
    const { vendor, order, attempts } = await setUp();
    const id = await world.happen(order);
    let seen = 0;
    const later = new Promise<void>((resolve) => {
      vendor.onStep((name, when) => {
        if (name === 'findNote' && when === 'before' && (seen += 1) === 1) resolve();
      });
    }).then(() => db('orders').where({ id: order.id }).update({ written_by: 'somebody else' }));
    const slow = {
      ...vendor.records,
      findNote: async (...args: Parameters<typeof vendor.records.findNote>) => {
        const found = await vendor.records.findNote(...args);
        await later;
        return found;
      },
    };
    const sessions = { open: () => Promise.resolve({ kind: 'fake', records: slow, session: vendor.session }) };
    const stalled = world.attemptsOf(vendor, () => everything(), { atsSessions: sessions });

    await expect(stalled.attempt({ tenantId: order.tenantId, id, attempt: 1 })).rejects.toMatchObject({
      code: 'delivery.interrupted',
    });
    expect(vendor.notes).toEqual([]);
    await db('orders').where({ id: order.id }).update({ written_by: null, written_until: null });
    await attempts.attempt({ tenantId: order.tenantId, id, attempt: 1 });
    expect(vendor.stands()).toEqual(all);
  });
});

describe('an erasure', () => {
  it('accepted while an attempt is under way: nothing is written after it, and the delivery ends', async () => {
    const { vendor, order, attempts, deliveryOf } = await setUp();
    const id = await world.happen(order);
    let done: Promise<unknown> = Promise.resolve();
    const compose = async (): Promise<Composition> => {
      const erasure = { tenant_id: order.tenantId, run_id: order.runId, scope: 'personal', cause: 'request' };
      done = db('erasures').insert({
        ...erasure,
        requested_by_kind: 'integrator',
        state: 'running',
        requested_at: new Date(),
      });
      await done;
      return everything();
    };
    const cut = world.attemptsOf(vendor, () => null, { compose });
    await expect(cut.attempt({ tenantId: order.tenantId, id, attempt: 1 })).rejects.toMatchObject({
      code: 'delivery.interrupted',
    });

    expect(vendor.writes()).toEqual([]);
    expect(await attempts.attempt({ tenantId: order.tenantId, id, attempt: 1 })).toMatchObject({ result: 'stopped' });
    expect(await deliveryOf()).toMatchObject({ status: 'skipped', reason: 'erased' });
  });
});

describe('who has to know of trouble', () => {
  const troubledOf = (runId: string) =>
    db('events').where({ run_id: runId, type: 'interview.writeback_troubled' }).select('data') as unknown as Promise<
      { data: object }[]
    >;
  const tellTrouble = createTellTrouble({ db, now: Date.now });

  it('is told once of the same things, however often they are tried, and again of others', async () => {
    const { vendor, order } = await setUp();
    const attempts = world.attemptsOf(vendor, () => everything(), { tellTrouble });
    const write = async () => attempts.attempt({ tenantId: order.tenantId, id: await world.happen(order), attempt: 1 });
    vendor.refuse('addTag', () => refused('vendor.forbidden'));
    vendor.fields.set('application:words', 'theirs');
    await write();
    await write();
    const data = { connectionId: order.connectionId, failed: 1, conflicted: 1 };
    expect(await troubledOf(order.runId)).toMatchObject([{ data }]);
    vendor.recover();
    await write();

    expect(await troubledOf(order.runId)).toMatchObject([
      { data },
      { data: { connectionId: order.connectionId, failed: 0, conflicted: 1, code: 'not_empty' } },
    ]);
  });

  it('is told when every attempt of the schedule has failed, and not when all is well', async () => {
    const [away1, fine] = [await setUp(), await setUp()];
    for (const { vendor, order } of [away1, fine]) {
      const attempts = world.attemptsOf(vendor, () => everything(), { tellTrouble });
      if (vendor === away1.vendor) for (const name of ['readFields', 'findNote']) vendor.refuse(name, () => away());
      const at = { tenantId: order.tenantId, id: await world.happen(order) };
      const { result } = await attempts.attempt({ ...at, attempt: 1 });
      if (result === 'retry') await attempts.giveUp(at);
    }

    expect(await troubledOf(away1.order.runId)).toMatchObject([{ data: { failed: 8, conflicted: 0 } }]);
    expect(await troubledOf(fine.order.runId)).toEqual([]);
  });
});

describe('the nightly look at the evidence', () => {
  it('counts, of those whom a person said yes to, whose record lacks a part, and a second time the same', async () => {
    const { order, write } = await setUp();
    const machine = JSON.stringify({ state: 'ASSESSMENT_APPROVED', verdict: 'HIRE' });
    const decided = async (runId: string): Promise<void> => {
      await db('interviews')
        .where({ run_id: runId })
        .update({
          state: 'ASSESSMENT_APPROVED',
          machine: db.raw('machine || ?::jsonb', [machine]),
        });
    };
    await decided(order.runId);
    const missing = async (): Promise<unknown> =>
      ((await db('audit_ready_runs').where({ run_id: order.runId }).first('missing')) as { missing: string[] }).missing;
    expect(await missing()).toEqual(['questions', 'transcript', 'rubric', 'rationale', 'decision', 'scores']);
    await write();
    expect(await missing()).toEqual([]);
    // A second piece of the transcript that is not there, and a file that is, make no whole one.
    const note = await db('writebacks').where({ run_id: order.runId, kind: 'note' }).first();
    const piece = { ...(note as object), id: 'wbk_piece', target: 'note:record:2', parts: ['transcript'], place: '{}' };
    await db('writebacks').insert({ ...piece, status: 'failed' });
    await db('writebacks')
      .where({ run_id: order.runId, kind: 'file' })
      .update({ parts: ['transcript'] });
    expect(await missing()).toEqual(['transcript']);
    await db('writebacks').where({ id: 'wbk_piece' }).update({ status: 'confirmed' });
    expect(await missing()).toEqual([]);
    const lacking = await world.order(order);
    await decided(lacking.runId);
    await checkRecords(db, () => undefined);
    await checkRecords(db, () => undefined);

    expect(await db('audit_ready_checks').where({ connection_id: order.connectionId })).toMatchObject([
      { tenant_id: order.tenantId, progressed: 2, incomplete: 1 },
    ]);
  });
});
