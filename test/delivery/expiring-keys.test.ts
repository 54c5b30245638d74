import { describe, expect, test } from 'vitest';
import type { Scope } from '../../domain/access/principal.ts';
import { warnOfExpiringKeys } from '../../infra/db/access/expiring-keys.ts';
import { createDeliveryStore } from '../../infra/db/deliveries/delivery-store.ts';
import { createRelayStore } from '../../infra/db/deliveries/relay-store.ts';
import { operator, recordingLog, type LogLine } from '../api/start-api.ts';
import { eventually } from '../harness/eventually.ts';
import { useDatabase } from '../harness/database.ts';
import { callerOf, createWebhookWorld } from '../webhooks/webhook-world.ts';
import { createDeliveryWorld } from './delivery-world.ts';

const { db, owner: schemaOwner } = await useDatabase();
const world = createDeliveryWorld(db);
const { admin, api, events } = await createWebhookWorld(db, { sealer: world.sealer });
const relay = createRelayStore({ ...world, db });
const deliveries = createDeliveryStore({ ...world, db });

const dayMs = 86_400_000;
const start = Date.UTC(2027, 0, 1);
const logs: LogLine[] = [];

/** What a worker does every minute, so many days after the start. */
const look = async (days: number): Promise<void> =>
  await warnOfExpiringKeys({ db, clock: { now: () => start + days * dayMs }, log: recordingLog(logs) });

const owner = (id: string) => ({ kind: 'tenant', id }) as const;
const makeKey = async (tenantId: string, lifeDays: number): Promise<string> => {
  const expiresAt = new Date(start + lifeDays * dayMs).toISOString();
  const wish = { owner: owner(tenantId), kind: 'core', label: `${lifeDays} days`, expiresAt, asker: operator } as const;
  const { key } = await admin.keys.createKey(wish);
  await db('api_keys')
    .where({ id: key.id })
    .update({ created_at: new Date(start) });
  return key.id;
};

type Row = { id: string; data: { keyId: string; daysLeft: number }; run_id: string | null };
const rowsOf = async (tenantId: string): Promise<Row[]> =>
  (await db('events').where({ tenant_id: tenantId, type: 'key.expiring' }).orderBy('position')) as Row[];
const warnedOf = async (tenantId: string) => (await rowsOf(tenantId)).map(({ data }) => [data.keyId, data.daysLeft]);

describe('a key that ends', () => {
  test('is told of 30 days and 7 days before, once each, although several workers look all the time', async () => {
    const tenantId = await world.tenant();
    const keyId = await makeKey(tenantId, 365);
    const after: number[] = [];
    for (const day of [0, 334, 335.1, 336, 357, 358.1, 360, 364.9, 365.1]) {
      await Promise.all(Array.from({ length: 5 }, () => look(day)));
      after.push((await rowsOf(tenantId)).length);
    }

    expect(after).toEqual([0, 0, 1, 1, 1, 2, 2, 2, 2]);
    expect(await warnedOf(tenantId)).toEqual([
      [keyId, 30],
      [keyId, 7],
    ]);
    expect(logs.filter(({ fields }) => fields['keyId'] === keyId)).toHaveLength(2);
  });

  test('is told of once more only, when nobody looked for long', async () => {
    const tenantId = await world.tenant();
    const keyId = await makeKey(tenantId, 365);
    await look(360);
    await look(361);

    expect(await warnedOf(tenantId)).toEqual([[keyId, 7]]);
  });

  test('is not told of when it is revoked, rotated, endless, or shorter than the warning', async () => {
    const tenantId = await world.tenant();
    const [revoked, rotated, short] = [
      await makeKey(tenantId, 40),
      await makeKey(tenantId, 41),
      await makeKey(tenantId, 5),
    ];
    const month = await makeKey(tenantId, 29);
    const endless = { owner: owner(tenantId), kind: 'core', label: 'x', expiresAt: null, asker: operator } as const;
    await admin.keys.createKey(endless);
    await admin.keys.revokeKey({ keyId: revoked, asker: operator });
    await admin.keys.rotateKey({ keyId: rotated, overlapMs: dayMs, expiresAt: null, asker: operator });
    for (let day = 0; day < 42; day += 1) await look(day);

    expect(await warnedOf(tenantId)).toEqual([[month, 7]]);
    expect(short).toMatch(/^key_/);
  });

  test('leaves nothing half done after a crash between the note and the event', async () => {
    const tenantId = await world.tenant();
    const keyId = await makeKey(tenantId, 100);
    await schemaOwner.raw(`create function no_event() returns trigger language plpgsql as
      $$ begin raise exception 'crash'; end $$`);
    await schemaOwner.raw('create trigger no_event before insert on events for each row execute function no_event()');
    await expect(look(70.5)).rejects.toThrow();
    await schemaOwner.raw('drop trigger no_event on events');
    await look(70.6);

    expect(await warnedOf(tenantId)).toEqual([[keyId, 30]]);
  });
});

describe('who hears of it', () => {
  const callWith = async (tenantId: string, ...scopes: Scope[]) => {
    const wish = { owner: owner(tenantId), kind: 'custom', scopes, label: scopes.join(), asker: operator } as const;
    return callerOf(api.url, (await admin.keys.createKey({ ...wish, expiresAt: null })).text);
  };

  test('the feed tells keys that look after keys or the tenant, with nothing of an interview in it', async () => {
    const tenantId = await world.tenant();
    const keyId = await makeKey(tenantId, 200);
    const run = { tenantId, runId: await world.run({ tenantId }) };
    await world.event(run, 'interview.received');
    await look(171);
    await world.event(run, 'interview.started');
    const typesFor = async (...scopes: Scope[]) => {
      const call = await callWith(tenantId, 'events:read', ...scopes);
      const read = async () => (await call('GET', '/events')).body['items'] as Record<string, unknown>[];
      return await eventually(read, (items) => items.some(({ type }) => type === 'interview.started'));
    };
    const [reader, manager] = [await typesFor('interviews:read'), await typesFor('keys:manage')];
    const only = await (await callWith(tenantId, 'events:read'))('GET', '/events?type=key.expiring');

    expect(reader.map(({ type }) => type)).toEqual(['interview.received', 'interview.started']);
    expect(only.body['items']).toEqual([]);
    const [, told] = manager;
    expect(told).toMatchObject({
      type: 'key.expiring',
      tenantId,
      runId: null,
      interviewId: null,
      seq: null,
      state: null,
      outcome: null,
      data: { keyId, kind: 'core', daysLeft: 30 },
    });
    expect(JSON.stringify(told)).not.toContain('200 days');
    expect(await (await callWith(tenantId, 'events:read', 'tenant:manage'))('GET', '/events')).toMatchObject({
      body: { items: [{}, { type: 'key.expiring' }, {}] },
    });
  });

  test('endpoints are told by the same rule, with the body of the feed', async () => {
    const tenantId = await world.tenant();
    const manager = await world.endpoint(owner(tenantId), { audience: ['events:read', 'keys:manage'] });
    await world.endpoint(owner(tenantId), { audience: ['events:read', 'interviews:read'] });
    await makeKey(tenantId, 300);
    await look(271);
    while ((await relay.relayEvents(100)) > 0);
    const [event] = await rowsOf(tenantId);
    const made = await world.deliveries({ event_id: event?.id });

    expect(made.map((row) => [row['endpoint_id'], row['run_id']])).toEqual([[manager.id, null]]);
    const due = await deliveries.find(tenantId, String(made[0]?.['id']));
    const body = await events.find(tenantId, due?.eventId ?? '', due?.audience ?? []);
    expect(body).toMatchObject({ type: 'key.expiring', runId: null, data: { daysLeft: 30 } });
    const answered = {
      kind: 'answer',
      status: 200,
      retryAfterSeconds: null,
      excerpt: 'thanks',
      durationMs: 5,
    } as const;
    if (due === null) throw new Error('there is no delivery');
    const attempt = { attempt: 1, at: new Date(), result: answered, retryAfterMs: null };
    const end = { status: 'delivered', reason: null, disableEndpoint: false } as const;
    expect(await deliveries.record(due, attempt, end)).toBe(true);
    const call = await callWith(tenantId, 'events:read', 'webhooks:manage');
    expect(await call('GET', '/deliveries')).toMatchObject({
      status: 200,
      body: { items: [{ eventType: 'key.expiring', runId: null, status: 'delivered' }] },
    });
  });

  test('of a platform’s key nobody’s feed tells; it is in the log', async () => {
    const platformId = await world.platform();
    const expiresAt = new Date(start + 100 * dayMs).toISOString();
    const wish = { owner: { kind: 'platform', id: platformId }, kind: 'platform', label: '', asker: operator } as const;
    const { key } = await admin.keys.createKey({ ...wish, expiresAt });
    await db('api_keys')
      .where({ id: key.id })
      .update({ created_at: new Date(start) });
    const before = await db('events').count();
    await look(71);
    await look(71);

    expect(await db('events').count()).toEqual(before);
    expect(logs.filter(({ fields }) => fields['keyId'] === key.id)).toHaveLength(1);
  });
});
