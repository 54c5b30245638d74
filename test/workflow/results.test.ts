import { afterAll, describe, expect, it } from 'vitest';
import { createLedgerReads } from '../../infra/db/deliveries/delivery-ledger.ts';
import { createResendStore } from '../../infra/db/deliveries/resend-store.ts';
import { scripted, startWebhookReceiver, type Behaviour } from '../fakes/webhook-receiver.ts';
import { useDeliveryBench } from '../harness/delivery-bench.ts';
import { eventually } from '../harness/eventually.ts';
import { useOwnTemporal } from '../harness/temporal.ts';
import { by } from '../delivery/delivery-world.ts';
import { fakeKinds } from '../delivery/fake-ats.ts';

const temporal = await useOwnTemporal();
const bench = await useDeliveryBench({
  temporal,
  delaysMs: [0, 50, 100, 150],
  answerTimeoutMs: 1_500,
  atsKinds: fakeKinds,
});
const { db } = bench;
const resend = createResendStore({ db, now: Date.now });
const ledger = createLedgerReads(bench);

type Row = Record<string, unknown>;
type Side = { id: string; tenantId: string; runId: string };

const answer = (status: number, headers: Record<string, string> = {}, body = ''): Behaviour => ({
  kind: 'answer',
  status,
  headers,
  body,
});

const startVendor = async () => {
  const vendor = await startWebhookReceiver();
  afterAll(vendor.close);
  const told = (): Row[] => vendor.received.map(({ body }) => JSON.parse(body) as Row);
  return { ...vendor, told };
};

/** An order over a connection, and the vendor behind it. */
const setUp = async (options: { kind?: string; secret?: Record<string, unknown>; credentials?: object } = {}) => {
  const { kind = 'fake', secret = {}, credentials } = options;
  const vendor = await startVendor();
  const tenantId = await bench.tenant();
  const connectionId = await bench.connection(tenantId, kind, credentials);
  const order = await bench.order(tenantId, { face: kind, connectionId, callbackUrl: vendor.url, secret });
  return { vendor, tenantId, connectionId, order };
};

const tell = (order: Side, type: 'interview.assessment_approved' | 'interview.cancelled' = 'interview.cancelled') =>
  bench.event(order, type);

const resultOf = async (eventId: string): Promise<Row> => {
  const rows = await bench.deliveries({ event_id: eventId, channel: 'result' });
  return rows.at(-1) ?? {};
};
const untilResult = (eventId: string, status: string): Promise<Row> =>
  eventually(
    () => resultOf(eventId),
    (row) => row['status'] === status,
    { timeoutMs: 30_000 },
  );
const attemptsOf = async (eventId: string) => {
  const { id, tenant_id: tenantId, run_id: runId } = await resultOf(eventId);
  const attempts = await ledger.attempts(String(tenantId), { id: String(id), runId: String(runId) });
  return attempts.map(({ status, failure }) => status ?? failure);
};
/** What the run is by now. */
const becomes = (order: Side, state: string, outcome: string | null) =>
  db('interviews')
    .where({ run_id: order.runId })
    .update({ outcome, machine: db.raw(`machine || ?::jsonb`, [JSON.stringify({ state, outcome })]) });
const timestamps = (told: readonly Row[]): number[] => told.map(({ timestamp }) => Number(timestamp));
const isRising = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value > Number(values[index - 1]));

describe('a result', () => {
  it('arrives once, with the connection’s credentials and what the vendor wants echoed, and stands in the ledger', async () => {
    const { vendor, tenantId, connectionId, order } = await setUp({ secret: { callSecret: 's3' } });
    vendor.behave(() => answer(200, {}, '{"success":true}'));
    const eventId = await tell(order);
    const row = await untilResult(eventId, 'delivered');

    expect(vendor.received).toMatchObject([{ method: 'POST', headers: { authorization: 'Bearer one' } }]);
    expect(vendor.received[0]?.headers['user-agent']).toMatch(/^Parley\//);
    expect(vendor.told()).toMatchObject([{ order: order.id, status: 'waiting', echo: { callSecret: 's3' } }]);
    expect(await ledger.find(tenantId, String(row['id']))).toMatchObject({
      channel: 'result',
      orderId: order.id,
      connectionId,
      endpointId: null,
      runId: order.runId,
      attempts: 1,
    });
  });

  it('without a body is a call without one: no type of content, no length but 0', async () => {
    const { vendor, order } = await setUp({ kind: 'mute' });
    await untilResult(await tell(order, 'interview.assessment_approved'), 'delivered');

    const [call] = vendor.received;
    expect([call?.method, call?.body]).toEqual(['PATCH', '']);
    expect(call?.headers).not.toHaveProperty('content-type');
    expect(call?.headers).not.toHaveProperty('transfer-encoding');
    expect(call?.headers['content-length'] ?? '0').toBe('0');
  });

  it('tells what is true at the attempt, not at the event, under timestamps that rise whatever the clock says', async () => {
    const { vendor, order } = await setUp();
    const ahead = Date.now() + 3_600_000;
    await db('orders').where({ id: order.id }).update({ told_at: ahead });
    vendor.behave(scripted(answer(503, { 'retry-after': '1' })));
    const eventId = await tell(order);
    await eventually(
      () => Promise.resolve(vendor.received.length),
      (count) => count === 1,
    );
    await becomes(order, 'CANCELLED', 'OPTED_OUT');
    await untilResult(eventId, 'delivered');

    expect(vendor.told().map(({ words }) => words)).toEqual([
      'being prepared',
      'opted out: please arrange a phone screen',
    ]);
    expect(timestamps(vendor.told())).toEqual([ahead + 1, ahead + 2]);
  });

  it('that still waits gives way to a later one of its order, and the last one is told', async () => {
    const { vendor, order } = await setUp();
    vendor.behave(scripted(answer(429, { 'retry-after': '3600' })));
    const first = await tell(order);
    await eventually(
      () => attemptsOf(first),
      ({ length }) => length === 1,
    );
    const second = await tell(order);
    await untilResult(second, 'delivered');

    expect(await resultOf(first)).toMatchObject({ status: 'skipped', reason: 'superseded' });
    expect(isRising(timestamps(vendor.told()))).toBe(true);
  });

  it('is told alone: a later one of its order waits for its answer, uses up no attempt, and both have arrived', async () => {
    const { vendor, order } = await setUp();
    vendor.behave(scripted({ kind: 'slow', status: 204, afterMs: 700 }));
    const first = await tell(order);
    await eventually(
      () => Promise.resolve(vendor.received.length),
      (count) => count === 1,
    );
    const second = await tell(order);
    await untilResult(second, 'delivered');

    expect(await resultOf(first)).toMatchObject({ status: 'delivered', reason: null, attempts: 1 });
    expect(await resultOf(second)).toMatchObject({ attempts: 1 });
    const [earlier, later] = vendor.received;
    expect((later?.at ?? 0) - (earlier?.at ?? 0)).toBeGreaterThanOrEqual(690);
    expect(isRising(timestamps(vendor.told()))).toBe(true);
  });

  it.concurrent.each<[string, Behaviour[], (number | string)[]]>([
    ['answers 200 with garbage', [answer(200, {}, '<html>')], [200, 204]],
    ['answers 200 and that it failed', [answer(200, {}, '{"success":false}')], [200, 204]],
    ['redirects', [answer(301, { location: 'http://127.0.0.1:1/' })], [301, 204]],
    ['hangs', [{ kind: 'hang' }], ['timeout', 204]],
    ['drops the connection', [{ kind: 'reset' }], ['connection_reset', 204]],
    ['is down for all but the last', [answer(500), answer(502), answer(503)], [500, 502, 503, 204]],
    ['refuses the credentials for a while', [answer(401), answer(403)], [401, 403, 204]],
    ['knows it already, in its own words', [answer(409)], [409]],
  ])('is told until it is taken by a vendor that %s', async (_, behaviours, expected) => {
    const { vendor, order } = await setUp();
    vendor.behave(scripted(...behaviours));
    const eventId = await tell(order);
    await untilResult(eventId, 'delivered');

    expect(await attemptsOf(eventId)).toEqual(expected);
    expect(vendor.received).toHaveLength(expected.length);
    expect(isRising(timestamps(vendor.told()))).toBe(true);
  });

  it('an answer that does not count in spite of its status says so in the ledger', async () => {
    const { vendor, tenantId, order } = await setUp();
    vendor.behave(scripted(answer(200, {}, 'never heard of it')));
    const { id } = await untilResult(await tell(order), 'delivered');
    const [first] = await ledger.attempts(tenantId, { id: String(id), runId: order.runId });

    expect(first).toMatchObject({ status: 200, failure: 'answer_refused', excerpt: 'never heard of it' });
  });

  it('comes when the vendor asks for it', async () => {
    const { vendor, order } = await setUp();
    vendor.behave(scripted(answer(429, { 'retry-after': '2' })));
    await untilResult(await tell(order), 'delivered');

    const [first, second] = vendor.received;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_900);
  });

  it.each([
    ['410', answer(410), 'gone'],
    ['what the adapter takes for the end', answer(422), 'status_422'],
  ])('ends with %s, and only this one', async (_, behaviour, reason) => {
    const { vendor, order, tenantId, connectionId } = await setUp();
    vendor.behave(scripted(behaviour));
    const dead = await untilResult(await tell(order), 'dead');
    const next = await bench.order(tenantId, { face: 'fake', connectionId, callbackUrl: vendor.url });

    expect(dead).toMatchObject({ reason, attempts: 1 });
    expect(await untilResult(await tell(next), 'delivered')).toMatchObject({ attempts: 1 });
  });

  it('of a vendor that stays away is dead, counted by kind, and told when somebody says so', async () => {
    const { vendor, tenantId, order } = await setUp();
    vendor.behave(() => answer(500));
    const eventId = await tell(order);
    const dead = await untilResult(eventId, 'dead');
    vendor.behave(scripted());
    const again = await resend.redeliver(tenantId, String(dead['id']), by);
    await untilResult(eventId, 'delivered');

    expect(dead).toMatchObject({ reason: 'attempts_exhausted', attempts: 4 });
    expect((await bench.metrics.render()).body).toMatch(
      /parley_deliveries_dead_total\{channel="result",(kind="fake",reason="attempts_exhausted"|reason="attempts_exhausted",kind="fake")\} 1/,
    );
    expect(again).toMatchObject({ channel: 'result', orderId: order.id, number: 2 });
    expect(isRising(timestamps(vendor.told()))).toBe(true);
  });

  it('tries the credentials of before while a rotation overlaps, within the same attempt', async () => {
    const { vendor, tenantId, connectionId, order } = await setUp();
    await bench.connections.transaction(tenantId, (unit) =>
      unit.replaceCredentials(tenantId, connectionId, { apiKey: 'two' }, 60_000),
    );
    vendor.behave(({ headers }) => answer(headers.authorization === 'Bearer one' ? 204 : 401));
    const eventId = await tell(order);

    expect(await untilResult(eventId, 'delivered')).toMatchObject({ attempts: 1 });
    expect(vendor.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer two', 'Bearer one']);
    expect(isRising(timestamps(vendor.told()))).toBe(true);
  });

  it('goes out with what was put in after the vendor had refused it', async () => {
    const { vendor, tenantId, connectionId, order } = await setUp();
    vendor.behave(({ headers }) => answer(headers.authorization === 'Bearer two' ? 204 : 401, { 'retry-after': '1' }));
    const eventId = await tell(order);
    await eventually(
      () => attemptsOf(eventId),
      ({ length }) => length === 1,
    );
    await bench.connections.transaction(tenantId, (unit) =>
      unit.replaceCredentials(tenantId, connectionId, { apiKey: 'two' }, 0),
    );

    expect(await untilResult(eventId, 'delivered')).toMatchObject({ attempts: 2 });
  });

  it.each([
    ['http://10.0.0.1/hook', 'scheme_not_allowed', 'dead'],
    ['https://10.0.0.1/hook', 'address_not_allowed', 'dead'],
  ])('never reaches %s, and the ledger says %s', async (callbackUrl, reason, status) => {
    const { tenantId, connectionId } = await setUp();
    const order = await bench.order(tenantId, { face: 'fake', connectionId, callbackUrl });
    const eventId = await tell(order);
    await untilResult(eventId, status);

    expect((await attemptsOf(eventId)).at(-1)).toBe(reason);
  });
});

describe('nothing is told', () => {
  const told = async (order: Side): Promise<unknown> => (await untilResult(await tell(order), 'skipped'))['reason'];

  it('of an order whose face has nothing to present, and the ledger says why', async () => {
    const vendor = await startVendor();
    const order = await bench.order(await bench.tenant(), { face: 'fake', callbackUrl: vendor.url });

    expect([await told(order), vendor.received]).toEqual(['no_connection', []]);
  });

  it('from the moment on when an erasure was accepted', async () => {
    const { vendor, order, tenantId } = await setUp({ secret: { callSecret: 's3' } });
    const of = { run_id: order.runId, tenant_id: tenantId };
    await db('erasures').insert({ ...of, scope: 'personal', cause: 'request', requested_by_kind: 'operator' });

    expect([await told(order), vendor.received]).toEqual(['erased', []]);
  });

  it('over a paused connection until it is active again and recovered: then each order once, and nobody else’s', async () => {
    const { vendor, tenantId, connectionId, order } = await setUp();
    const second = await bench.order(tenantId, { face: 'fake', connectionId, callbackUrl: vendor.url });
    const since = new Date(Date.now() - 60_000);
    const set = (status: 'paused' | 'active') =>
      bench.connections.transaction(tenantId, (unit) => unit.changeConnection(tenantId, connectionId, { status }));
    const arrived = await tell(second);
    await untilResult(arrived, 'delivered');
    await set('paused');
    const reasons = [await told(order), await told(order), await told(second)];
    const [row] = await bench.deliveries({ order_id: order.id });
    const refusal = { code: 'connection.paused' };
    await expect(resend.redeliver(tenantId, String(row?.['id']), by)).rejects.toMatchObject(refusal);
    await expect(resend.recoverResults(tenantId, connectionId, since, by)).rejects.toMatchObject(refusal);
    await set('active');
    await expect(resend.recoverResults('tnt_other', connectionId, since, by)).rejects.toMatchObject({
      code: 'connection.not_found',
    });

    const counts = [
      await resend.recoverResults(tenantId, connectionId, new Date(Date.now() + 60_000), by),
      await resend.recoverResults(tenantId, connectionId, since, by),
      await resend.recoverResults(tenantId, connectionId, since, by),
    ];
    await eventually(
      () => Promise.resolve(vendor.told().length),
      (count) => count === 3,
    );
    const later = await resend.recoverResults(tenantId, connectionId, since, by);

    expect(reasons).toEqual(Array(3).fill('connection_paused'));
    expect([...counts, later].map(({ count }) => count)).toEqual([0, 2, 0, 0]);
    const orders = vendor.told().map((each) => String(each['order']));
    expect([orders[0], ...orders.slice(1).toSorted()]).toEqual([second.id, ...[order.id, second.id].toSorted()]);
  });

  it('over a deleted one, and nothing is sent again', async () => {
    const { tenantId, connectionId, order } = await setUp();
    await bench.connections.transaction(tenantId, (unit) => unit.destroyConnection(tenantId, connectionId));

    expect(await told(order)).toBe('connection_deleted');
    const [row] = await bench.deliveries({ order_id: order.id });
    await expect(resend.redeliver(tenantId, String(row?.['id']), by)).rejects.toMatchObject({
      code: 'connection.not_found',
    });
  });
});

describe('many results', () => {
  it('of one slow connection hold up neither another connection’s nor webhooks', async () => {
    const { vendor: slow, tenantId, connectionId } = await setUp();
    slow.behave(() => ({ kind: 'slow', status: 204, afterMs: 700 }));
    const quick = await setUp();
    const receiver = await startVendor();
    await bench.endpoint({ kind: 'tenant', id: quick.tenantId }, { url: receiver.url });
    const orders = await Promise.all(
      Array.from({ length: 50 }, () => bench.order(tenantId, { face: 'fake', connectionId, callbackUrl: slow.url })),
    );
    await Promise.all(orders.map((order) => tell(order)));
    const startedAt = Date.now();
    await tell(quick.order);
    await eventually(
      () => Promise.resolve([quick.vendor.received.length, receiver.received.length]),
      (counts) => counts.every((count) => count === 1),
    );
    const quickMs = Date.now() - startedAt;
    // A machine that is busy may take one for lost and tell it again.
    const told = (): Promise<number> => Promise.resolve(new Set(slow.told().map((each) => each['order'])).size);
    const pending = 50 - (await told());
    await eventually(told, (count) => count === 50, { timeoutMs: 60_000 });

    expect(pending).toBeGreaterThan(0);
    expect(quickMs).toBeLessThan(5_000);
  });
});
