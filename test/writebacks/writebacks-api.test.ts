// Why a score is not in the ATS, over HTTP; conflicts are decided there, and what failed is written again.
import { describe, expect, it } from 'vitest';
import { writebackRoutes } from '../../api/routes/writebacks/routes.ts';
import { createWritebackActs } from '../../infra/db/writebacks/redrive-store.ts';
import { createWritebackReads } from '../../infra/db/writebacks/writeback-reads.ts';
import { createStandings } from '../../infra/db/inbox/standing-store.ts';
import { createWritebackUseCases } from '../../usecases/writeback/writebacks.ts';
import { administer, startApi } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { createFakeVendor } from './fake-vendor.ts';
import { away, createWritebackWorld, everything, refused } from './writeback-world.ts';

const { db } = await useDatabase();
const world = createWritebackWorld(db);
const writebacks = createWritebackUseCases({
  ...world.parts,
  reads: createWritebackReads(world.parts),
  acts: createWritebackActs({ db, now: Date.now }),
});
const api = await startApi(db, writebackRoutes(writebacks));
const admin = administer(db);

type Body = Record<string, unknown> & { items: Record<string, unknown>[] };

const setUp = async () => {
  const { tenantId, key } = await admin.tenantWithKey();
  const order = await world.order({ tenantId });
  const vendor = createFakeVendor();
  const wanted = { now: everything() };
  const attempts = world.attemptsOf(vendor, () => wanted.now);
  const call = async (method: string, path: string, body?: object) => {
    const init = { method, headers: { 'X-API-Key': key, 'Content-Type': 'application/json' } };
    const url = `${api.url}/api/v1${path}`;
    const res = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
    return { status: res.status, body: (await res.json()) as Body };
  };
  const path = `/integration/interviews/${order.runId}/writebacks`;
  const show = async (): Promise<Body> => (await call('GET', path)).body;
  /** Whatever waits is attempted, as its workflow would. */
  const work = async (): Promise<void> => {
    const due = await world.deliveries({ order_id: order.id, channel: 'writeback', status: 'pending' });
    for (const { id } of due) await attempts.attempt({ tenantId, id: String(id), attempt: 1 });
  };
  const itemOf = async (target: string) => (await show()).items.findLast((item) => item['target'] === target);
  return { tenantId, order, vendor, wanted, attempts, call, path, show, work, itemOf };
};

describe('why is this score not in my ATS', () => {
  it('is told in words before there is anything to write, while it waits, and once it stands there', async () => {
    const { order, show, work } = await setUp();
    expect(await show()).toMatchObject({ code: 'not_complete_yet', items: [], delivery: null });
    await world.happen(order);
    expect(await show()).toMatchObject({ code: 'under_way', delivery: { status: 'pending' } });
    await work();
    const { code, items } = await show();

    expect(code).toBe('written');
    expect(items.find(({ target }) => target === 'field:application:score')).toMatchObject({
      status: 'confirmed',
      value: 72,
      parts: ['scores'],
      attemptCount: 1,
      words: 'It stands in the record, read back from the ATS.',
      help: null,
    });
    expect(JSON.stringify(items)).not.toContain('scored 72');
  });

  it('says what is in the way: no order, a paused or deleted connection, an order without a record, a vendor that is away', async () => {
    const { tenantId, order, call, show, vendor, attempts } = await setUp();
    const plain = await world.run({ tenantId });
    expect((await call('GET', `/integration/interviews/${plain}/writebacks`)).body).toMatchObject({
      code: 'not_ordered',
    });
    const { vendor_keys: keys } = (await db('orders').where({ id: order.id }).first('vendor_keys')) as {
      vendor_keys: object;
    };
    const codeAfter = async (table: string, id: string, change: Record<string, unknown>): Promise<unknown> => {
      await db(table).where({ id }).update(change);
      return (await show())['code'];
    };
    const mapping = { connection_id: order.connectionId };
    const { tenant_id, version } = (await db('connection_mappings').where(mapping).first()) as Record<string, unknown>;
    await db('connection_mappings').where(mapping).delete();
    expect((await show())['code']).toBe('no_mapping');
    await db('connection_mappings').insert({ ...mapping, tenant_id, version, mapping: '{}', targets: '[]' });
    expect([
      await codeAfter('connections', order.connectionId, { status: 'paused' }),
      await codeAfter('connections', order.connectionId, { status: 'deleted' }),
      await codeAfter('connections', order.connectionId, { status: 'active', kind: 'mute' }),
      await codeAfter('connections', order.connectionId, { kind: 'fake' }),
      await codeAfter('orders', order.id, { vendor_keys: '{}' }),
    ]).toEqual([
      'connection_paused',
      'connection_deleted',
      'kind_without_records',
      'not_complete_yet',
      'record_unknown',
    ]);
    await codeAfter('orders', order.id, { vendor_keys: JSON.stringify(keys) });
    const id = await world.happen(order);
    for (const name of ['readFields', 'findNote']) vendor.refuse(name, () => away());
    await attempts.attempt({ tenantId, id, attempt: 1 });
    await attempts.giveUp({ tenantId, id });
    expect(await show()).toMatchObject({ code: 'given_up', help: expect.any(String) });
  });

  it('is nobody else’s to ask or to act on', async () => {
    const [own, other] = [await setUp(), await setUp()];
    await world.happen(own.order);
    await own.work();
    const id = String((await own.show()).items[0]?.['id']);
    const since = '2026-01-01T00:00:00Z';
    const answers = [
      await other.call('GET', own.path),
      await other.call('POST', `${own.path}/${id}/resolve`, { take: 'ours' }),
      await other.call('POST', `${own.path}/${id}/redrive`),
      await other.call('GET', `/connections/${own.order.connectionId}/writebacks`),
      await other.call('POST', `/connections/${own.order.connectionId}/writebacks/redrive?since=${since}`),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });
});

describe('a conflict', () => {
  const conflicted = async () => {
    const side = await setUp();
    await world.happen(side.order);
    await side.work();
    side.vendor.fields.set('application:score', 90);
    side.wanted.now = everything(75, 2);
    await world.happen(side.order);
    await side.work();
    const item = await side.itemOf('field:application:score');
    const decide = (take: string) => side.call('POST', `${side.path}/${String(item?.['id'])}/resolve`, { take });
    return { ...side, item, decide };
  };

  it('shows both values; ours is written over what was shown, and not over what came after', async () => {
    const { vendor, item, decide, work, itemOf } = await conflicted();
    expect(item).toMatchObject({ status: 'conflicted', reason: 'changed_by_person', value: 75, theirs: 90 });
    vendor.fields.set('application:score', 91);
    expect((await decide('ours')).status).toBe(200);
    await work();
    expect(await itemOf('field:application:score')).toMatchObject({ status: 'conflicted', theirs: 91 });
    expect(vendor.fields.get('application:score')).toBe(91);
    await decide('ours');
    await work();

    expect(vendor.fields.get('application:score')).toBe(75);
    expect(await itemOf('field:application:score')).toMatchObject({ status: 'confirmed' });
    expect((await decide('ours')).body).toMatchObject({ code: 'writeback.not_conflicted' });
  });

  it('kept theirs stays theirs with every later revision, until somebody wants ours', async () => {
    const { order, vendor, wanted, decide, work, itemOf } = await conflicted();
    await decide('theirs');
    wanted.now = everything(80, 3);
    await world.happen(order);
    await work();

    expect(vendor.fields.get('application:score')).toBe(90);
    expect(await itemOf('field:application:score')).toMatchObject({ status: 'kept_theirs', revision: 3 });
    const audit = (await db('audit_intake').where({ tenant_id: order.tenantId }).pluck('act')) as string[];
    expect(audit).toContain('writeback.resolved');
  });
});

describe('a conflict over the stage', () => {
  it('ends with the record where ours leads once somebody wants ours, though the vendor took a move before', async () => {
    const { order, vendor, call, path, work, itemOf } = await setUp();
    vendor.onStep((name, when) => {
      if (name === 'moveStage' && when === 'after') vendor.state.stage = 'stg_elsewhere';
    });
    await world.happen(order);
    await work();
    const item = await itemOf('stage');
    expect(item).toMatchObject({ status: 'conflicted', reason: 'moved_by_person' });
    vendor.onStep(() => undefined);
    expect((await call('POST', `${path}/${String(item?.['id'])}/resolve`, { take: 'ours' })).status).toBe(200);
    await work();

    expect(vendor.state.stage).toBe('stg_next');
    expect(await itemOf('stage')).toMatchObject({ status: 'confirmed' });
  });
});

describe('writing again', () => {
  it('does one thing that failed, and nothing that has not', async () => {
    const { vendor, call, path, order, work, itemOf } = await setUp();
    vendor.refuse('addTag', () => refused('vendor.forbidden'));
    await world.happen(order);
    await work();
    const failed = await itemOf('tag:interviewed');
    expect(failed).toMatchObject({
      status: 'failed',
      reason: 'vendor.forbidden',
      help: expect.stringContaining('Grant'),
    });
    vendor.recover();
    expect((await call('POST', `${path}/${String(failed?.['id'])}/redrive`)).status).toBe(202);
    await work();

    expect(vendor.tags).toEqual(['interviewed']);
    expect((await call('POST', `${path}/${String(failed?.['id'])}/redrive`)).body).toMatchObject({
      code: 'writeback.not_failed',
    });
  });

  it('of a connection finds what failed for a cause, and what was never written, and leaves the rest alone', async () => {
    const { tenantId, vendor, call, order, work } = await setUp();
    vendor.refuse('addTag', () => refused('vendor.forbidden'));
    await world.happen(order);
    await work();
    const never = await world.order({ tenantId, connectionId: order.connectionId });
    await world.happen(never);
    await db('deliveries').where({ order_id: never.id }).delete();
    const done = await world.order({ tenantId, connectionId: order.connectionId });
    const doneId = await world.happen(done);
    await db('deliveries').where({ id: doneId }).update({ status: 'delivered' });
    vendor.recover();
    const redrive = async (query: string) =>
      (await call('POST', `/connections/${order.connectionId}/writebacks/redrive?${query}`)).body;
    const since = 'since=2026-01-01T00:00:00Z';

    expect(await redrive(`${since}&reason=vendor.refused`)).toEqual({ count: 0, more: false });
    expect(await redrive(`${since}&reason=vendor.forbidden`)).toEqual({ count: 1, more: false });
    await work();
    expect(vendor.tags).toEqual(['interviewed']);
    expect(await redrive(since)).toEqual({ count: 1, more: false });
    expect(await world.deliveries({ order_id: never.id })).toMatchObject([{ status: 'pending', number: 1 }]);
    expect(await redrive('since=2030-01-01T00:00:00Z')).toEqual({ count: 0, more: false });
  });

  it('is listed by connection, in pages, by status and cause', async () => {
    const { vendor, call, order, work } = await setUp();
    vendor.refuse('addTag', () => refused('vendor.forbidden'));
    await world.happen(order);
    await work();
    const list = async (query: string) =>
      (await call('GET', `/connections/${order.connectionId}/writebacks?${query}`)).body;

    expect((await list('reason=vendor.forbidden')).items).toMatchObject([{ target: 'tag:interviewed' }]);
    const first = await list('status=confirmed&limit=4');
    const second = await list(`status=confirmed&limit=4&cursor=${String(first['nextCursor'])}`);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([new Set(ids).size, second['nextCursor']]).toEqual([7, null]);
    expect(first.items[0]).not.toHaveProperty('value');
  });
});

/** As a hook about it would find it. */
const isOurMove = async (
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
  applicationId: string,
  stageId: string,
): Promise<boolean> => {
  const application = { applicationId, candidateId: 'cand', job: null, stage: { id: stageId, name: null } };
  const { ourMove } = await createStandings(db).of({ id: 'hook', tenantId, connectionId }, application);
  return ourMove;
};

describe('a move of stage', () => {
  it('that we made is known by its values alone, to its tenant', async () => {
    const { tenantId, order, work } = await setUp();
    await world.happen(order);
    await work();
    const ask = (tenant: string, application: string, stage: string) =>
      isOurMove({ tenantId: tenant, connectionId: order.connectionId }, application, stage);

    expect(
      await Promise.all([
        ask(tenantId, 'app', 'stg_next'),
        ask(tenantId, 'app', 'stg_other'),
        ask(tenantId, 'app_2', 'stg_next'),
        ask('tnt_other', 'app', 'stg_next'),
      ]),
    ).toEqual([true, false, false, false]);
  });

  it('is the person’s who makes it after ours was refused, or after the record has left that stage again', async () => {
    const [never, back] = [await setUp(), await setUp()];
    never.vendor.refuse('moveStage', () => refused('vendor.forbidden'));
    const hook = async (stage: string): Promise<void> => {
      const { tenantId, order } = back;
      await db('ats_inbox').insert({
        id: world.newId('hok'),
        tenant_id: tenantId,
        connection_id: order.connectionId,
        event_key: world.newId('key'),
        body_digest: 'd',
        body_signed: true,
        action: 'a',
        event: 'stage_entered',
        lane: 'app',
        application_id: 'app',
        status: 'done',
        stage_id: stage,
      });
    };
    for (const { order, work } of [never, back]) {
      await world.happen(order);
      await work();
    }
    const isOurs = ({ tenantId, order }: typeof back) =>
      isOurMove({ tenantId, connectionId: order.connectionId }, 'app', 'stg_next');
    expect(await isOurs(never)).toBe(false);
    // What the vendor tells late of the time before is no move out of it.
    await hook('stg_screen');
    expect(await isOurs(back)).toBe(true);
    await hook('stg_next');
    expect(await isOurs(back)).toBe(true);
    await hook('stg_offer');

    expect(await isOurs(back)).toBe(false);
  });
});
