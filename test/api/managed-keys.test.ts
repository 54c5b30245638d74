import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { keyRoutes } from '../../api/routes/tenant/keys.ts';
import type { Scope } from '../../domain/access/principal.ts';
import type { KeyOwner } from '../../domain/ports/administration.ts';
import { createKeyMint } from '../../infra/api-key.ts';
import { createKeyAuthenticator } from '../../infra/db/access/key-authenticator.ts';
import { isNetworkWithin, readNetwork } from '../../infra/limits/read-network.ts';
import { systemClock } from '../../infra/system.ts';
import { createManagedKeys } from '../../usecases/access/managed-keys.ts';
import { useDatabase } from '../harness/database.ts';
import { administer, operator, pepper, recordingLog, startApi } from './start-api.ts';

const { db } = await useDatabase();
const { administration, tenants, keys } = administer(db);
const routes = keyRoutes({
  clock: systemClock,
  keys: createManagedKeys({
    administration,
    mint: createKeyMint({ pepper }),
    clock: systemClock,
    readNetwork,
    isNetworkWithin,
    requestsPerHour: 1_000,
  }),
});
const api = await startApi(db, routes);
const dayMs = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();
const daysUntil = (time: unknown): number => Math.round((Date.parse(String(time)) - Date.now()) / dayMs);

type Answer = { status: number; headers: Headers; body: Record<string, unknown> };
type Sending = { body?: unknown; headers?: Record<string, string>; url?: string };
const callWith =
  (key: string) =>
  async (method: string, path: string, { body, headers = {}, url = api.url }: Sending = {}): Promise<Answer> => {
    const response = await fetch(`${url}/api/v1/keys${path}`, {
      method,
      headers: { 'X-API-Key': key, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : (JSON.parse(text) as never) };
  };

type Limits = { expiresAt?: string | null; allowedNetworks?: string[]; requestsPerHour?: number };
const readerScopes: Scope[] = ['interviews:read', 'rankings:read', 'events:read'];

/** A key that may make keys, of a new tenant unless the owner is named; it is used from this machine. */
const makeManager = async (limits: Limits = {}, owner?: KeyOwner, more: Scope[] = []) => {
  const { id } = await tenants.createTenant({ name: 'Acme', platformId: null, asker: operator });
  const whose = owner ?? ({ kind: 'tenant', id } as const);
  const scopes: Scope[] = [...readerScopes, 'keys:manage', ...more];
  const wish = { owner: whose, kind: 'custom', scopes, label: 'manager', asker: operator } as const;
  const { key, text } = await keys.createKey({ ...wish, ...limits });
  return { owner: whose, keyId: key.id, call: callWith(text), text };
};
const reader = { scopes: ['interviews:read', 'events:read'], label: 'dashboard' };
const isLive = async (text: unknown): Promise<boolean> =>
  (await createKeyAuthenticator({ db, pepper, log: recordingLog([]), cacheMs: 0 }).authenticate(String(text), null)) !==
  null;

describe('a key that may make keys', () => {
  test('makes one for a part of its scopes, whose text is shown once and lists show nothing of', async () => {
    const { call, keyId } = await makeManager();
    const made = await call('POST', '', { body: reader });

    expect(made).toMatchObject({
      status: 201,
      body: { kind: 'custom', label: 'dashboard', scopes: reader.scopes, state: 'live', lastUsedAt: null },
    });
    expect(made.headers.get('cache-control')).toBe('no-store');
    expect(daysUntil(made.body['expiresAt'])).toBe(365);
    expect(await isLive(made.body['key'])).toBe(true);
    const listed = await call('GET', '');
    expect(listed.body['items']).toMatchObject([{ keyId }, { keyId: made.body['keyId'], scopes: reader.scopes }]);
    expect(JSON.stringify(listed.body)).not.toContain('"key"');
    const [audited] = (await db('audit_log').where({ target_id: made.body['keyId'] as string })) as unknown[];
    expect(audited ?? (await db('audit_intake').where({ target_id: made.body['keyId'] as string }))).toMatchObject({
      act: 'key.created',
      actor_kind: 'integrator',
      actor_id: keyId,
    });
  });

  test('hands on its networks, its limit and its end where nothing is said', async () => {
    const limits = { allowedNetworks: ['127.0.0.0/8', '2001:db8::/32'], requestsPerHour: 500, expiresAt: inDays(40) };
    const { call } = await makeManager(limits);
    const { body } = await call('POST', '', { body: reader });

    expect(body).toMatchObject({ allowedNetworks: limits.allowedNetworks, requestsPerHour: 500 });
    expect(daysUntil(body['expiresAt'])).toBe(40);
  });

  const limits = { allowedNetworks: ['127.0.0.0/8', '2001:db8::/32'], requestsPerHour: 500, expiresAt: inDays(40) };
  test.each<[unknown, string]>([
    [{ scopes: ['interviews:read', 'tenant:manage'] }, '/scopes'],
    [{ scopes: ['keys:manage'] }, '/scopes'],
    [{ kind: 'integration' }, '/scopes'],
    [{ ...reader, allowedNetworks: ['10.0.0.0/8'] }, '/allowedNetworks'],
    [{ ...reader, allowedNetworks: ['127.0.0.1', '126.0.0.0/7'] }, '/allowedNetworks'],
    [{ ...reader, allowedNetworks: ['0.0.0.0/0'] }, '/allowedNetworks'],
    [{ ...reader, allowedNetworks: ['::/0'] }, '/allowedNetworks'],
    [{ ...reader, allowedNetworks: ['::ffff:10.1.2.3'] }, '/allowedNetworks'],
    [{ ...reader, requestsPerHour: 501 }, '/requestsPerHour'],
    [{ ...reader, expiresAt: inDays(41) }, '/expiresAt'],
  ])('cannot make %j, which is more than it has', async (body, pointer) => {
    const { call, owner } = await makeManager(limits);
    const answer = await call('POST', '', { body });

    expect(answer).toMatchObject({ status: 403, body: { code: 'key.exceeds_caller', errors: [{ pointer }] } });
    expect(await keys.listKeys(owner)).toHaveLength(1);
  });

  test('without a limit of its own cannot make one with more than the deployment gives', async () => {
    const { call } = await makeManager();

    expect((await call('POST', '', { body: { ...reader, requestsPerHour: 1_001 } })).status).toBe(403);
    expect((await call('POST', '', { body: { ...reader, requestsPerHour: 1_000 } })).status).toBe(201);
  });

  test('makes one within its networks, from a part of them', async () => {
    const { call } = await makeManager(limits);
    const { body } = await call('POST', '', {
      body: { ...reader, allowedNetworks: ['127.1.2.3/16', '2001:db8:1::1'] },
    });

    expect(body['allowedNetworks']).toEqual(['127.1.0.0/16', '2001:db8:1::1/128']);
  });

  test.each<[unknown, string]>([
    [{ label: 'x' }, ''],
    [{ kind: 'core', scopes: ['events:read'] }, ''],
    [{ scopes: ['events:read', 'all'] }, '/scopes/1'],
    [{ scopes: [] }, '/scopes'],
    [{ ...reader, expiresAt: inDays(-1) }, '/expiresAt'],
    [{ ...reader, expiresAt: inDays(366) }, '/expiresAt'],
    [{ ...reader, expiresAt: 'never' }, '/expiresAt'],
    [{ ...reader, allowedNetworks: [] }, '/allowedNetworks'],
  ])('is told that %j is no key', async (body, pointer) => {
    const { call } = await makeManager();

    expect(await call('POST', '', { body })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ pointer }] },
    });
  });

  test.each([null, '', ' '])(
    'makes one that ends within a year where its end is %j: nothing is not never',
    async (expiresAt) => {
      const { call } = await makeManager();
      const { status, body } = await call('POST', '', { body: { ...reader, expiresAt } });

      expect(status).toBe(201);
      expect(Date.parse(String(body['expiresAt'])) - Date.now()).toBeLessThan(366 * 86_400_000);
    },
  );

  test('makes two of a label, not a third, also when several are asked for at once', async () => {
    const { call } = await makeManager();
    const answers = await Promise.all(Array.from({ length: 6 }, () => call('POST', '', { body: reader })));

    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([201, 201, 409, 409, 409, 409]);
  });

  test('learns by a repetition which key it made, never again its text: also after a crash before the answer was kept', async () => {
    const { call, owner } = await makeManager();
    const sending = { body: reader, headers: { 'Idempotency-Key': randomUUID() } };
    const first = await call('POST', '', sending);
    const again = await call('POST', '', sending);
    await db('idempotency_keys').where({ tenant_id: owner.id }).delete();
    const later = await call('POST', '', sending);

    expect(await isLive(first.body['key'])).toBe(true);
    for (const repetition of [again, later])
      expect(repetition).toMatchObject({ status: 201, body: { keyId: first.body['keyId'], key: null } });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await keys.listKeys(owner)).toHaveLength(2);
    expect((await call('POST', '', { ...sending, body: { ...reader, label: 'other' } })).status).toBe(422);
  });

  test('that was revoked a moment ago makes, rotates and revokes nothing more, even where it is still believed', async () => {
    const slow = await startApi(db, routes, {
      keys: createKeyAuthenticator({ db, pepper, log: recordingLog([]), cacheMs: 60_000 }),
    });
    const { call, owner, keyId } = await makeManager();
    const made = await call('POST', '', { body: reader, url: slow.url });
    await keys.revokeKey({ keyId, asker: operator });
    const { keyId: madeId } = made.body as { keyId: string };
    const late = [
      await call('POST', '', { body: { ...reader, label: 'late' }, url: slow.url }),
      await call('POST', `/${madeId}/rotate`, { url: slow.url }),
      await call('DELETE', `/${madeId}`, { url: slow.url }),
    ];

    expect(made.status).toBe(201);
    for (const answer of late) expect(answer).toMatchObject({ status: 401, body: { code: 'key.invalid' } });
    expect(await keys.listKeys(owner)).toHaveLength(2);
    expect(await isLive(made.body['key'])).toBe(true);
  });
});

describe('rotating over HTTP', () => {
  test('makes the next key with what the old one had, and ends that one after the overlap', async () => {
    const { call } = await makeManager();
    const limited = { ...reader, allowedNetworks: ['127.0.0.1'], requestsPerHour: 7 };
    const old = await call('POST', '', { body: limited });
    const next = await call('POST', `/${String(old.body['keyId'])}/rotate`, { body: { overlap: 'PT0S' } });

    expect(next).toMatchObject({
      status: 201,
      body: { label: 'dashboard', scopes: reader.scopes, allowedNetworks: ['127.0.0.1/32'], requestsPerHour: 7 },
    });
    expect(Date.parse(String(next.body['previousUntil']))).toBeLessThanOrEqual(Date.now());
    expect([await isLive(old.body['key']), await isLive(next.body['key'])]).toEqual([false, true]);
  });

  test('happens once for an Idempotency-Key', async () => {
    const { call, owner } = await makeManager();
    const { body } = await call('POST', '', { body: reader });
    const rotate = () =>
      call('POST', `/${String(body['keyId'])}/rotate`, { headers: { 'Idempotency-Key': 'rotate-1' } });
    const first = await rotate();
    await db('idempotency_keys').where({ tenant_id: owner.id }).delete();
    const again = await rotate();

    expect(again).toMatchObject({ status: 201, body: { keyId: first.body['keyId'], key: null } });
    expect(await keys.listKeys(owner)).toHaveLength(3);
  });

  test('is refused for keys that have more than the one that asks, itself included', async () => {
    const { call, owner, keyId } = await makeManager({ allowedNetworks: ['127.0.0.0/8'], requestsPerHour: 500 });
    const wish = { owner, kind: 'custom', scopes: readerScopes, asker: operator } as const;
    const near = { allowedNetworks: ['127.0.0.1'], requestsPerHour: 500 };
    const make = async (change: Partial<Parameters<typeof keys.createKey>[0]>, label: string) =>
      (await keys.createKey({ ...wish, ...near, ...change, label })).key.id;
    const beyond = [
      keyId,
      await make({ kind: 'integration' }, 'scopes'),
      await make({ allowedNetworks: [] }, 'networks'),
      await make({ requestsPerHour: null }, 'limit'),
    ];

    for (const id of beyond)
      expect(await call('POST', `/${id}/rotate`)).toMatchObject({
        status: 403,
        body: { code: 'key.exceeds_caller', errors: [{ parameter: 'keyId' }] },
      });
    expect((await call('POST', `/${await make({}, 'within')}/rotate`)).status).toBe(201);
    expect((await keys.listKeys(owner)).filter(({ revokedAt }) => revokedAt === null)).toHaveLength(6);
  });

  test('of a revoked key is a 404', async () => {
    const { call } = await makeManager();
    const { keyId } = (await call('POST', '', { body: reader })).body as { keyId: string };
    await call('DELETE', `/${keyId}`);

    expect(await call('POST', `/${keyId}/rotate`)).toMatchObject({ status: 404, body: { code: 'key.not_found' } });
  });
});

describe('revoking over HTTP', () => {
  test('ends any key of the owner, and itself only where the caller says so', async () => {
    const { call, owner, keyId, text } = await makeManager();
    const { key, text: other } = await keys.createKey({ owner, kind: 'integration', label: '', asker: operator });

    expect((await call('DELETE', `/${key.id}`)).status).toBe(204);
    expect((await call('DELETE', `/${key.id}`)).status).toBe(204);
    expect(await isLive(other)).toBe(false);
    expect(await call('DELETE', `/${keyId}`)).toMatchObject({ status: 409, body: { code: 'key.is_own' } });
    expect(await isLive(text)).toBe(true);
    expect((await call('DELETE', `/${keyId}?own=true`)).status).toBe(204);
    expect((await call('GET', '')).status).toBe(401);
  });
});

describe('between owners', () => {
  test('keys of others do not exist', async () => {
    const [mine, foreign] = [await makeManager(), await makeManager()];
    const { keyId } = (await foreign.call('POST', '', { body: reader })).body as { keyId: string };

    for (const id of [keyId, foreign.keyId, 'key_000000000000'])
      for (const [method, path] of [
        ['DELETE', `/${id}`],
        ['DELETE', `/${id}?own=true`],
        ['POST', `/${id}/rotate`],
      ] as const)
        expect(await mine.call(method, path)).toMatchObject({ status: 404, body: { code: 'key.not_found' } });
  });

  test('a platform makes its own keys, and those of the tenants it names; neither reaches the other’s by itself', async () => {
    const platform = await tenants.createPlatform({ name: 'Suite', asker: operator });
    const tenant = await tenants.createTenant({ name: 'Mine', platformId: platform.id, asker: operator });
    const strange = await tenants.createTenant({ name: 'Strange', platformId: null, asker: operator });
    const above = await makeManager({}, { kind: 'platform', id: platform.id });
    const inTenant = { headers: { 'X-Tenant-ID': tenant.id } };
    const own = await above.call('POST', '', { body: reader });
    const theirs = await above.call('POST', '', { body: reader, ...inTenant });
    const below = await makeManager({}, { kind: 'tenant', id: tenant.id });

    expect([own.status, theirs.status]).toEqual([201, 201]);
    const ofPlatform = await keys.listKeys({ kind: 'platform', id: platform.id });
    expect(ofPlatform.map(({ id }) => id)).toEqual([above.keyId, own.body['keyId']]);
    const foreign = { body: reader, headers: { 'X-Tenant-ID': strange.id } };
    expect((await above.call('POST', '', foreign)).status).toBe(404);
    for (const id of [own.body['keyId'], above.keyId])
      expect((await below.call('DELETE', `/${String(id)}`)).status).toBe(404);
    expect((await above.call('DELETE', `/${String(theirs.body['keyId'])}`)).status).toBe(404);
    expect((await above.call('DELETE', `/${String(theirs.body['keyId'])}`, inTenant)).status).toBe(204);
  });

  test('a tenant’s key never makes a platform’s', async () => {
    const { call } = await makeManager({}, undefined, [
      'interviews:create',
      'interviews:decide',
      'assessments:decide',
      'assessments:chat',
      'candidates:erase',
      'webhooks:manage',
      'tenant:manage',
      'transcripts:read',
      'templates:read',
      'templates:manage',
      'connections:manage',
      'analytics:read',
    ]);

    expect((await call('POST', '', { body: { kind: 'platform' } })).status).toBe(400);
    expect((await call('POST', '', { body: { kind: 'integration' } })).status).toBe(201);
  });
});
