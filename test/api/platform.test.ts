import { beforeEach, describe, expect, test } from 'vitest';
import { healthRoutes } from '../../api/routes/service/health.ts';
import { tenantRoutes } from '../../api/routes/tenant/tenant.ts';
import { policyOf } from '../../domain/tenant/policy.ts';
import {
  createWorkerPresence,
  recordHeartbeat,
  removeHeartbeat,
  sweepHeartbeats,
} from '../../infra/db/operation/heartbeat-store.ts';
import { openPool } from '../../infra/db/knex.ts';
import { createReadiness } from '../../infra/readiness.ts';
import { eventually } from '../harness/eventually.ts';
import { freePort } from '../harness/postgres-server.ts';
import { useDatabase } from '../harness/database.ts';
import { administer, operator, startApi } from './start-api.ts';

const { db } = await useDatabase();
const { tenants, keys, administration, tenantWithKey } = administer(db);
let now = 0;
const clock = { now: () => now };
let temporal: () => Promise<'up' | 'down'> = () => Promise.resolve('up');
let objects: (signal: AbortSignal) => Promise<void> = () => Promise.resolve();
let asked = 0;
const readiness = createReadiness({
  db,
  clock,
  probeTemporal: () => temporal(),
  probeObjects: (signal) => {
    asked += 1;
    return objects(signal);
  },
  timeoutMs: 200,
});
const api = await startApi(db, [
  ...tenantRoutes({ tenants }),
  ...healthRoutes({ readiness, version: '1.2.3', instanceId: 'api-1', pages: 'built' }),
]);

const bodyOf = async (response: Response) => (await response.json()) as Record<string, never>;
const read = (key: string, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/api/v1/tenant`, { headers: { 'X-API-Key': key, ...headers } });
const change = (key: string, patch: unknown, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/api/v1/tenant`, {
    method: 'PATCH',
    body: JSON.stringify(patch),
    headers: { 'X-API-Key': key, 'Content-Type': 'application/json', ...headers },
  });

describe('GET /api/v1/tenant', () => {
  test('200 shows every setting, with defaults', async () => {
    const { key, tenantId } = await tenantWithKey();
    const response = await read(key);

    expect(response.status).toBe(200);
    expect(await bodyOf(response)).toMatchObject({
      tenantId,
      platformId: null,
      name: 'Acme',
      settings: {
        autoApprovePlans: false,
        requireDeciderNames: false,
        plan: { deadline: 'P14D', reminders: ['P1D', 'P3D', 'P7D'] },
        defaultLocale: 'en',
      },
    });
  });

  test('304 when nothing changed', async () => {
    const { key } = await tenantWithKey();
    const etag = (await read(key)).headers.get('ETag') ?? '';

    expect((await read(key, { 'If-None-Match': etag })).status).toBe(304);
    expect((await change(key, { autoApprovePlans: true })).status).toBe(200);
    expect((await read(key, { 'If-None-Match': etag })).status).toBe(200);
  });

  test('401 and 403 without a key for it', async () => {
    const { key } = await tenantWithKey('partner');

    expect([(await fetch(`${api.url}/api/v1/tenant`)).status, (await read(key)).status]).toEqual([401, 403]);
  });

  test('shows a platform the tenant that it names', async () => {
    const platform = await tenants.createPlatform({ name: 'Suite', asker: operator });
    const tenant = await tenants.createTenant({ name: 'Mine', platformId: platform.id, asker: operator });
    const owner = { kind: 'platform', id: platform.id } as const;
    const { text } = await keys.createKey({ owner, kind: 'platform', label: '', expiresAt: null, asker: operator });

    expect(await bodyOf(await read(text, { 'X-Tenant-ID': tenant.id }))).toMatchObject({
      tenantId: tenant.id,
      platformId: platform.id,
    });
  });
});

describe('PATCH /api/v1/tenant', () => {
  test('200 changes what is named, keeps the rest, and reaches the policy of new runs', async () => {
    const { key, tenantId } = await tenantWithKey();
    await change(key, { autoApprovePlans: true, plan: { deadline: 'PT2S', reminders: ['PT1S'] } });
    const { settings } = await bodyOf(await change(key, { plan: { reminders: null }, link: { life: 'P2D' } }));
    const stored = await administration.read.findTenant(tenantId);

    expect(settings).toMatchObject({
      autoApprovePlans: true,
      plan: { deadline: 'PT2S', reminders: [] },
      link: { life: 'P2D' },
    });
    expect(policyOf(stored?.settings ?? {})).toMatchObject({
      autoApprovePlans: true,
      planDeadlineMs: 2_000,
      planRemindersMs: [],
    });
  });

  test('422 names the languages that the engine can do', async () => {
    const { key } = await tenantWithKey();
    const refused = await change(key, { defaultLocale: 'de-AT' });

    expect([refused.status, await bodyOf(refused)]).toMatchObject([
      422,
      { code: 'locale.unsupported', locales: ['en'], errors: [{ pointer: '/defaultLocale' }] },
    ]);
    expect((await change(key, { defaultLocale: 'en-GB' })).status).toBe(200);
  });

  test('400 names each setting that is wrong', async () => {
    const { key } = await tenantWithKey();
    const schema = await bodyOf(await change(key, { plan: { deadline: 'soon' }, colour: 1 }));
    const rule = await bodyOf(await change(key, { plan: { deadline: 'P2D', reminders: ['P3D'] } }));

    expect(schema['errors']).toEqual([
      expect.objectContaining({ pointer: '/plan/deadline' }),
      expect.objectContaining({ pointer: '/colour' }),
    ]);
    expect(rule['errors']).toEqual([expect.objectContaining({ pointer: '/plan/reminders/0', code: 'too_late' })]);
  });

  test('412 when somebody else was faster', async () => {
    const { key } = await tenantWithKey();
    const etag = (await read(key)).headers.get('ETag') ?? '';
    const first = await change(key, { autoApprovePlans: true }, { 'If-Match': etag });
    const second = await change(key, { autoApprovePlans: false }, { 'If-Match': etag });
    const any = await change(key, { autoApprovePlans: false }, { 'If-Match': '*' });

    expect([first.status, second.status, any.status]).toEqual([200, 412, 200]);
  });

  test('does the same request once', async () => {
    const { key } = await tenantWithKey();
    const once = { 'Idempotency-Key': 'settings-1' };
    await change(key, { autoApprovePlans: true }, once);
    await change(key, { autoApprovePlans: false });
    const replayed = await change(key, { autoApprovePlans: true }, once);

    expect(replayed.headers.get('Idempotent-Replayed')).toBe('true');
    expect(await bodyOf(await read(key))).toMatchObject({ settings: { autoApprovePlans: false } });
  });
});

describe('signs of life', () => {
  beforeEach(() => {
    now += 20_000;
    temporal = () => Promise.resolve('up');
    objects = () => Promise.resolve();
  });
  const ready = async () => {
    const response = await fetch(`${api.url}/readyz`);
    return [response.status, await bodyOf(response)];
  };

  test('GET /healthz 200 says that the process is alive', async () => {
    expect(await bodyOf(await fetch(`${api.url}/healthz`))).toEqual({
      status: 'ok',
      version: '1.2.3',
      instanceId: 'api-1',
    });
  });

  test('GET /readyz 200 while the database answers, whatever else is down', async () => {
    temporal = () => Promise.reject(new Error('down'));
    objects = () => Promise.reject(new Error('down'));

    expect(await ready()).toEqual([
      200,
      {
        status: 'ready',
        database: 'up',
        temporal: 'down',
        worker: 'down',
        objects: 'down',
        pages: 'built',
        version: '1.2.3',
      },
    ]);
  });

  test('GET /readyz waits for nobody', async () => {
    await recordHeartbeat(db, 'w1', 'parley');
    expect(await ready()).toEqual([200, expect.objectContaining({ temporal: 'up', worker: 'up', objects: 'up' })]);
    now += 20_000;
    let given: AbortSignal | null = null;
    temporal = () => new Promise(() => undefined);
    objects = (signal) => {
      given = signal;
      return new Promise(() => undefined);
    };
    await recordHeartbeat(db, 'w1', 'parley');

    expect(await ready()).toEqual([
      200,
      {
        status: 'ready',
        database: 'up',
        temporal: 'down',
        worker: 'up',
        objects: 'down',
        pages: 'built',
        version: '1.2.3',
      },
    ]);
    // What the probe still holds open is let go of.
    await eventually(
      () => Promise.resolve(given),
      (signal) => signal?.aborted === true,
    );
  });

  test('GET /readyz asks the store of objects every fifteen seconds, however many want to know', async () => {
    asked = 0;
    await Promise.all(Array.from({ length: 30 }, ready));
    for (let second = 1; second < 15; second += 1) {
      now += 1_000;
      await ready();
    }
    expect(asked).toBe(1);
    now += 1_000;
    await ready();
    expect(asked).toBe(2);
  });

  test('GET /readyz 503 without the database', async () => {
    const databaseUrl = `postgres://parley@127.0.0.1:${await freePort()}/none`;
    const away = openPool({ databaseUrl, poolMax: 1, statementTimeoutMs: 500, applicationName: 'test' });
    const blind = createReadiness({ db: away, clock, timeoutMs: 500 });
    const other = await startApi(
      db,
      healthRoutes({ readiness: blind, version: '1', instanceId: 'api-1', pages: 'built' }),
    );
    const response = await fetch(`${other.url}/readyz`);

    expect([response.status, await bodyOf(response)]).toEqual([
      503,
      {
        status: 'unavailable',
        database: 'down',
        temporal: 'unknown',
        worker: 'down',
        objects: 'unknown',
        pages: 'built',
        version: '1',
      },
    ]);
    await away.destroy();
  });

  test('a worker counts as alive for ten seconds, and one that stops leaves at once', async () => {
    const presence = createWorkerPresence({ db, now: () => now });
    await db('worker_heartbeats').delete();
    expect(await presence.alive()).toBe(false);
    await recordHeartbeat(db, 'w1', 'parley');
    expect(await presence.alive()).toBe(true);
    await db('worker_heartbeats').update({ at: db.raw(`now() - interval '11 seconds'`) });
    now += 1_001;
    expect(await presence.alive()).toBe(false);
    await recordHeartbeat(db, 'w1', 'parley');
    await removeHeartbeat(db, 'w1');
    expect(await presence.alive()).toBe(false);
    expect(await sweepHeartbeats(db)).toBe(0);
  });
});
