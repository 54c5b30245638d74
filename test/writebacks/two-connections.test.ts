// Connections of one kind beside each other: two of one tenant and one of another, all with the same ids at their vendor.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecordEraser } from '../../activities/writeback/erase-copies.ts';
import type { RunRef } from '../../domain/access/ids.ts';
import type { AtsSessions } from '../../domain/ports/ats-records.ts';
import type { Composition } from '../../domain/writeback/item.ts';
import { atsKinds } from '../../infra/ats/kinds.ts';
import { createWrittenCopies } from '../../infra/db/writebacks/copies-store.ts';
import { createWritebackActs } from '../../infra/db/writebacks/redrive-store.ts';
import type { GreenhouseAts } from '../../simulators/greenhouse/ats.ts';
import { administer, operator } from '../api/start-api.ts';
import { connectionOf } from '../harness/connections.ts';
import { useDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { sessionsOf } from '../records/processes.ts';
import { recordVendors, type RecordVendor } from '../records/vendors.ts';
import { createFakeVendor } from './fake-vendor.ts';
import { createWritebackWorld, noteItem } from './writeback-world.ts';

const { db } = await useDatabase();
const world = createWritebackWorld(db, atsKinds);
const { tenantWithKey } = administer(db);
const acts = createWritebackActs({ db, now: Date.now });
const atsSessions = sessionsOf(db);
const start = recordVendors.find(([kind]) => kind === 'greenhouse')?.[1];

/** What every connection wants of its interview; `score` differs, so that a mix-up shows. */
const composed = (score: number): Composition => ({
  revision: score,
  problems: [],
  items: [
    {
      kind: 'field',
      target: 'field:application:ai_score',
      parts: ['scores'],
      object: 'application',
      key: 'ai_score',
      value: score,
    },
    noteItem(`scored ${score}`, score),
    { kind: 'tag', target: 'tag:interviewed', parts: [], tag: 'interviewed' },
  ],
});

const scores = new Map<string, number>();
/** One worker for all of them. */
const attempts = world.attemptsOf(createFakeVendor(), () => null, {
  atsSessions,
  compose: (_tenantId, { runId }) => Promise.resolve(composed(scores.get(runId) ?? 0)),
});

const startVendor = (): Promise<RecordVendor> => {
  if (start === undefined) throw new Error('no simulator');
  return start();
};

const sideOf = async (tenantId: string, score: number, vendor: RecordVendor) => {
  const ats = vendor.ats as GreenhouseAts;
  const { id: connectionId } = await connectionOf({ db, tenantId }, 'greenhouse', vendor);
  const [person] = ats.candidates;
  if (person === undefined) throw new Error('nobody has applied');
  const { applicationId, candidateId, jobId, stageId } = person;
  const order = await world.order({
    tenantId,
    connectionId,
    vendorKeys: { applicationId, candidateId, jobId, stageId },
  });
  scores.set(order.runId, score);
  const write = async () => {
    const id = await world.happen(order);
    return await attempts.attempt({ tenantId, id, attempt: 1 });
  };
  const stands = () => {
    const record = ats.record(applicationId);
    return { score: record?.fields['application.ai_score'], notes: record?.notes.length, tags: record?.tags };
  };
  /** Calls that change something, since it was asked last. */
  let seen = 0;
  const writes = (): number => {
    const all = ats.exchanges.filter(({ method, path }) => method !== 'GET' && path.startsWith('/v3/')).length;
    const fresh = all - seen;
    seen = all;
    return fresh;
  };
  return { vendor, ats, order, connectionId, applicationId, write, stands, writes };
};
type Side = Awaited<ReturnType<typeof sideOf>>;

/** As many as one connection may have under way in a worker. */
const inFlightMax = 20;
const composedNote: Composition = { revision: 1, problems: [], items: [noteItem('the same')] };
const fakes = createWritebackWorld(db);
const plainOrder = (tenantId: string, connectionId?: string) =>
  fakes.order({
    tenantId,
    ...(connectionId !== undefined && { connectionId }),
    vendorKeys: { applicationId: 'app', candidateId: 'cand' },
  });

const statusOf = async (run: RunRef, target = 'field:application:ai_score') =>
  (await world.rows(run)).findLast((row) => row.target === target);

const sides: Side[] = [];
const [one, other, stranger] = [0, 1, 2].map((index) => (): Side => {
  const side = sides[index];
  if (side === undefined) throw new Error('not set up');
  return side;
}) as [() => Side, () => Side, () => Side];

beforeAll(async () => {
  const [{ tenantId }, { tenantId: theirs }] = [await tenantWithKey(), await tenantWithKey()];
  for (const [of, score] of [
    [tenantId, 11],
    [tenantId, 22],
    [theirs, 33],
  ] as const)
    sides.push(await sideOf(of, score, await startVendor()));
});
afterAll(() => Promise.all(sides.map(({ ats }) => ats.close())));

describe('two Greenhouse connections of one tenant, and another tenant’s, with the same ids at Greenhouse', () => {
  it('each get what is theirs, over their own connection alone, though all are written at once', async () => {
    expect(new Set(sides.map(({ applicationId }) => applicationId)).size).toBe(1);
    const due: (() => ReturnType<typeof attempts.attempt>)[] = [];
    for (const { order } of sides) {
      const id = await world.happen(order);
      due.push(() => attempts.attempt({ tenantId: order.tenantId, id, attempt: 1 }));
    }
    expect(await Promise.all(due.map((attempt) => attempt()))).toMatchObject([
      { result: 'done' },
      { result: 'done' },
      { result: 'done' },
    ]);

    expect(sides.map(({ stands }) => stands())).toEqual(
      [11, 22, 33].map((score) => ({ score, notes: 1, tags: ['interviewed'] })),
    );
    const rows = (await db('writebacks')) as { run_id: string; connection_id: string; value_digest: string }[];
    for (const { order, connectionId } of sides)
      expect(new Set(rows.filter((row) => row.run_id === order.runId).map((row) => row.connection_id))).toEqual(
        new Set([connectionId]),
      );
    // Equal values of two connections have nothing in common in the ledger.
    const tags = (await db('writebacks').where({ kind: 'tag' }).pluck('value_digest')) as string[];
    expect(new Set(tags).size).toBe(3);
  });

  it('keep conflicts to themselves: a person’s value at one keeps nothing of the other out, and is nobody else’s to decide', async () => {
    for (const { writes } of sides) writes();
    one().ats.edit({ applicationId: one().applicationId, key: 'ai_score', value: 99 });
    for (const { order, write } of [one(), other()]) {
      scores.set(order.runId, (scores.get(order.runId) ?? 0) + 100);
      await write();
    }

    expect(await statusOf(one().order)).toMatchObject({ status: 'conflicted', reason: 'changed_by_person' });
    expect(await statusOf(other().order)).toMatchObject({ status: 'confirmed' });
    expect([one().stands().score, other().stands().score, stranger().stands().score]).toEqual([99, 122, 33]);
    expect(stranger().writes()).toBe(0);

    const { id } = (await statusOf(one().order)) as unknown as { id: string };
    await expect(acts.resolve(stranger().order, id, 'ours', operator)).rejects.toMatchObject({
      code: 'writeback.not_found',
    });
    await expect(acts.resolve(other().order, id, 'ours', operator)).rejects.toMatchObject({
      code: 'writeback.not_found',
    });
  });

  it('are redriven one by one: of one connection nothing of the other is written again, and nobody else may', async () => {
    const refusal = { on: /^POST \/v3\/notes/, reply: { status: 422, body: { message: 'no' } } };
    for (const { ats, order, write } of [one(), other()]) {
      ats.troubles.push(refusal);
      scores.set(order.runId, (scores.get(order.runId) ?? 0) + 1);
      expect(await write()).toMatchObject({ result: 'stopped' });
    }
    const wish = { since: new Date(0), reason: 'vendor.refused' };
    const { order, connectionId } = one();
    expect(await acts.redriveConnection(order.tenantId, connectionId, wish, operator)).toEqual({
      count: 1,
      more: false,
    });
    await expect(
      acts.redriveConnection(stranger().order.tenantId, other().connectionId, wish, operator),
    ).rejects.toMatchObject({ code: 'connection.not_found' });

    const waiting = await db('deliveries').where({ channel: 'writeback', status: 'pending' }).pluck('order_id');
    expect(waiting).toEqual([order.id]);
    expect(await statusOf(order, 'note:record:1')).toMatchObject({ status: 'intended' });
    expect(await statusOf(other().order, 'note:record:1')).toMatchObject({ status: 'failed' });
  });

  it('to one account are two owners: what one of them wrote is somebody else’s value to the other', async () => {
    const { tenantId } = one().order;
    const beside = await sideOf(tenantId, 44, other().vendor);
    expect(await beside.write()).toMatchObject({ result: 'done' });

    expect(await statusOf(beside.order)).toMatchObject({ status: 'conflicted', reason: 'not_empty' });
    expect(other().stands()).toMatchObject({ score: 123, tags: ['interviewed'] });
  });

  it('are erased apart: what one wrote goes, and every other record keeps all of its own', async () => {
    const { order } = other();
    const run = { tenantId: order.tenantId, runId: order.runId };
    const before = [one().stands(), stranger().stands()];
    for (const { writes } of sides) writes();
    await db('erasures').insert({
      tenant_id: run.tenantId,
      run_id: run.runId,
      scope: 'personal',
      cause: 'request',
      requested_by_kind: 'integrator',
      state: 'running',
      requested_at: new Date(),
    });
    const eraser = createRecordEraser({
      ...world.parts,
      copies: createWrittenCopies(db),
      writebacks: world.store,
      atsSessions,
    });
    await eraser.erase(run);

    expect(other().stands()).toMatchObject({ score: undefined, tags: [] });
    expect([one().stands(), stranger().stands()]).toEqual(before);
    expect([one().writes(), stranger().writes()]).toEqual([0, 0]);
  });
});

describe('a slow connection', () => {
  it('that holds all the calls it may have under way delays no other one of its tenant', async () => {
    const tenantId = await world.tenant();
    const [slow, quick] = [createFakeVendor(), createFakeVendor()];
    const [first, quickOrder] = [await plainOrder(tenantId), await plainOrder(tenantId)];
    const gate = Promise.withResolvers<null>();
    let held = 0;
    const holding = {
      ...slow.records,
      findNote: async () => {
        held += 1;
        return await gate.promise;
      },
    };
    const open: AtsSessions['open'] = (_tenantId, connectionId) =>
      Promise.resolve({
        kind: 'fake',
        session: slow.session,
        records: connectionId === first.connectionId ? holding : quick.records,
      });
    const worker = fakes.attemptsOf(slow, () => composedNote, { atsSessions: { open } });
    const attempt = async (of: RunRef) => worker.attempt({ tenantId, id: await fakes.happen(of), attempt: 1 });
    const slowOrders = [first];
    while (slowOrders.length < inFlightMax) slowOrders.push(await plainOrder(tenantId, first.connectionId));
    // One after the other: twenty relays at once only wait for each other.
    const ids: string[] = [];
    for (const order of slowOrders) ids.push(await fakes.happen(order));
    const under = ids.map((id) => worker.attempt({ tenantId, id, attempt: 1 }));
    await eventually(
      () => Promise.resolve(held),
      (all) => all === inFlightMax,
    );
    await expect(attempt(await plainOrder(tenantId, first.connectionId))).rejects.toMatchObject({
      code: 'delivery.endpoint_busy',
    });

    expect(await attempt(quickOrder)).toMatchObject({ result: 'done' });
    expect(quick.notes).toHaveLength(1);
    gate.resolve(null);
    await Promise.allSettled(under);
  });
});
