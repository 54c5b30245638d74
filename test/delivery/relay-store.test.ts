import { beforeEach, describe, expect, it } from 'vitest';
import type { DueStart } from '../../domain/delivery/channels.ts';
import { createRelayStore } from '../../infra/db/deliveries/relay-store.ts';
import { readCappedMails } from '../../infra/db/operation/figures.ts';
import { useDatabase } from '../harness/database.ts';
import { by, createDeliveryWorld } from './delivery-world.ts';
import { fakeKinds } from './fake-ats.ts';

const { db, owner } = await useDatabase();
const world = createDeliveryWorld(db, { atsKinds: fakeKinds });
const store = createRelayStore(world);

const relayAll = async (): Promise<void> => {
  while ((await store.relayEvents(100)) > 0);
};
const endpointsOf = async (eventId: string): Promise<string[]> =>
  (await world.deliveries({ event_id: eventId })).map((row) => String(row['endpoint_id'])).toSorted();
const callbackOf = async (tenantId: string): Promise<string> => {
  const callback: unknown = await db('webhook_endpoints').where({ tenant_id: tenantId, kind: 'callback' }).first('id');
  return (callback as { id: string }).id;
};
const webhooksOf = (starts: readonly DueStart[]): string[] =>
  starts.filter(({ channel }) => channel === 'webhook').map(({ id }) => id);
const claimAll = async (): Promise<DueStart[]> => await store.claimStarts(1_000);

beforeEach(async () => {
  await relayAll();
  await store.markStarted(await claimAll());
});

describe('relaying events', () => {
  it('makes one delivery for each endpoint of the level that decides, and relays an event once', async () => {
    const platformId = await world.platform();
    const tenantId = await world.tenant(platformId);
    const forTenant = await world.endpoint({ kind: 'tenant', id: tenantId });
    const forPlatform = await world.endpoint({ kind: 'platform', id: platformId });
    const otherTenant = await world.tenant(platformId);
    const [own, others] = [
      await world.event({ tenantId, runId: await world.run({ tenantId }) }),
      await world.event({ tenantId: otherTenant, runId: await world.run({ tenantId: otherTenant }) }),
    ];

    await relayAll();
    await relayAll();

    expect(await endpointsOf(own)).toEqual([forTenant.id]);
    expect(await endpointsOf(others)).toEqual([forPlatform.id]);
  });

  it('a run’s callback hears of it beside the endpoints, and its endpoint is made when it is first needed', async () => {
    const tenantId = await world.tenant();
    const registered = await world.endpoint({ kind: 'tenant', id: tenantId });
    const runId = await world.run({ tenantId, callbackUrl: 'https://ats.example/callback' });
    const ids = [await world.event({ tenantId, runId }), await world.event({ tenantId, runId })];

    await relayAll();

    const both = [await callbackOf(tenantId), registered.id].toSorted();
    for (const id of ids) expect(await endpointsOf(id)).toEqual(both);
  });

  it('a run’s callback diverts the endpoints’ events only while the tenant’s setting says so', async () => {
    const tenantId = await world.tenant();
    const registered = await world.endpoint({ kind: 'tenant', id: tenantId });
    const runId = await world.run({ tenantId, callbackUrl: 'https://ats.example/callback' });
    const tell = async (callbackOnly: boolean): Promise<string[]> => {
      const settings = JSON.stringify({ webhooks: { callbackOnly } });
      await db('tenants').where({ id: tenantId }).update({ settings });
      const id = await world.event({ tenantId, runId });
      await relayAll();
      return await endpointsOf(id);
    };

    const [alone, both] = [await tell(true), await tell(false)];
    const callback = await callbackOf(tenantId);

    expect([alone, both]).toEqual([[callback], [callback, registered.id].toSorted()]);
  });

  it('an event that nobody wants is relayed to nobody', async () => {
    const tenantId = await world.tenant();
    const { id } = await world.endpoint({ kind: 'tenant', id: tenantId }, { events: ['interview.rejected'] });
    const unwanted = await world.event({ tenantId, runId: await world.run({ tenantId }) }, 'interview.approved');
    await world.endpoints.change({ kind: 'tenant', id: tenantId }, id, { status: 'paused' }, by);
    const paused = await world.event({ tenantId, runId: await world.run({ tenantId }) }, 'interview.rejected');

    await relayAll();

    expect([await endpointsOf(unwanted), await endpointsOf(paused)]).toEqual([[], []]);
    expect(await db('events').whereIn('id', [unwanted, paused]).whereNull('relayed_at')).toEqual([]);
  });

  it('an event’s mails are made in the same transaction', async () => {
    const tenantId = await world.tenant();
    const id = await world.event({ tenantId, runId: await world.run({ tenantId }) }, 'interview.approved');

    await relayAll();

    expect(await db('mails').where({ event_id: id }).select('template', 'audience', 'status')).toEqual([
      { template: 'invitation', audience: 'candidate', status: 'pending' },
    ]);
  });

  it('nobody is written to who cannot be reached: no person in the run, no recruiter named, mails switched off', async () => {
    const tenantId = await world.tenant();
    const nameless = await world.run({ tenantId });
    await db('interviews').where({ run_id: nameless }).update({ personal_sealed: null });
    const silenced = await world.tenant();
    const runId = await world.run({ tenantId: silenced });
    await db('tenants')
      .where({ id: silenced })
      .update({ settings: JSON.stringify({ mail: { candidates: false } }) });
    for (const type of ['interview.approved', 'interview.plan_generated'] as const) {
      await world.event({ tenantId, runId: nameless }, type);
      await world.event({ tenantId: silenced, runId }, type);
    }

    await relayAll();

    expect(await db('mails').whereIn('run_id', [nameless, runId])).toEqual([]);
  });

  it('several relays at once lose nothing and double nothing', async () => {
    const tenantId = await world.tenant();
    const { id: endpointId } = await world.endpoint({ kind: 'tenant', id: tenantId });
    const runIds = await Promise.all(Array.from({ length: 10 }, () => world.run({ tenantId })));
    const events: string[] = [];
    for (let index = 0; index < 200; index += 1)
      events.push(await world.event({ tenantId, runId: runIds[index % runIds.length] ?? '' }));

    const relay = async (): Promise<number> => {
      let sum = 0;
      for (let count = 1; count > 0; sum += count) count = await store.relayEvents(7);
      return sum;
    };
    const counts = await Promise.all([relay(), relay(), relay(), relay()]);
    await relayAll();

    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(200);
    const rows = await world.deliveries({ endpoint_id: endpointId });
    expect(rows.map((row) => String(row['event_id'])).toSorted()).toEqual(events.toSorted());
  });

  it('a crash before the commit leaves the event as it was, for the next relay', async () => {
    const tenantId = await world.tenant();
    await world.endpoint({ kind: 'tenant', id: tenantId });
    const id = await world.event({ tenantId, runId: await world.run({ tenantId }) });
    await owner.raw('alter table mails rename to mails_away');

    await expect(store.relayEvents(10)).rejects.toThrow();
    const between = await endpointsOf(id);
    await owner.raw('alter table mails_away rename to mails');
    await relayAll();

    expect(between).toEqual([]);
    expect(await endpointsOf(id)).toHaveLength(1);
  });
});

describe('relaying what an ATS is told', () => {
  const resultsOf = (orderId: string) => world.deliveries({ order_id: orderId });
  const reasonsOf = async (orderId: string) => (await resultsOf(orderId)).map(({ status, reason }) => [status, reason]);

  it('makes one row for each event that its adapter tells of, by the connection’s kind, else by the face', async () => {
    const tenantId = await world.tenant();
    const connectionId = await world.connection(tenantId, 'fake');
    const connected = await world.order(tenantId, { face: 'other', connectionId });
    const bare = await world.order(tenantId, { face: 'fake' });
    const unknown = await world.order(tenantId, { face: 'other' });
    for (const order of [connected, bare, unknown]) {
      await world.event(order, 'interview.started');
      await world.event(order, 'interview.cancelled');
      await relayAll();
    }

    const row = {
      channel: 'result',
      event_type: 'interview.cancelled',
      endpoint_id: null,
      status: 'pending',
      number: 1,
    };
    expect(await resultsOf(connected.id)).toMatchObject([{ ...row, connection_id: connectionId }]);
    expect(await resultsOf(bare.id)).toMatchObject([{ ...row, connection_id: null }]);
    expect(await resultsOf(unknown.id)).toEqual([]);
  });

  it('two hundred relays at the same moment make one row', async () => {
    const tenantId = await world.tenant();
    const order = await world.order(tenantId, { face: 'fake', connectionId: await world.connection(tenantId, 'fake') });
    await world.event(order, 'interview.cancelled');

    const counts = await Promise.all(Array.from({ length: 200 }, () => store.relayEvents(10)));

    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await resultsOf(order.id)).toHaveLength(1);
  });

  it('lets only the latest of an order wait, within a batch and across batches, whoever relays what', async () => {
    const tenantId = await world.tenant();
    const order = await world.order(tenantId, { face: 'fake' });
    const other = await world.order(tenantId, { face: 'fake' });
    const tell = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index += 1) await world.event(order, 'interview.cancelled');
    };
    await world.event(other, 'interview.cancelled');
    await tell(2);
    await relayAll();
    const batch = await reasonsOf(order.id);
    await tell(1);
    await relayAll();
    const next = await reasonsOf(order.id);
    await tell(20);
    await Promise.all(Array.from({ length: 8 }, () => store.relayEvents(3)));
    await relayAll();
    const all = await reasonsOf(order.id);

    const skipped = ['skipped', 'superseded'];
    expect([batch, next]).toEqual([
      [skipped, ['pending', null]],
      [skipped, skipped, ['pending', null]],
    ]);
    expect(all).toHaveLength(23);
    expect(all.at(-1)).toEqual(['pending', null]);
    expect(await reasonsOf(other.id)).toEqual([['pending', null]]);
  });

  it('a relay that is late with an earlier event never takes the place of the later one', async () => {
    const order = await world.order(await world.tenant(), { face: 'fake' });
    const first = await world.event(order, 'interview.cancelled');
    await db('events').where({ id: first }).update({ relayed_at: db.fn.now() });
    const second = await world.event(order, 'interview.cancelled');
    await relayAll();
    await db('events').where({ id: first }).update({ relayed_at: null });
    await relayAll();

    const told = (await resultsOf(order.id)).filter(({ status }) => status === 'pending');
    expect(told.map((row) => row['event_id'])).toContain(second);
  });

  it('an event that comes back to the relay takes the place of nothing', async () => {
    const tenantId = await world.tenant();
    const order = await world.order(tenantId, { face: 'fake' });
    const first = await world.event(order, 'interview.cancelled');
    await relayAll();
    await db('deliveries').where({ order_id: order.id }).update({ status: 'delivered' });
    await world.event(order, 'interview.cancelled');
    await relayAll();
    await db('events').where({ id: first }).update({ relayed_at: null });
    await relayAll();

    expect((await reasonsOf(order.id)).map(([status]) => status)).toEqual(['delivered', 'pending']);
  });

  it('takes turns by connection: fifty of one hold up nobody behind them', async () => {
    const tenantId = await world.tenant();
    const [busy, calm] = [await world.connection(tenantId, 'fake'), await world.connection(tenantId, 'fake')];
    for (let count = 0; count < 50; count += 1)
      await world.event(await world.order(tenantId, { face: 'fake', connectionId: busy }), 'interview.cancelled');
    const last = await world.order(tenantId, { face: 'fake', connectionId: calm });
    await world.event(last, 'interview.cancelled');
    await relayAll();

    const claimed = (await store.claimStarts(2)).filter(({ channel }) => channel === 'result').map(({ id }) => id);
    expect(claimed).toContain((await resultsOf(last.id))[0]?.['id']);
    expect(claimed).toHaveLength(2);
  });
});

describe('starting what was made', () => {
  const oneDelivery = async (): Promise<string> => {
    const tenantId = await world.tenant();
    await world.endpoint({ kind: 'tenant', id: tenantId });
    const eventId = await world.event({ tenantId, runId: await world.run({ tenantId }) }, 'interview.received');
    await relayAll();
    const [row] = await world.deliveries({ event_id: eventId });
    return String(row?.['id']);
  };

  it('belongs to one relay at a time, and to nobody once it was started', async () => {
    const id = await oneDelivery();

    const [first, second] = [await claimAll(), await claimAll()];
    await store.markStarted(first);
    await db('deliveries')
      .where({ id })
      .update({ start_claimed_until: new Date(0) });

    expect([webhooksOf(first), webhooksOf(second), webhooksOf(await claimAll())]).toEqual([[id], [], []]);
  });

  it('goes to another relay after a crash between the claim and the mark', async () => {
    const id = await oneDelivery();
    await claimAll();

    // Ten seconds later.
    await db('deliveries')
      .where({ id })
      .update({ start_claimed_until: new Date(Date.now() - 1) });

    expect(webhooksOf(await claimAll())).toEqual([id]);
  });

  describe('mails beyond what a tenant may send a day', () => {
    const capped = async (mailsPerDay: number, mails: number) => {
      const tenantId = await world.tenant();
      const setCap = (cap: number) =>
        db('tenants')
          .where({ id: tenantId })
          .update({ caps: JSON.stringify({ mailsPerDay: cap }) });
      await setCap(mailsPerDay);
      for (let count = 0; count < mails; count += 1)
        await world.event({ tenantId, runId: await world.run({ tenantId }) }, 'interview.approved');
      await relayAll();
      return { tenantId, setCap };
    };
    const startedOf = async (tenantId: string): Promise<number> => {
      const claimed = (await claimAll()).filter((start) => start.tenantId === tenantId);
      await store.markStarted(claimed);
      return claimed.length;
    };
    const reasonsOf = (tenantId: string): Promise<(string | null)[]> =>
      db('mails').where({ tenant_id: tenantId }).whereNull('started_at').pluck('reason') as never;

    it('wait in the open, the oldest first, until the next day', async () => {
      const { tenantId } = await capped(2, 5);

      expect([await startedOf(tenantId), await startedOf(tenantId)]).toEqual([2, 0]);
      expect(await reasonsOf(tenantId)).toEqual(Array(3).fill('daily_cap_reached'));
      expect(await readCappedMails(db)).toContainEqual({ tenantId, count: 3 });
      const starts: (Date | null)[] = await db('mails')
        .where({ tenant_id: tenantId })
        .orderBy('created_at')
        .pluck('started_at');
      expect(starts.map((at) => at !== null)).toEqual([true, true, false, false, false]);
      await db('mails')
        .where({ tenant_id: tenantId })
        .update({ started_at: db.raw(`started_at - interval '1 day'`) });
      expect(await startedOf(tenantId)).toBe(2);
    });

    it('go out once the operator raises the cap, and never hold up another tenant’s', async () => {
      const { tenantId, setCap } = await capped(0, 3);
      const other = await capped(10, 1);

      expect([await startedOf(other.tenantId), await startedOf(tenantId)]).toEqual([1, 0]);
      await setCap(2);
      expect(await startedOf(tenantId)).toBe(2);
      await setCap(100);
      expect(await startedOf(tenantId)).toBe(1);
      expect(await readCappedMails(db)).toEqual(expect.not.arrayContaining([expect.objectContaining({ tenantId })]));
    });

    it('count those that are claimed and not yet started', async () => {
      const { tenantId } = await capped(2, 3);

      const [first, second] = [await store.claimStarts(1), await claimAll()];
      expect([...first, ...second].filter((start) => start.tenantId === tenantId)).toHaveLength(2);
    });
  });

  it('is given back at once when it could not be started', async () => {
    const id = await oneDelivery();

    await store.releaseStarts(await claimAll());

    expect(webhooksOf(await claimAll())).toEqual([id]);
  });
});
