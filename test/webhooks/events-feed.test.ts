import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../domain/events/event-types.ts';
import { newId } from '../../infra/system.ts';
import { completeRequest, pendingRun, useNativeApi } from '../native/native-bench.ts';
import { callerOf, createWebhookWorld, type Answer, type Call } from './webhook-world.ts';

const bench = await useNativeApi();
const { db, listener } = bench;
const watched: string[] = [];
const changes = {
  watch: (id: string) => {
    watched.push(id);
    return listener.watch(id);
  },
};
const world = await createWebhookWorld(db, { changes });
const call = callerOf(world.api.url, bench.owner.key);

type Item = { id: string; type: string; runId: string; seq: number };
const itemsOf = ({ body }: Answer): Item[] => body['items'] as Item[];
const cursorOf = ({ body }: Answer): string => String(body['nextCursor']);
const feed = (query: Record<string, string | number> = {}, by: Call = call): Promise<Answer> =>
  by(
    'GET',
    `/events?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, `${value}`] as [string, string])).toString()}`,
  );
const settled = (): Promise<void> => world.settled(bench.owner.tenantId);

/** The cursor behind everything that has happened so far. */
const fromNow = async (query: Record<string, string> = {}): Promise<string> => {
  await settled();
  let page = await feed({ limit: 200, ...query });
  while (itemsOf(page).length > 0) page = await feed({ limit: 200, ...query, after: cursorOf(page) });
  return cursorOf(page);
};
const submit = async (): Promise<string> =>
  String((await bench.call('POST', '/interviews', completeRequest)).body['runId']);

/** Writes an event as the projection does, without committing. */
const addEvent = async (trx: Knex.Transaction, runId: string, tenantId = bench.owner.tenantId): Promise<string> => {
  const id = crypto.randomUUID();
  const row = { id, tenant_id: tenantId, run_id: runId, seq: 1, type: 'interview.received' };
  await trx('events').insert({ ...row, at: new Date(), state: 'RECEIVED', data: '{}' });
  await trx.raw(`select pg_notify('event_added', ?)`, [tenantId]);
  return id;
};

describe('the feed', () => {
  test('tells everything once and in order, page by page', async () => {
    const start = await fromNow();
    const runs = [await pendingRun(bench), await pendingRun(bench), await submit()];
    const seen: Item[] = [];
    let cursor = start;
    await settled();
    for (let page = await feed({ after: cursor, limit: 2 }); itemsOf(page).length > 0;) {
      seen.push(...itemsOf(page));
      cursor = cursorOf(page);
      page = await feed({ after: cursor, limit: 2 });
    }

    expect(seen.map(({ runId, type }) => `${runs.indexOf(runId)} ${type}`)).toEqual([
      '0 interview.received',
      '0 interview.plan_generated',
      '1 interview.received',
      '1 interview.plan_generated',
      '2 interview.received',
    ]);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
  });

  test('always says where to go on, also when there is nothing', async () => {
    const { call: other } = await world.tenantWithCall();
    const empty = await feed({}, other);
    const again = await feed({ after: cursorOf(empty) }, other);

    expect([empty.status, itemsOf(empty), again.status, itemsOf(again)]).toEqual([200, [], 200, []]);
    expect(cursorOf(again)).toBe(cursorOf(empty));
  });

  test('shows no other tenant’s events, whatever cursor is sent', async () => {
    await submit();
    await settled();
    const { call: other } = await world.tenantWithCall();

    expect(itemsOf(await feed({ limit: 200 }, other))).toEqual([]);
    expect(itemsOf(await feed({ after: await fromNow() }, other))).toEqual([]);
  });

  test('with a filter tells only those types, and goes on behind what it passed over', async () => {
    const type = 'interview.plan_generated,interview.rejected';
    const start = await fromNow({ type });
    const runId = await pendingRun(bench);
    await submit();
    await settled();
    const page = await feed({ after: start, type });
    const position = (cursor: string): number =>
      (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string, number])[2];
    const newest = (await db('events').max('position as position').first()) as { position: number };

    expect(itemsOf(page).map((item) => [item.runId, item.type])).toEqual([[runId, 'interview.plan_generated']]);
    expect(position(cursorOf(page))).toBe(newest.position);
    expect(itemsOf(await feed({ after: cursorOf(page), type }))).toEqual([]);
  });

  test('begins anew with an empty cursor, and takes types in any case', async () => {
    const [whole, ...same] = await Promise.all(
      [{}, { after: '', type: '' }, { after: ' ', limit: '', wait: ' ' }].map((query) => feed(query as never)),
    );
    const type = 'Interview.Received, ,INTERVIEW.PLAN_GENERATED';

    expect(whole?.status).toBe(200);
    for (const page of same) expect(page.body).toEqual(whole?.body);
    expect((await feed({ type })).body).toEqual(
      (await feed({ type: 'interview.received,interview.plan_generated' })).body,
    );
  });

  test('says of a cursor that is none which parameter it was, and what to send', async () => {
    expect((await feed({ after: '0' })).body).toMatchObject({
      errors: [{ parameter: 'after', message: expect.stringContaining('Send what the answer before gave') }],
    });
  });

  test.each([
    [{ after: 'garbage' }, 'cursor.invalid'],
    [{ after: Buffer.from('["0",1,2]').toString('base64url') }, 'cursor.invalid'],
    [{ type: 'interview.unheard_of' }, 'request.invalid'],
    [{ type: ',' }, 'request.invalid'],
    [{ after: '0' }, 'cursor.invalid'],
    [{ after: 'x'.repeat(501) }, 'request.invalid'],
    [{ limit: 201 }, 'request.invalid'],
    [{ limit: 0 }, 'request.invalid'],
    [{ wait: 31 }, 'request.invalid'],
    [{ colour: 'red' }, 'request.invalid'],
  ])('refuses %j', async (query, code) => {
    expect((await feed(query as never)).body).toMatchObject({ status: 400, code });
  });

  test('refuses a cursor with numbers no database holds, or of another filter', async () => {
    const own = await fromNow();
    const [hash] = JSON.parse(Buffer.from(own, 'base64url').toString()) as [string];
    const forged = [
      [hash, '99999999999999999999', 1],
      [hash, '-1', 1],
      [hash, '1', 1e300],
      [hash, '1', '1'],
      [hash, '1', 1, 1],
    ];

    for (const parts of forged) {
      const after = Buffer.from(JSON.stringify(parts)).toString('base64url');
      expect([parts, (await feed({ after })).body['code']]).toEqual([parts, 'cursor.invalid']);
    }
    expect((await feed({ after: own, type: 'interview.received' })).body['code']).toBe('cursor.invalid');
  });

  test('is closed to keys without its scope', async () => {
    const { tenantId } = await bench.admin.tenantWithKey();
    const owner = { kind: 'tenant', id: tenantId } as const;
    const wish = {
      owner,
      kind: 'analytics',
      label: '',
      expiresAt: null,
      asker: { actor: { kind: 'operator', id: null }, requestId: null },
    } as const;
    const { text } = await bench.admin.keys.createKey(wish);

    expect((await feed({}, callerOf(world.api.url, text))).body['code']).toBe('key.scope_missing');
  });
});

describe('an event whose transaction commits late', () => {
  test('holds back what came after it, and nothing is skipped', async () => {
    const runId = await submit();
    const start = await fromNow();
    const late = await db.transaction();
    const first = await addEvent(late, runId);
    const second = await db.transaction((trx) => addEvent(trx, runId));
    const meanwhile = await feed({ after: start });
    await late.commit();
    await settled();
    const then = await feed({ after: cursorOf(meanwhile) });

    expect(itemsOf(meanwhile)).toEqual([]);
    expect(itemsOf(then).map(({ id }) => id)).toEqual([first, second]);
  });

  test('is told even if it took its position before one of an older transaction, which was shown already', async () => {
    const runId = await submit();
    const start = await fromNow();
    const older = await db.transaction();
    await older.raw('select pg_current_xact_id()');
    const younger = await db.transaction();
    const positionedFirst = await addEvent(younger, runId);
    const positionedSecond = await addEvent(older, runId);
    await older.commit();
    const shown = await feed({ after: start, wait: 10 });
    await younger.commit();
    await settled();
    const then = await feed({ after: cursorOf(shown) });

    expect(itemsOf(shown).map(({ id }) => id)).toEqual([positionedSecond]);
    expect(itemsOf(then).map(({ id }) => id)).toEqual([positionedFirst]);
  });

  test('is never missed by a poller while many transactions overlap', async () => {
    const runId = await submit();
    let cursor = await fromNow();
    const seen: string[] = [];
    const written: string[] = [];
    let writing = 8;
    const write = async (): Promise<void> => {
      for (let round = 0; round < 15; round += 1)
        await db.transaction(async (trx) => {
          if (round % 2 === 0) await trx.raw('select pg_current_xact_id()');
          await trx.raw('select pg_sleep(random() * 0.01)');
          written.push(await addEvent(trx, runId));
          await trx.raw('select pg_sleep(random() * 0.01)');
        });
      writing -= 1;
    };
    const poll = async (): Promise<void> => {
      for (let done = false; !done;) {
        done = writing === 0;
        if (done) await settled();
        const page = await feed({ after: cursor, limit: 7 });
        seen.push(...itemsOf(page).map(({ id }) => id));
        done &&= itemsOf(page).length === 0;
        cursor = cursorOf(page);
      }
    };
    await Promise.all([poll(), ...Array.from({ length: 8 }, write)]);

    expect(written.length).toBe(120);
    expect(seen.length).toBe(120);
    expect(new Set(seen)).toEqual(new Set(written));
  });

  test('that is rolled back is never told', async () => {
    const runId = await submit();
    const start = await fromNow();
    const doomed = await db.transaction();
    await addEvent(doomed, runId);
    await doomed.rollback();
    const kept = await db.transaction((trx) => addEvent(trx, runId));
    await settled();

    expect(itemsOf(await feed({ after: start })).map(({ id }) => id)).toEqual([kept]);
  });
});

describe('waiting', () => {
  const untilWatched = async (count: number): Promise<void> => {
    while (watched.length < count) await new Promise((resolve) => setImmediate(resolve));
  };

  test('ends at once when the next event is committed, and asks the database hardly ever', async () => {
    const start = await fromNow();
    const before = watched.length;
    const looks: string[] = [];
    db.on('query', ({ sql }: { sql: string }) => sql.includes('pg_snapshot_xmin') && looks.push(sql));
    const waiting = feed({ after: start, wait: 30 });
    await untilWatched(before + 1);
    const runId = await submit();
    const page = await waiting;
    db.removeAllListeners('query');

    expect(itemsOf(page).map((item) => item.runId)).toEqual([runId]);
    expect(looks.length).toBeLessThanOrEqual(10);
  });

  test('ends soon after an older transaction that held the event back, though nobody announces that', async () => {
    const runId = await submit();
    const start = await fromNow();
    const other = await bench.admin.tenantWithKey();
    const late = await db.transaction();
    await late.raw('select pg_current_xact_id()');
    const before = watched.length;
    const waiting = feed({ after: start, wait: 30 });
    await untilWatched(before + 1);
    const id = await db.transaction((trx) => addEvent(trx, runId));
    await late('tenants').where({ id: other.tenantId }).update({ name: 'Else' });
    await late.commit();

    expect(itemsOf(await waiting).map((item) => item.id)).toEqual([id]);
  });

  test('ends empty when the time is up, with a cursor to go on', async () => {
    const start = await fromNow();
    const startedAt = Date.now();
    const page = await feed({ after: start, wait: 1 });

    expect([page.status, itemsOf(page), cursorOf(page)]).toEqual([200, [], start]);
    expect(Date.now() - startedAt).toBeGreaterThan(900);
  });

  test('is not disturbed by what happens at other tenants', async () => {
    const { call: other } = await world.tenantWithCall();
    const start = cursorOf(await feed({}, other));
    const before = watched.length;
    const waiting = feed({ after: start, wait: 1 }, other);
    await untilWatched(before + 1);
    await submit();

    expect(itemsOf(await waiting)).toEqual([]);
  });
});

test('after a restore into a new cluster one statement brings the old events back, in their order', async () => {
  const { call: other, tenantId } = await world.tenantWithCall();
  const { run_id: runId } = (await db('interviews').first('run_id')) as { run_id: string };
  await db('interviews').where({ run_id: runId }).update({ tenant_id: tenantId });
  const old = [
    await db.transaction((trx) => addEvent(trx, runId, tenantId)),
    await db.transaction((trx) => addEvent(trx, runId, tenantId)),
  ];
  await db('events').whereIn('id', old).update({ transaction_id: '9000000000' });
  const before = itemsOf(await feed({}, other));
  await db.raw(`update events set transaction_id = '1'`);
  const added = await db.transaction((trx) => addEvent(trx, runId, tenantId));
  await world.settled(tenantId);
  const after = itemsOf(await feed({}, other)).map(({ id }) => id);

  expect(before).toEqual([]);
  expect(after).toEqual([...old, added]);
});

test('the reader serves a page of a large feed from its index', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => ({
    id: crypto.randomUUID(),
    tenant_id: index % 3 === 0 ? bench.owner.tenantId : newId('tnt'),
    run_id: 'run_x',
    seq: 1,
    type: eventsOf({ type: 'received', detail: {}, seq: 1, at: 0, actor: { kind: 'system' } }, {} as never)[0]?.type,
    at: new Date(),
    state: 'RECEIVED',
    data: '{}',
  }));
  await db.batchInsert('events', rows, 500);
  await db.raw('analyze events');
  // Nothing but an index in the right order can do without sorting; what is cheaper for so few rows is the planner's to say.
  const { rows: plan } = await db.transaction(async (trx) => {
    await trx.raw('set local enable_sort = off');
    return (await trx.raw(
      `explain select 1 from events e where e.tenant_id = ? and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
         and (e.transaction_id, e.position) > ('0'::xid8, 0) order by e.transaction_id, e.position limit 100`,
      [bench.owner.tenantId],
    )) as { rows: Record<string, string>[] };
  });

  expect(JSON.stringify(plan)).toContain('events_in_order');
  expect(JSON.stringify(plan)).not.toContain('Sort');
});
