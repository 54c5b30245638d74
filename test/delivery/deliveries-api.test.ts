import { describe, expect, it } from 'vitest';
import { deliveryRoutes } from '../../api/routes/webhooks/deliveries.ts';
import type { OutboundResult } from '../../domain/ports/outbound.ts';
import { createDeliveryStore } from '../../infra/db/deliveries/delivery-store.ts';
import { createLedgerReads } from '../../infra/db/deliveries/delivery-ledger.ts';
import { createRelayStore } from '../../infra/db/deliveries/relay-store.ts';
import { createResendStore } from '../../infra/db/deliveries/resend-store.ts';
import { sha256 } from '../../infra/system.ts';
import { createDeliveryUseCases } from '../../usecases/deliveries/deliveries.ts';
import { administer, operator, startApi } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { by, createDeliveryWorld } from './delivery-world.ts';
import { fakeKinds } from './fake-ats.ts';

const { db } = await useDatabase();
const world = createDeliveryWorld(db, { atsKinds: fakeKinds });
const relay = createRelayStore(world);
const store = createDeliveryStore(world);
const ledger = { ...createLedgerReads(world), ...createResendStore({ db, now: Date.now }) };
const api = await startApi(db, deliveryRoutes({ deliveries: createDeliveryUseCases({ ledger, digest: sha256 }) }));
const admin = administer(db);

type Answer = { status: number; body: Record<string, unknown> };
type Call = (method: string, path: string, headers?: Record<string, string>) => Promise<Answer>;

const callerOf =
  (key: string): Call =>
  async (method, path, headers = {}) => {
    const res = await fetch(`${api.url}/api/v1${path}`, { method, headers: { 'X-API-Key': key, ...headers } });
    return { status: res.status, body: (await res.json()) as Record<string, unknown> };
  };

/** A tenant with a key, an endpoint and a run. */
const setUp = async () => {
  const { tenantId, key } = await admin.tenantWithKey();
  const owner = { kind: 'tenant', id: tenantId } as const;
  const endpoint = await world.endpoint(owner);
  const runId = await world.run({ tenantId });
  return { tenantId, owner, endpointId: endpoint.id, runId, call: callerOf(key) };
};
type Side = Awaited<ReturnType<typeof setUp>>;

const relayAll = async (): Promise<void> => {
  while ((await relay.relayEvents(1_000)) > 0);
};
const tell = async (run: Side, count = 1): Promise<string[]> => {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await world.event(run));
  await relayAll();
  return ids;
};
const idOf = async (eventId: string): Promise<string> =>
  String((await world.deliveries({ event_id: eventId })).at(-1)?.['id']);

const answered = (status: number, excerpt = ''): OutboundResult => ({
  kind: 'answer',
  status,
  retryAfterSeconds: null,
  excerpt,
  durationMs: 12.4,
});

/** Writes an attempt as the activity does. */
const attempt = async (side: Side, id: string, number: number, result: OutboundResult): Promise<void> => {
  const delivery = await store.find(side.tenantId, id);
  if (!delivery) throw new Error('no such delivery');
  const isOk = result.kind === 'answer' && result.status < 300;
  const end = isOk ? ({ status: 'delivered', reason: null, disableEndpoint: false } as const) : null;
  await store.record(delivery, { attempt: number, at: new Date(), result, retryAfterMs: null }, end);
};
const items = ({ body }: Answer): Record<string, unknown>[] => body['items'] as Record<string, unknown>[];
const acts = async (ownerId: string): Promise<string[]> =>
  (await db('audit_intake').where({ tenant_id: ownerId }).orderBy('number').pluck('act')) as string[];

describe('the ledger', () => {
  it('lists a tenant’s deliveries newest first, page by page, and nobody else’s', async () => {
    const [side, other] = [await setUp(), await setUp()];
    const mine = await tell(side, 5);
    await tell(other, 2);

    const first = await side.call('GET', '/deliveries?limit=3');
    const second = await side.call('GET', `/deliveries?limit=3&cursor=${String(first.body['nextCursor'])}`);

    const seen = [...items(first), ...items(second)].map((item) => item['eventId']);
    expect(seen).toEqual(mine.toReversed());
    expect(second.body['nextCursor']).toBeNull();
    expect(items(first)[0]).toMatchObject({
      status: 'pending',
      number: 1,
      attemptCount: 0,
      endpointId: side.endpointId,
    });
  });

  it('filters by run, endpoint, status, type and time, and refuses a cursor of another filter', async () => {
    const side = await setUp();
    const [eventId = ''] = await tell(side, 2);
    await attempt(side, await idOf(eventId), 1, answered(200));
    const count = async (query: string): Promise<number> =>
      items(await side.call('GET', `/deliveries?${query}`)).length;

    expect(await count(`runId=${side.runId}&endpointId=${side.endpointId}`)).toBe(2);
    expect(await count('status=delivered')).toBe(1);
    expect(await count('eventType=interview.rejected')).toBe(0);
    expect(await count('since=2020-01-01T00:00:00Z')).toBe(2);
    expect(await count('since=2100-01-01T00:00:00%2B02:00')).toBe(0);
    const page = await side.call('GET', '/deliveries?limit=1');
    const foreign = await side.call('GET', `/deliveries?status=dead&cursor=${String(page.body['nextCursor'])}`);
    expect([foreign.status, foreign.body['code']]).toEqual([400, 'cursor.invalid']);
  });

  it('shows each attempt with what was answered, until the personal data is erased', async () => {
    const side = await setUp();
    const [eventId = ''] = await tell(side);
    const id = await idOf(eventId);
    await attempt(side, id, 1, { kind: 'failure', failure: 'timeout', durationMs: 15_000 });
    await attempt(side, id, 2, answered(500, 'went wrong'));
    await attempt(side, id, 3, answered(200));
    const before = await side.call('GET', `/deliveries/${id}`);

    await world.sealer.destroyKey(side, 'personal');
    const after = await side.call('GET', `/deliveries/${id}`);

    const shown = ({ body }: Answer) =>
      (body['attempts'] as Record<string, unknown>[]).map((entry) => [
        entry['attempt'],
        entry['status'],
        entry['failure'],
        entry['excerpt'],
        entry['erased'],
      ]);
    expect(before.body).toMatchObject({ id, status: 'delivered', attemptCount: 3, reason: null });
    expect(shown(before)).toEqual([
      [1, null, 'timeout', null, false],
      [2, 500, null, 'went wrong', false],
      [3, 200, null, null, false],
    ]);
    expect(shown(after)[1]).toEqual([2, 500, null, null, true]);
  });

  it('keeps no answer that can no longer be sealed, and the attempt all the same', async () => {
    const side = await setUp();
    const [eventId = ''] = await tell(side);
    const id = await idOf(eventId);
    await world.sealer.destroyKey(side, 'personal');

    await attempt(side, id, 1, answered(500, 'Grace Hopper'));

    expect(await db('delivery_attempts').where({ delivery_id: id }).select('status', 'answer_sealed')).toEqual([
      { status: 500, answer_sealed: null },
    ]);
  });

  it('an attempt that is recorded twice stands there once, and an end stays an end', async () => {
    const side = await setUp();
    const [eventId = ''] = await tell(side);
    const id = await idOf(eventId);

    await attempt(side, id, 1, answered(200));
    await attempt(side, id, 1, answered(500));

    expect(await db('delivery_attempts').where({ delivery_id: id }).pluck('status')).toEqual([200]);
    expect(await db('deliveries').where({ id }).first('status', 'attempts')).toEqual({
      status: 'delivered',
      attempts: 1,
    });
  });
});

describe('sending again', () => {
  it('makes the next delivery of the same event, is noted, and lets go of the one that waits', async () => {
    const side = await setUp();
    const [eventId = ''] = await tell(side);
    const id = await idOf(eventId);

    const { status, body } = await side.call('POST', `/deliveries/${id}/redeliver`);

    expect([status, body['number'], body['eventId'], body['status']]).toEqual([202, 2, eventId, 'pending']);
    expect((await side.call('GET', `/deliveries/${id}`)).body).toMatchObject({
      status: 'skipped',
      reason: 'superseded',
    });
    expect(await acts(side.tenantId)).toContain('delivery.redelivered');
    expect((await relay.claimStarts(100)).map((start) => start.id)).toContain(body['id']);
  });

  it('what was on its way meanwhile is delivered when it arrives, and has given way when it does not', async () => {
    const side = await setUp();
    const [arrives = '', fails = ''] = await tell(side, 2);
    const ids = [await idOf(arrives), await idOf(fails)] as const;
    for (const id of ids) await side.call('POST', `/deliveries/${id}/redeliver`);

    await attempt(side, ids[0], 1, answered(200));
    await attempt(side, ids[1], 1, answered(500));

    const ends = await Promise.all(ids.map(async (id) => (await side.call('GET', `/deliveries/${id}`)).body));
    expect(ends.map(({ status, reason }) => [status, reason])).toEqual([
      ['delivered', null],
      ['skipped', 'superseded'],
    ]);
  });

  it('several times at once makes as many, each with a number of its own', async () => {
    const side = await setUp();
    const [eventId = ''] = await tell(side);
    const id = await idOf(eventId);

    const answers = await Promise.all([1, 2, 3].map(() => side.call('POST', `/deliveries/${id}/redeliver`)));

    expect(answers.map(({ body }) => String(body['number'])).toSorted()).toEqual(['2', '3', '4']);
    expect((await world.deliveries({ event_id: eventId, status: 'pending' })).map((row) => row['number'])).toEqual([4]);
  });

  it('is refused for a paused endpoint, and nobody else’s delivery exists', async () => {
    const [side, other] = [await setUp(), await setUp()];
    const [eventId = ''] = await tell(side);
    const path = `/deliveries/${await idOf(eventId)}`;
    await world.endpoints.change(side.owner, side.endpointId, { status: 'paused' }, by);

    const refused = await side.call('POST', `${path}/redeliver`);
    const foreign = [await other.call('POST', `${path}/redeliver`), await other.call('GET', path)];

    expect([refused.status, refused.body['code'], refused.body['endpointStatus']]).toEqual([
      409,
      'endpoint.not_active',
      'paused',
    ]);
    expect(foreign.map(({ status, body }) => [status, body['code']])).toEqual([
      [404, 'delivery.not_found'],
      [404, 'delivery.not_found'],
    ]);
  });
});

const since = 'since=2020-01-01T00:00:00Z';

describe('recovering an endpoint', () => {
  const recover = (call: Call, endpointId: string, query = since, headers: Record<string, string> = {}) =>
    call('POST', `/webhook-endpoints/${endpointId}/recover?${query}`, headers);

  it('sends what was missed while paused, what died and what was lost, and nothing that arrived or is on its way', async () => {
    const side = await setUp();
    const [arrived = '', died = '', waits = '', lost = ''] = await tell(side, 4);
    await attempt(side, await idOf(arrived), 1, answered(200));
    await store.finish(side.tenantId, await idOf(died), { status: 'dead', reason: 'attempts_exhausted' });
    await db('deliveries')
      .where({ event_id: lost })
      .update({ created_at: new Date(Date.now() - 7_200_000) });
    await world.endpoints.change(side.owner, side.endpointId, { status: 'paused' }, by);
    const [missed = ''] = await tell(side);
    await world.endpoints.change(side.owner, side.endpointId, { status: 'active' }, by);

    const first = await recover(side.call, side.endpointId);
    const second = await recover(side.call, side.endpointId);

    expect(first).toMatchObject({ status: 202, body: { count: 3, more: false } });
    expect(second.body).toEqual({ count: 0, more: false });
    const numbers = async (eventId: string) =>
      (await world.deliveries({ event_id: eventId })).map((row) => [row['number'], row['status']]);
    expect(await numbers(missed)).toEqual([[1, 'pending']]);
    expect(await numbers(died)).toEqual([
      [1, 'dead'],
      [2, 'pending'],
    ]);
    expect(await numbers(lost)).toEqual([
      [1, 'skipped'],
      [2, 'pending'],
    ]);
    expect([await numbers(arrived), await numbers(waits)]).toEqual([[[1, 'delivered']], [[1, 'pending']]]);
    expect(await acts(side.tenantId)).toContain('endpoint.recovered');
  });

  it('counts only what the endpoint’s filter, its level and the time let through', async () => {
    const side = await setUp();
    const change = { status: 'paused', events: ['interview.approved'] } as const;
    await world.endpoints.change(side.owner, side.endpointId, change, by);
    await world.event(side, 'interview.rejected');
    await world.event({
      tenantId: side.tenantId,
      runId: await world.run({ ...side, callbackUrl: 'https://ats.example/hook' }),
    });
    await tell(side, 2);
    await world.endpoints.change(side.owner, side.endpointId, { status: 'active' }, by);

    const later = await recover(side.call, side.endpointId, `since=${new Date(Date.now() + 1_000).toISOString()}`);
    const settings = JSON.stringify({ webhooks: { callbackOnly: true } });
    await db('tenants').where({ id: side.tenantId }).update({ settings });
    const own = await recover(side.call, side.endpointId);
    await db('tenants').where({ id: side.tenantId }).update({ settings: '{}' });
    const all = await recover(side.call, side.endpointId);

    expect([later.body['count'], own.body['count'], all.body['count']]).toEqual([0, 2, 1]);
  });

  it('of a platform sends the events of its tenants that have no endpoint of their own', async () => {
    const platform = await admin.tenants.createPlatform({ name: 'Suite', asker: operator });
    const owner = { kind: 'platform', id: platform.id } as const;
    const key = await admin.keys.createKey({ owner, kind: 'platform', label: '', expiresAt: null, asker: operator });
    const [bare, own] = [await world.tenant(platform.id), await world.tenant(platform.id)];
    await world.endpoint({ kind: 'tenant', id: own });
    const event = await world.event({ tenantId: bare, runId: await world.run({ tenantId: bare }) });
    await world.event({ tenantId: own, runId: await world.run({ tenantId: own }) });
    await relayAll();
    const { id } = await world.endpoint(owner);

    const answer = await recover(callerOf(key.text), id);

    expect(answer).toMatchObject({ status: 202, body: { count: 1 } });
    expect((await world.deliveries({ endpoint_id: id })).map((row) => row['event_id'])).toEqual([event]);
    expect(await acts(platform.id)).toContain('endpoint.recovered');
  });

  it('is refused for a paused endpoint, and somebody else’s does not exist', async () => {
    const [side, other] = [await setUp(), await setUp()];
    await world.endpoints.change(side.owner, side.endpointId, { status: 'paused' }, by);

    const answers = [await recover(side.call, side.endpointId), await recover(other.call, side.endpointId)];

    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual([
      [409, 'endpoint.not_active'],
      [404, 'endpoint.not_found'],
    ]);
  });

  it('needs a time to start from', async () => {
    const side = await setUp();

    expect((await recover(side.call, side.endpointId, '')).status).toBe(400);
  });
});

describe('what an ATS is told', () => {
  /** An order over a connection, whose result was given up. */
  const setUpOrder = async () => {
    const side = await setUp();
    const connectionId = await world.connection(side.tenantId, 'fake');
    const order = await world.order(side.tenantId, { face: 'fake', connectionId });
    await world.event(order, 'interview.cancelled');
    await relayAll();
    await db('deliveries').where({ order_id: order.id }).update({ status: 'dead', reason: 'gone' });
    return { ...side, connectionId, order };
  };

  it('stands in the ledger beside webhooks, and is found by channel, order and connection', async () => {
    const side = await setUpOrder();
    await tell(side);
    const found = async (query: string) =>
      items(await side.call('GET', `/deliveries?${query}`)).map(({ channel, orderId, connectionId, endpointId }) => [
        channel,
        orderId,
        connectionId,
        endpointId,
      ]);
    const result = ['result', side.order.id, side.connectionId, null];

    expect(await found('channel=result')).toEqual([result]);
    expect(await found(`orderId=${side.order.id}`)).toEqual([result]);
    expect(await found(`connectionId=${side.connectionId}`)).toEqual([result]);
    expect(await found(`runId=${side.runId}&channel=webhook`)).toEqual([['webhook', null, null, side.endpointId]]);
    expect((await side.call('GET', '/deliveries?channel=mail')).status).toBe(400);
  });

  it('is told again after the end of its schedule, one by one or for a whole connection, and noted', async () => {
    const side = await setUpOrder();
    const [row] = await world.deliveries({ order_id: side.order.id });
    const since = 'since=2020-01-01T00:00:00Z';

    const last = await world.event(side.order, 'interview.assessment_approved');
    await relayAll();
    const again = await side.call('POST', `/deliveries/${String(row?.['id'])}/redeliver`);
    await db('deliveries').where({ order_id: side.order.id }).update({ status: 'dead' });
    const recovered = await side.call('POST', `/connections/${side.connectionId}/recover?${since}`);

    expect(again).toMatchObject({
      status: 202,
      body: { channel: 'result', eventId: last, number: 2, orderId: side.order.id },
    });
    expect(recovered).toMatchObject({ status: 202, body: { count: 1, more: false } });
    expect(
      (await world.deliveries({ order_id: side.order.id, status: 'pending' })).map((each) => each['number']),
    ).toEqual([3]);
    expect(await acts(side.tenantId)).toEqual(expect.arrayContaining(['delivery.redelivered', 'connection.recovered']));
    const stranger = await setUp();
    const foreign = await stranger.call('POST', `/connections/${side.connectionId}/recover?${since}`);
    expect([foreign.status, foreign.body['code']]).toEqual([404, 'connection.not_found']);
  });
});
