import { afterAll, describe, expect, test } from 'vitest';
import { healthRoutes } from '../../api/routes/service/health.ts';
import { limitPolicies } from '../../domain/access/limits.ts';
import { openPool } from '../../infra/db/knex.ts';
import { createRateLimits } from '../../infra/limits/rate-limits.ts';
import { createKeyAuthenticator } from '../../infra/db/access/key-authenticator.ts';
import { formatApiKey } from '../../infra/api-key.ts';
import { sampleRoutes } from '../api/sample-routes.ts';
import { administer, operator, pepper, recordingLog, startApi } from '../api/start-api.ts';
import { useDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';

const { db, url: databaseUrl } = await useDatabase();
const { keys, tenants, tenantWithKey } = administer(db);
const log = recordingLog([]);
const calls = { made: 0, hashes: [] };
const routes = [
  ...sampleRoutes(calls),
  ...healthRoutes({
    readiness: { report: () => Promise.resolve({ database: 'up', temporal: 'up', worker: 'up', objects: 'up' }) },
    version: '0.0.0',
    instanceId: 'api-1',
    pages: 'built',
  }),
];
const perHour = { key: 10, address: 100 };
const limits = { rates: createRateLimits({ db, log, pepper, now: Date.now }), policies: limitPolicies(perHour) };
/** Our own test stands behind a trusted proxy of its own: each test comes from an address of its own. */
const api = await startApi(db, routes, { limits, trustedProxies: ['127.0.0.0/8'] });

let addresses = 0;
const newAddress = (): string => `203.0.113.${(addresses += 1)}`;

const call = async (headers: Record<string, string>, { path = '/things/a1', method = 'GET', body = '' } = {}) => {
  const json: Record<string, string> = body === '' ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(`${api.url}${path}`, {
    method,
    headers: { ...json, ...headers },
    ...(body === '' ? {} : { body }),
  });
  const text = await response.text();
  const { code } = (text === '' ? {} : JSON.parse(text)) as { code?: string };
  return { status: response.status, code, headers: response.headers };
};
const times = async (count: number, work: () => Promise<{ status: number }>): Promise<number[]> => {
  const statuses: number[] = [];
  for (let index = 0; index < count; index += 1) statuses.push((await work()).status);
  return statuses;
};
/** `"key";r=9;t=3600` as the members that a client of the draft reads. */
const field = (headers: Headers, name: string): Record<string, string> => {
  const text = headers.get(name) ?? '';
  expect(text).toMatch(/^"[a-z-]+"(;[a-z]+=\d+)+$/);
  const [limit = '', ...parameters] = text.split(';');
  const pairs = parameters.map((parameter) => parameter.split('='));
  return { limit: limit.slice(1, -1), ...(Object.fromEntries(pairs) as Record<string, string>) };
};

describe('a key', () => {
  test('is told with every answer where it stands, and with 429 when to come back', async () => {
    const { key } = await tenantWithKey();
    const first = await call({ 'X-API-Key': key });
    const codes = await times(9, () => call({ 'X-API-Key': key }, { path: '/things/missing' }));
    const last = await call({ 'X-API-Key': key });

    expect(field(first.headers, 'RateLimit-Policy')).toEqual({ limit: 'key', q: '10', w: '3600' });
    expect(field(first.headers, 'RateLimit')).toEqual({ limit: 'key', r: '9', t: '3600' });
    expect(codes).toEqual(Array.from({ length: 9 }, () => 404));
    expect([last.status, last.code]).toEqual([429, 'request.too_many']);
    expect(field(last.headers, 'RateLimit')).toMatchObject({ limit: 'key', r: '0' });
    expect(Number(last.headers.get('Retry-After'))).toBeGreaterThan(3_500);
    expect(['Limit', 'Remaining'].map((name) => last.headers.get(`X-RateLimit-${name}`))).toEqual(['10', '0']);
    const resetsIn = Number(last.headers.get('X-RateLimit-Reset')) - Date.now() / 1_000;
    expect(resetsIn).toBeGreaterThan(3_500);
    expect(resetsIn).toBeLessThan(3_602);
  });

  test('may have a limit of its own', async () => {
    const tenant = await tenants.createTenant({ name: 'Own', platformId: null, asker: operator });
    const owner = { kind: 'tenant', id: tenant.id } as const;
    const wish = { owner, kind: 'integration', label: '', expiresAt: null, asker: operator } as const;
    const { text } = await keys.createKey({ ...wish, requestsPerHour: 2 });

    expect(await times(3, () => call({ 'X-API-Key': text }))).toEqual([200, 200, 429]);
    await expect(keys.createKey({ ...wish, requestsPerHour: 0 })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  test('is counted for replayed answers and refused scopes, and not for OPTIONS', async () => {
    const { key } = await tenantWithKey('partner');
    const { key: full } = await tenantWithKey();
    const options = await fetch(`${api.url}/things`, { method: 'OPTIONS', headers: { 'X-API-Key': full } });
    const post = () =>
      call({ 'X-API-Key': full, 'Idempotency-Key': 'k1' }, { path: '/things', method: 'POST', body: '{"name":"x"}' });
    const [made, replayed] = [await post(), await post()];

    expect([options.status, options.headers.get('RateLimit')]).toEqual([204, null]);
    expect([made.status, replayed.status]).toEqual([201, 201]);
    expect(replayed.headers.get('Idempotent-Replayed')).toBe('true');
    expect([made, replayed].map(({ headers }) => field(headers, 'RateLimit')['r'])).toEqual(['9', '8']);
    expect(await times(11, () => call({ 'X-API-Key': key }))).toEqual([...Array.from({ length: 10 }, () => 403), 429]);
  });

  test('cannot be used up by one who knows its id only', async () => {
    const { key, keyId } = await tenantWithKey();
    const guess = formatApiKey('integration', keyId.slice(4), 'A'.repeat(43));
    const attacker = newAddress();
    await times(20, () => call({ 'X-API-Key': guess, 'X-Forwarded-For': attacker }));

    expect(field((await call({ 'X-API-Key': key })).headers, 'RateLimit')['r']).toBe('9');
  });
});

test('two API processes count together', async () => {
  const pool = openPool({ databaseUrl, poolMax: 5, statementTimeoutMs: 5_000, applicationName: 'second-api' });
  afterAll(() => pool.destroy());
  const rates = createRateLimits({ db: pool, log, pepper, now: Date.now });
  const second = await startApi(pool, routes, { limits: { ...limits, rates } });
  const { key } = await tenantWithKey();
  const read = async (_: unknown, index: number) => {
    const url = index % 2 === 0 ? api.url : second.url;
    return (await fetch(`${url}/things/a1`, { headers: { 'X-API-Key': key } })).status;
  };

  const statuses = await Promise.all(Array.from({ length: 30 }, read));

  expect(statuses.filter((status) => status === 200)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(20);
});

describe('an address', () => {
  test('that sends wrong keys is refused sooner, and a right key from there still works', async () => {
    const { key } = await tenantWithKey();
    const shared = { 'X-Forwarded-For': newAddress() };
    const wrong = await times(4, () => call({ ...shared, 'X-API-Key': 'parley_nonsense' }));
    const refused = await call({ ...shared, 'X-API-Key': 'parley_nonsense' });

    expect(wrong).toEqual([401, 401, 401, 429]);
    expect(field(refused.headers, 'RateLimit-Policy')).toEqual({ limit: 'wrong-key', q: '3', w: '900' });
    expect((await call({ ...shared, 'X-API-Key': key })).status).toBe(200);
    expect((await call({ 'X-Forwarded-For': newAddress(), 'X-API-Key': 'parley_nonsense' })).status).toBe(401);
  });

  test('without a key, and at addresses that do not exist, is counted', async () => {
    const headers = { 'X-Forwarded-For': newAddress() };
    const remaining = async (path: string, method = 'GET') =>
      field((await call(headers, { path, method })).headers, 'RateLimit')['r'];

    expect(await remaining('/things/a1')).toBe('99');
    expect(await remaining('/no/such/place')).toBe('98');
    expect(await remaining('/things', 'GET')).toBe('97');
    expect(await times(98, () => call(headers))).toEqual([...Array.from({ length: 97 }, () => 401), 429]);
  });

  const opening = (address: string, body: string) => (): ReturnType<typeof call> =>
    call({ 'X-Forwarded-For': address }, { path: '/open', method: 'POST', body });

  test('may guess at few doors, and at many from many addresses', async () => {
    const open = (address: string) => opening(address, '{"note":"guess"}');
    const one = newAddress();

    expect(await times(7, open(one))).toEqual([404, 404, 404, 404, 404, 404, 429]);
    expect(await times(1, open(newAddress()))).toEqual([404]);
    // An IPv6 customer has more addresses than there are limits: the network counts.
    const network = (host: number) => `2001:db8:7:7::${host}`;
    const statuses = [];
    for (let host = 1; host <= 7; host += 1) statuses.push((await open(network(host))()).status);
    expect(statuses.at(-1)).toBe(429);
  });

  test('that only guesses leaves the door to those who have its key, who are counted for themselves', async () => {
    const [crowd, elsewhere] = [newAddress(), newAddress()];
    await times(10, opening(crowd, '{"note":"guess"}'));
    await times(101, opening(crowd, '{"note":"far too long to be one"}'));

    expect(await times(1, opening(crowd, '{"note":"guess"}'))).toEqual([429]);
    const unreadable = await opening(crowd, 'nonsense')();
    expect([unreadable.status, field(unreadable.headers, 'RateLimit-Policy')['limit']]).toEqual([429, 'address']);
    expect(await times(20, opening(crowd, '{"note":"mine"}'))).toEqual(Array.from({ length: 20 }, () => 200));
    const last = await opening(elsewhere, '{"note":"mine"}')();
    expect(field(last.headers, 'RateLimit')).toMatchObject({ limit: 'room', r: '2979' });
    expect(await times(1, opening(elsewhere, '{"note":"guess"}'))).toEqual([404]);
  });

  test('lets in as many guests as come, each with a link of their own, and tells guessers what sets their limit', async () => {
    const fair = newAddress();
    const guests = Array.from({ length: 120 }, (_, guest) => opening(fair, `{"note":"guest-${guest}"}`));
    const statuses: number[] = [];
    for (const enter of guests) statuses.push((await enter()).status);
    await times(6, opening(fair, '{"note":"guess"}'));
    const refused = await fetch(`${api.url}/open`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': fair },
      body: '{"note":"guess"}',
    });

    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await refused.json()).toMatchObject({
      status: 429,
      setting: 'PARLEY_ADDRESS_REQUESTS_PER_HOUR',
      detail: expect.stringContaining('`PARLEY_ADDRESS_REQUESTS_PER_HOUR` sets this limit.'),
    });
  });

  test('is not counted for asking how the service is', async () => {
    const headers = { 'X-Forwarded-For': newAddress() };
    const answers = await times(150, () => call(headers, { path: '/healthz' }));

    expect(new Set(answers)).toEqual(new Set([200]));
    expect((await call(headers, { path: '/readyz' })).headers.get('RateLimit')).toBeNull();
  });
});

describe('a key that belongs to networks', () => {
  const withKey = async (allowedNetworks: string[]) => {
    const tenant = await tenants.createTenant({ name: 'Own', platformId: null, asker: operator });
    const owner = { kind: 'tenant', id: tenant.id } as const;
    return await keys.createKey({
      owner,
      kind: 'integration',
      label: '',
      expiresAt: null,
      allowedNetworks,
      asker: operator,
    });
  };

  test('is refused from elsewhere, without using up its limit', async () => {
    const { text } = await withKey(['198.51.100.0/24', '2001:db8:aaaa::/48']);
    const from = (address: string) => call({ 'X-API-Key': text, 'X-Forwarded-For': address });

    expect((await from('198.51.100.9')).status).toBe(200);
    expect((await from('2001:db8:aaaa:1::1')).status).toBe(200);
    const refused = await from(newAddress());
    expect([refused.status, refused.code]).toEqual([403, 'key.address_not_allowed']);
    const spoofed = await from(`198.51.100.9, ${newAddress()}`);
    expect(spoofed.status).toBe(403);
    expect(field((await from('198.51.100.9')).headers, 'RateLimit')['r']).toBe('7');
  });

  test('follows a change of them within a second, which stands in the audit log', async () => {
    const { text, key } = await withKey([]);
    const from = newAddress();
    expect((await call({ 'X-API-Key': text, 'X-Forwarded-For': from })).status).toBe(200);

    const changed = await keys.allowNetworks({ keyId: key.id, networks: ['198.51.100.7'], asker: operator });

    expect(changed.allowedNetworks).toEqual(['198.51.100.7/32']);
    expect((await call({ 'X-API-Key': text, 'X-Forwarded-For': from })).status).toBe(403);
    expect(await db('audit_log').where({ act: 'key.networks_changed', target_id: key.id })).toHaveLength(1);
    await expect(keys.allowNetworks({ keyId: key.id, networks: ['here'], asker: operator })).rejects.toMatchObject({
      code: 'request.invalid',
    });
    const { key: successor } = await keys.rotateKey({ keyId: key.id, overlapMs: 0, expiresAt: null, asker: operator });
    expect(successor.allowedNetworks).toEqual(['198.51.100.7/32']);
  });
});

describe('a key that is remembered for a moment', () => {
  test('is looked up once for many requests, and refused within a second of its revocation', async () => {
    const statements: string[] = [];
    db.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    const authenticator = createKeyAuthenticator({ db, pepper, log });
    const cached = await startApi(db, sampleRoutes(calls), { keys: authenticator });
    const { key, keyId } = await tenantWithKey();
    const status = async () => (await fetch(`${cached.url}/things/a1`, { headers: { 'X-API-Key': key } })).status;
    statements.length = 0;
    expect(await Promise.all(Array.from({ length: 20 }, status))).toEqual(Array.from({ length: 20 }, () => 200));
    expect(statements.filter((sql) => sql.includes('api_keys k'))).toHaveLength(1);

    await keys.revokeKey({ keyId, asker: operator });
    const revokedAt = performance.now();
    await eventually(status, (code) => code === 401, { timeoutMs: 2_000 });

    expect(performance.now() - revokedAt).toBeLessThan(1_000);
  });
});
