import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../domain/access/principal.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { warnOfExpiringKeys } from '../../infra/db/access/expiring-keys.ts';
import { administer, operator, recordingLog } from '../api/start-api.ts';
import { createLedgerReads } from '../../infra/db/deliveries/delivery-ledger.ts';
import { requeueSilent } from '../../infra/db/deliveries/lost-deliveries.ts';
import { createResendStore } from '../../infra/db/deliveries/resend-store.ts';
import { deliveryWorkflowId } from '../../workflows/contracts.ts';
import { by } from '../delivery/delivery-world.ts';
import { scripted, startWebhookReceiver, type Behaviour, type ReceivedWebhook } from '../fakes/webhook-receiver.ts';
import { useDeliveryBench } from '../harness/delivery-bench.ts';
import { eventually } from '../harness/eventually.ts';
import { useOwnTemporal } from '../harness/temporal.ts';

const bench = await useDeliveryBench({ temporal: await useOwnTemporal(), delaysMs: [0, 50, 100, 150] });
const { db, client } = bench;
const world = bench;
const resend = createResendStore({ db, now: Date.now });
const ledger = createLedgerReads(bench);

type Row = Record<string, unknown>;

const rowOf = async (eventId: string): Promise<Row> => {
  const rows = await world.deliveries({ event_id: eventId });
  return rows.at(-1) ?? {};
};
const untilStatus = (eventId: string, status: string): Promise<Row> =>
  eventually(
    () => rowOf(eventId),
    (row) => row['status'] === status,
    { timeoutMs: 40_000 },
  );
const attemptsOf = async (eventId: string) => {
  const { id, tenant_id: tenantId, run_id: runId } = await rowOf(eventId);
  return await ledger.attempts(String(tenantId), { id: String(id), runId: String(runId) });
};

const answer = (status: number, headers: Record<string, string> = {}, body = ''): Behaviour => ({
  kind: 'answer',
  status,
  headers,
  body,
});

const startReceiver = async () => {
  const receiver = await startWebhookReceiver();
  afterAll(receiver.close);
  const of = (eventId: string): ReceivedWebhook[] =>
    receiver.received.filter(({ headers }) => headers['webhook-id'] === eventId);
  return { ...receiver, of };
};

/** A tenant with one endpoint, and a receiver behind it. */
const setUp = async () => {
  const receiver = await startReceiver();
  const tenantId = await world.tenant();
  const owner = { kind: 'tenant', id: tenantId } as const;
  const endpoint = await world.endpoint(owner, { url: receiver.url });
  const runId = await world.run({ tenantId });
  return { receiver, tenantId, owner, endpoint, runId, tell: () => world.event({ tenantId, runId }) };
};

const plain = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

describe('a delivery', () => {
  it('arrives once, soon after the event, signed, with the body of the feed', async () => {
    const { receiver, endpoint, tell, tenantId, runId } = await setUp();
    const startedAt = Date.now();

    const eventId = await tell();
    await untilStatus(eventId, 'delivered');

    const [message] = receiver.of(eventId);
    if (!message) throw new Error('nothing arrived');
    expect(receiver.of(eventId)).toHaveLength(1);
    // A second on an idle machine; tests share theirs.
    expect(message.at - startedAt).toBeLessThan(5_000);
    expect(new Webhook(endpoint.secret).verify(message.body, plain(message.headers))).toMatchObject({
      id: eventId,
      type: 'interview.approved',
      tenantId,
      runId,
    });
  });

  it('carries the candidate’s link only to an address that was named by who may read interviews, resent or not', async () => {
    const tenantId = await world.tenant();
    const owner = { kind: 'tenant', id: tenantId } as const;
    const blind = ['webhooks:manage', 'interviews:create', 'events:read'] as const;
    const [reads, hears, callback] = [await startReceiver(), await startReceiver(), await startReceiver()];
    await world.endpoint(owner, { url: reads.url });
    await world.endpoint(owner, { url: hears.url, audience: blind });
    const linked = async (callbackScopes?: readonly Scope[]): Promise<string> => {
      const named = callbackScopes === undefined ? {} : { callbackScopes };
      const runId = await world.run({ tenantId, callbackUrl: callback.url, ...named });
      const sealed = await world.sealer.seal(sealPlaces.link({ tenantId, runId }), 'token');
      await db('interviews')
        .where({ run_id: runId })
        .update({ link_sealed: Buffer.from(sealed) });
      return await world.event({ tenantId, runId });
    };
    const [byReader, byBlind] = [await linked(), await linked(blind)];
    const dataOf = async (receiver: typeof reads, eventId: string, number = 1): Promise<unknown> => {
      const got = await eventually(
        () => Promise.resolve(receiver.of(eventId)),
        ({ length }) => length >= number,
      );
      return (JSON.parse(got.at(-1)?.body ?? '') as { data: unknown }).data;
    };
    const link = expect.stringMatching(/\/interview\/token$/) as unknown;

    for (const eventId of [byReader, byBlind]) {
      expect(await dataOf(reads, eventId)).toMatchObject({ interviewLink: link });
      expect(await dataOf(hears, eventId)).toEqual({});
    }
    expect(await dataOf(callback, byReader)).toMatchObject({ interviewLink: link });
    expect(await dataOf(callback, byBlind)).toEqual({});
    for (const { id } of await world.deliveries({ event_id: byBlind }))
      await resend.redeliver(tenantId, String(id), by);
    expect(await dataOf(hears, byBlind, 2)).toEqual({});
    expect(await dataOf(callback, byBlind, 2)).toEqual({});
    expect(await dataOf(reads, byBlind, 2)).toMatchObject({ interviewLink: link });
  });

  it('of what is no interview’s arrives too, and keeps nothing of the answer', async () => {
    const { receiver, owner } = await setUp();
    const expiresAt = new Date(Date.now() + 40 * 86_400_000).toISOString();
    const wish = { owner, kind: 'core', label: '', expiresAt, asker: operator } as const;
    const { key } = await administer(db).keys.createKey(wish);
    receiver.behave(scripted(answer(500, {}, 'not yet')));
    await warnOfExpiringKeys({ db, clock: { now: () => Date.now() + 11 * 86_400_000 }, log: recordingLog([]) });
    const [event] = (await db('events').where({ tenant_id: owner.id, type: 'key.expiring' })) as { id: string }[];
    const row = await untilStatus(event?.id ?? '', 'delivered');

    const [first, second] = receiver.of(event?.id ?? '');
    expect(JSON.parse(second?.body ?? '')).toMatchObject({
      type: 'key.expiring',
      data: { keyId: key.id, daysLeft: 30 },
    });
    expect(second?.body).toBe(first?.body);
    const attempts = await ledger.attempts(owner.id, { id: String(row['id']), runId: null });
    expect(attempts.map(({ status, excerpt, erased }) => [status, excerpt, erased])).toEqual([
      [500, null, false],
      [204, null, false],
    ]);
  });

  it('is tried again on its schedule until it arrives, each time with the same id and body', async () => {
    const { receiver, tell } = await setUp();
    receiver.behave(scripted(answer(302, {}, 'not yet'), answer(500, {}, 'not yet'), answer(404, {}, 'not yet')));

    const eventId = await tell();
    await untilStatus(eventId, 'delivered');

    const messages = receiver.of(eventId);
    expect(new Set(messages.map(({ body }) => body)).size).toBe(1);
    expect((await attemptsOf(eventId)).map(({ attempt, status, excerpt }) => [attempt, status, excerpt])).toEqual([
      [1, 302, 'not yet'],
      [2, 500, 'not yet'],
      [3, 404, 'not yet'],
      [4, 204, null],
    ]);
    for (const [index, pauseMs] of [45, 90, 135].entries())
      expect((messages[index + 1]?.at ?? 0) - (messages[index]?.at ?? 0)).toBeGreaterThanOrEqual(pauseMs);
  });

  it('waits as long as Retry-After asks', async () => {
    const { receiver, tell } = await setUp();
    receiver.behave(scripted(answer(503, { 'retry-after': '2' })));

    const eventId = await tell();
    await untilStatus(eventId, 'delivered');

    const [first, second] = receiver.of(eventId);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2_000);
  });

  it('ends with 410, and so does its endpoint: what comes later is not even made', async () => {
    const { receiver, tell, owner, endpoint } = await setUp();
    receiver.behave(() => answer(410));

    const eventId = await tell();
    const row = await untilStatus(eventId, 'dead');
    await tell();

    expect(row).toMatchObject({ reason: 'gone', attempts: 1 });
    expect(await world.endpoints.find(owner, endpoint.id)).toMatchObject({ status: 'disabled', statusReason: 'gone' });
    await eventually(
      () => db('events').whereNull('relayed_at').count('* as count').first(),
      (left) => Number(left?.['count']) === 0,
    );
    expect(receiver.received).toHaveLength(1);
  });

  it('of a run’s own callback ends alone with 410', async () => {
    const [gone410, healthy] = [await startReceiver(), await startReceiver()];
    gone410.behave(() => answer(410));
    const tenantId = await world.tenant();
    const runs = await Promise.all([gone410, healthy].map(({ url }) => world.run({ tenantId, callbackUrl: url })));

    const gone = await world.event({ tenantId, runId: runs[0] ?? '' });
    await untilStatus(gone, 'dead');
    const there = await world.event({ tenantId, runId: runs[1] ?? '' });

    expect(await untilStatus(there, 'delivered')).toMatchObject({ attempts: 1 });
  });

  it('is dead after its last attempt, is counted, and can be sent again under the same id', async () => {
    const { receiver, tell, tenantId } = await setUp();
    receiver.behave(() => answer(500));
    const eventId = await tell();
    const dead = await untilStatus(eventId, 'dead');
    receiver.behave(scripted());

    const again = await resend.redeliver(tenantId, String(dead['id']), by);
    await untilStatus(eventId, 'delivered');

    expect(dead).toMatchObject({ reason: 'attempts_exhausted', attempts: 4 });
    expect((await bench.metrics.render()).body).toMatch(
      /parley_deliveries_dead_total\{channel="webhook",reason="attempts_exhausted"\} 1/,
    );
    expect(again).toMatchObject({ number: 2, eventId });
    expect(receiver.of(eventId)).toHaveLength(5);
  });

  it('is skipped at its turn when its endpoint was paused meanwhile', async () => {
    const { receiver, tell, owner, endpoint } = await setUp();
    receiver.behave(() => answer(503, { 'retry-after': '1' }));
    const eventId = await tell();
    await eventually(
      () => rowOf(eventId),
      (row) => row['attempts'] === 1,
    );

    await world.endpoints.change(owner, endpoint.id, { status: 'paused' }, by);

    expect(await untilStatus(eventId, 'skipped')).toMatchObject({ reason: 'endpoint_paused', attempts: 1 });
    expect(receiver.of(eventId)).toHaveLength(1);
  });

  it('verifies with either secret while a rotation overlaps', async () => {
    const { receiver, tell, owner, endpoint } = await setUp();
    const fresh = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
    await world.endpoints.rotate(owner, endpoint.id, { secret: fresh, request: null, overlapMs: 60_000 }, by);

    const eventId = await tell();
    await untilStatus(eventId, 'delivered');

    const [message] = receiver.of(eventId);
    if (!message) throw new Error('nothing arrived');
    for (const secret of [fresh, endpoint.secret])
      expect(new Webhook(secret).verify(message.body, plain(message.headers))).toMatchObject({ id: eventId });
  });

  it('keeps ids and codes only in its history', async () => {
    const { receiver, tell } = await setUp();
    receiver.behave(scripted(answer(500, {}, 'Grace Hopper')));
    const eventId = await tell();
    const { id } = await untilStatus(eventId, 'delivered');

    const history = await client.workflow.getHandle(deliveryWorkflowId(String(id))).fetchHistory();

    const text = Buffer.from(JSON.stringify(history)).toString('utf8');
    for (const secret of ['Grace', receiver.url, 'interview.approved']) expect(text).not.toContain(secret);
  });
});

describe('what goes wrong around it', () => {
  it('Temporal being away delays an event and loses none', async () => {
    const { receiver, tell } = await setUp();
    await bench.server.kill('SIGKILL');

    const eventId = await tell();
    await eventually(
      () => Promise.resolve(bench.logs.filter(({ event }) => event === 'relay.start_failed').length),
      (count) => count > 0,
    );
    await bench.server.start();

    await untilStatus(eventId, 'delivered');
    expect(receiver.of(eventId)).toHaveLength(1);
  });

  it('a start that was made but not noted is made again, and the event still arrives once', async () => {
    const { receiver, tell } = await setUp();
    const eventId = await tell();
    await untilStatus(eventId, 'delivered');

    await db('deliveries').where({ event_id: eventId }).update({ started_at: null, start_claimed_until: null });
    await eventually(
      () => rowOf(eventId),
      (row) => row['started_at'] instanceof Date,
    );

    expect(await rowOf(eventId)).toMatchObject({ status: 'delivered', number: 1 });
    expect(receiver.of(eventId)).toHaveLength(1);
  });

  it('a workflow that was terminated by hand leaves a dead delivery, which can be sent again', async () => {
    const { receiver, tell, tenantId } = await setUp();
    receiver.behave(scripted(answer(503, { 'retry-after': '3600' })));
    const eventId = await tell();
    const { id } = await eventually(
      () => rowOf(eventId),
      (row) => row['next_attempt_at'] instanceof Date,
    );
    await client.workflow.getHandle(deliveryWorkflowId(String(id))).terminate();

    const longAgo = new Date(Date.now() - 7_200_000);
    const times = { created_at: longAgo, started_at: longAgo, next_attempt_at: longAgo };
    await db('deliveries').where({ event_id: eventId }).update(times);
    await db('delivery_attempts').where({ delivery_id: id }).update({ at: longAgo });
    await requeueSilent(db);

    expect(await untilStatus(eventId, 'dead')).toMatchObject({ reason: 'workflow_lost' });
    await resend.redeliver(tenantId, String(id), by);
    await untilStatus(eventId, 'delivered');
    expect(receiver.of(eventId)).toHaveLength(2);
  });
});

describe('one receiver’s trouble', () => {
  it('is invisible to others, even while it hangs on more deliveries than there are places', async () => {
    const [hanging, quick] = [await setUp(), await setUp()];
    hanging.receiver.behave(() => ({ kind: 'hang' }));
    for (let index = 0; index < 60; index += 1) await hanging.tell();
    await eventually(
      () => Promise.resolve(hanging.receiver.received.length),
      (count) => count >= 10,
    );

    for (let index = 0; index < 5; index += 1) {
      const eventId = await quick.tell();
      expect(await untilStatus(eventId, 'delivered')).toMatchObject({ attempts: 1 });
      expect(hanging.receiver.open()).toBeLessThanOrEqual(20);
    }

    // Their four attempts hang for fifteen seconds each: nobody waited for even one of them to end.
    const waiting = await world.deliveries({ endpoint_id: hanging.endpoint.id, status: 'pending' });
    expect(waiting).toHaveLength(60);
  });
});
