// Connections over HTTP: what may be sent and seen, rotated and tried; credentials go in and never come out.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { connectionRoutes } from '../../api/routes/connections/routes.ts';
import { connectionsMax } from '../../domain/connections/connection.ts';
import type { AtsKind } from '../../domain/ports/ats.ts';
import { atsKinds } from '../../infra/ats/kinds.ts';
import { createOutboundClient } from '../../infra/http/outbound-client.ts';
import { createConnectionTest } from '../../usecases/connections/test-connection.ts';
import { administer, startApi } from '../api/start-api.ts';
import { connectionStore, connectionUseCases } from '../harness/connections.ts';
import { useDatabase } from '../harness/database.ts';
import { sessionsOf } from '../records/processes.ts';

const { db } = await useDatabase();
const { keys, tenantWithKey } = administer(db);
const store = connectionStore(db);
const outbound = createOutboundClient({ allowedNetworks: ['127.0.0.1/32'] });
afterAll(() => outbound.close());

const seen: IncomingHttpHeaders[] = [];
const vendor = createServer((req, res) => {
  seen.push(req.headers);
  const status = Number(req.url?.slice(1, 4));
  res.writeHead(status, status === 302 ? { Location: 'http://127.0.0.1:1/elsewhere' } : {});
  res.end(`Hello ${req.headers.authorization ?? ''} of someone@mail.example`);
});
await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
afterAll(() => void vendor.close());
const vendorUrl = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;

const secret = 'canary-7c1f';
const acme: AtsKind = {
  title: 'Acme',
  configSchema: z.strictObject({
    apiUrl: z.string().max(500),
    deep: z.strictObject({ home: z.string().max(100) }).optional(),
  }),
  credentialsSchema: z.strictObject({ token: z.string().max(100) }),
  hasKey: true,
  hasHook: true,
  hooks: null,
  records: null,
  adapter: {
    tellsOf: [],
    wantsReport: () => false,
    compose: () => ({ skip: 'nothing' }),
    test: ({ config, credentials }) => ({
      method: 'GET',
      url: `${String(config['apiUrl'])}/${String(credentials['token'])}?key=${String(credentials['token'])}`,
      headers: { authorization: String(credentials['token']) },
      body: null,
    }),
  },
};
const kinds = { ...atsKinds, acme };
const deps = { connections: store, kinds, outbound, atsSessions: sessionsOf(db) };
const api = await startApi(
  db,
  connectionRoutes({ connections: connectionUseCases(db, deps), testConnection: createConnectionTest(deps), kinds }),
);

type Answer = { status: number; text: string; body: Record<string, unknown> };
const path = '/api/v1/connections';

/** A tenant with a key that may manage its connections. */
const side = async () => {
  const { tenantId, key } = await tenantWithKey();
  const call = async (method: string, below = '', body?: unknown, headers: object = {}): Promise<Answer> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const all = { 'X-API-Key': key, ...json, ...headers };
    const response = await fetch(`${api.url}${path}${below}`, { method, headers: all, ...sent });
    const text = await response.text();
    return { status: response.status, text, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
  };
  const make = async (changes: object = {}): Promise<string> =>
    String((await call('POST', '', { ...wish, ...changes })).body['id']);
  const acts = async (): Promise<string[]> =>
    db('audit_log').where({ tenant_id: tenantId, target_kind: 'connection' }).orderBy('position').pluck('act');
  return { tenantId, call, make, acts };
};
const wish = { kind: 'acme', name: ' Acme\n', config: { apiUrl: `${vendorUrl}/200` }, credentials: { token: secret } };

describe('making a connection', () => {
  test('answers once with the key and the address that the ATS uses, and never with its credentials', async () => {
    const { tenantId, call } = await side();
    const { status, body, text } = await call('POST', '', wish);

    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'acme', name: 'Acme', status: 'active', config: wish.config, hasHook: true });
    expect(body['keys']).toEqual({ partner: expect.stringMatching(/^parley_partner_/) as string });
    expect(body['hookUrl']).toMatch(new RegExp(`^http://parley.test/hooks/acme/${String(body['id'])}/[\\w-]{43}$`));
    const later = [await call('GET', `/${String(body['id'])}`), await call('GET')];
    expect([text, ...later.map((answer) => answer.text)].filter((each) => each.includes(secret))).toEqual([]);
    expect(later[1]?.body['items']).toEqual([later[0]?.body]);
    expect(later[0]?.body).not.toHaveProperty('keys');
    expect((await keys.listKeys({ kind: 'tenant', id: tenantId })).map(({ connectionId }) => connectionId)).toEqual([
      null,
      body['id'],
    ]);
  });

  test.each([
    [{ kind: 'nobody' }, '/kind'],
    [{ name: '\u200b' }, '/name'],
    [{ config: { apiUrl: 7 } }, '/config/apiUrl'],
    [{ config: { apiUrl: vendorUrl, apiurl: 'x' } }, '/config/apiurl'],
    [{ credentials: {} }, '/credentials/token'],
    [{ credentials: { token: 'x'.repeat(101) } }, '/credentials/token'],
    [{ config: { apiUrl: 'http://10.0.0.1/' } }, '/config/apiUrl'],
    [{ config: { apiUrl: 'file:///etc/passwd' } }, '/config/apiUrl'],
    [{ config: { apiUrl: vendorUrl, deep: { home: 'https://169.254.169.254/' } } }, '/config/deep/home'],
    [{ kind: 'greenhouse', config: {}, credentials: { apiKey: 'a:b' } }, '/credentials/apiKey'],
  ])('refuses %j at %s, without a word of what was sent', async (changes, pointer) => {
    const { call } = await side();
    const { status, body, text } = await call('POST', '', { ...wish, ...changes });

    expect([status, body['errors']]).toEqual([400, [expect.objectContaining({ pointer })]]);
    expect(text).not.toMatch(/canary|xxx|10\.0\.0\.1/);
  });

  test('is done once for one Idempotency-Key, also when the answer was lost, and secrets are not told again', async () => {
    const { tenantId, call, acts } = await side();
    const once = { 'Idempotency-Key': 'make-acme' };
    const first = await call('POST', '', wish, once);
    const repeated = await call('POST', '', wish, once);
    await db('idempotency_keys').where({ tenant_id: tenantId }).delete();
    const afterCrash = await call('POST', '', wish, once);

    const told = { ...first.body, keys: null, hookUrl: null };
    expect([repeated.body, afterCrash.body]).toEqual([told, told]);
    expect(await acts()).toEqual(['connection.created']);
  });

  test('ends at the most there may be, also when several are made at once', async () => {
    const { tenantId, call, make } = await side();
    const ids = await Promise.all(Array.from({ length: connectionsMax - 2 }, () => make()));
    const last = await Promise.all(Array.from({ length: 5 }, () => call('POST', '', wish)));

    expect(last.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 409, 409, 409]);
    await call('DELETE', `/${ids[0] ?? ''}`);
    expect((await call('POST', '', wish)).status).toBe(201);
    expect(await store.list(tenantId)).toHaveLength(connectionsMax);
  });
});

describe('a connection', () => {
  test('is changed in part, and nothing is noted where nothing changed', async () => {
    const { call, make, acts } = await side();
    const id = await make();
    const changed = await call('PATCH', `/${id}`, { name: 'New', config: { apiUrl: `${vendorUrl}/401`, deep: null } });
    await call('PATCH', `/${id}`, { name: 'New' });
    await call('POST', `/${id}/pause`);
    await call('POST', `/${id}/pause`);
    const resumed = await call('POST', `/${id}/resume`);

    expect(changed.body).toMatchObject({ name: 'New', config: { apiUrl: `${vendorUrl}/401` }, status: 'active' });
    expect(resumed.body).toMatchObject({ status: 'active' });
    expect((await call('PATCH', `/${id}`, { config: { apiUrl: 5 } })).body['errors']).toMatchObject([
      { pointer: '/config/apiUrl' },
    ]);
    expect((await call('PATCH', `/${id}`, { kind: 'greenhouse' })).status).toBe(400);
    expect(await acts()).toEqual([
      'connection.created',
      'connection.changed',
      'connection.paused',
      'connection.activated',
    ]);
  });

  test('gets new credentials beside those so far, until the overlap ends', async () => {
    const { tenantId, call, make, acts } = await side();
    const id = await make();
    const open = async () => {
      const { credentials, previousCredentials } = (await store.open(tenantId, id)) ?? {};
      return [credentials?.['token'], previousCredentials?.['token']];
    };
    const rotate = (token: string, overlap: string) => call('PATCH', `/${id}`, { credentials: { token }, overlap });

    expect((await rotate('second-7c1f', 'PT1H')).body['previousCredentialsUntil']).not.toBeNull();
    expect(await open()).toEqual(['second-7c1f', secret]);
    expect((await rotate('second-7c1f', 'PT1H')).status).toBe(200);
    expect((await rotate('third-7c1f', 'PT1H')).body['code']).toBe('connection.rotation_running');
    expect(await open()).toEqual(['second-7c1f', secret]);
    expect((await rotate('third-7c1f', 'PT0S')).status).toBe(200);
    expect(await open()).toEqual(['third-7c1f', undefined]);
    await rotate('fourth-7c1f', 'PT1H');
    await db('connections')
      .where({ id })
      .update({ previous_credentials_until: new Date(Date.now() - 1) });
    expect(await open()).toEqual(['fourth-7c1f', undefined]);
    expect((await acts()).filter((act) => act.endsWith('rotated'))).toHaveLength(3);
  });

  test('gets a new key and a new address, whatever became of those before', async () => {
    const { tenantId, call, make } = await side();
    const id = await make();
    const rotate = (part: string, overlap: string) => call('POST', `/${id}/rotate-${part}`, { overlap });
    const live = async () =>
      (await keys.listKeys({ kind: 'tenant', id: tenantId })).filter(
        ({ connectionId, revokedAt }) => connectionId === id && revokedAt === null,
      );

    expect((await rotate('key', 'PT1H')).body['keys']).toEqual({ partner: expect.any(String) as string });
    expect(await live()).toHaveLength(2);
    expect((await rotate('key', 'PT1H')).body['code']).toBe('key.too_many_live');
    expect((await rotate('key', 'PT0S')).status).toBe(200);
    expect(await live()).toHaveLength(1);
    await keys.revokeKey({
      keyId: (await live())[0]?.id ?? '',
      asker: { actor: { kind: 'operator', id: null }, requestId: null },
    });
    expect((await rotate('key', 'PT1H')).status).toBe(200);
    expect(await live()).toHaveLength(1);

    const [first, second] = [await rotate('hook', 'PT1H'), await rotate('hook', 'PT1H')];
    const secretOf = ({ body }: Answer): string => String(body['hookUrl']).split('/').at(-1) ?? '';
    expect([first.body['previousHookUntil'] === null, second.body['code']]).toEqual([
      false,
      'connection.rotation_running',
    ]);
    const third = await rotate('hook', 'PT0S');
    expect(await store.findByHook('acme', id, secretOf(third))).toMatchObject({ principal: { tenantId } });
    expect(await store.findByHook('acme', id, secretOf(first))).toBeNull();
  });

  test('of the same name as another has keys of its own', async () => {
    const { call, make } = await side();
    const ids = [await make(), await make(), await make()];

    expect(new Set(ids).size).toBe(3);
    expect((await call('GET')).body['items']).toHaveLength(3);
  });

  test('that is deleted is still shown, and takes nothing more', async () => {
    const { call, make } = await side();
    const id = await make();

    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    expect((await call('GET', `/${id}`)).body).toMatchObject({ status: 'deleted', config: {}, credentialHints: {} });
    expect((await call('GET')).body['items']).toEqual([]);
    const refused = await Promise.all([
      call('PATCH', `/${id}`, { name: 'x' }),
      call('POST', `/${id}/resume`),
      call('POST', `/${id}/rotate-key`),
      call('POST', `/${id}/test`),
      call('DELETE', `/${id}`),
    ]);
    expect(refused.map(({ body }) => body['code'])).toEqual(refused.map(() => 'connection.not_found'));
  });

  test('of a kind without key or address is made without, and refuses to rotate it', async () => {
    const { call } = await side();
    const { body } = await call('POST', '', {
      kind: 'greenhouse',
      name: 'G',
      credentials: { apiKey: 'from-greenhouse' },
    });

    expect(body).toMatchObject({ hookUrl: null, hasHook: false, config: {} });
    expect((await call('POST', `/${String(body['id'])}/rotate-hook`)).status).toBe(400);
  });
});

describe('trying a connection', () => {
  test.each([
    [`${vendorUrl}/200`, 'accepted', 200],
    [`${vendorUrl}/401`, 'refused', 401],
    [`${vendorUrl}/302`, 'redirected', 302],
    [`${vendorUrl}/500`, 'unclear', 500],
    ['http://127.0.0.1:1/200', 'not_reached', null],
  ])('%s: %s', async (apiUrl, verdict, status) => {
    const { call, make, acts } = await side();
    const id = await make({ config: { apiUrl } });
    const { body, text } = await call('POST', `/${id}/test`);

    expect(body).toMatchObject({ verdict, status, method: 'GET' });
    expect(body['address']).toMatch(/^127\.0\.0\.1:\d+\/\d+\/\[secret\]$/);
    if (status !== null) expect(body['excerpt']).toBe('Hello [secret] of [e-mail]');
    else expect(body['failure']).toBe('connection_refused');
    expect(text).not.toMatch(/canary|someone/);
    expect(await acts()).toEqual(['connection.created', 'connection.tested']);
  });

  test('presents the credentials, follows nothing, and says so where there is nothing to call', async () => {
    const { call, make } = await side();
    await call('POST', `/${await make()}/test`);
    const id = await make({ kind: 'greenhouse', config: {}, credentials: { apiKey: 'from-greenhouse' } });
    const settings = await make();
    await db('connections').where({ id: settings }).update({ config: '{"apiUrl":1}' });

    expect(seen.at(-1)?.authorization).toBe(secret);
    expect((await call('POST', `/${id}/test`)).body).toMatchObject({ verdict: 'nothing_to_call', address: null });
    expect((await call('POST', `/${settings}/test`)).body).toMatchObject({ verdict: 'settings_invalid' });
  });
});

test('each kind publishes what it takes as JSON Schema', async () => {
  const { call } = await side();
  const { items } = (await call('GET', '/kinds')).body as { items: { kind: string; configSchema: object }[] };

  expect(items.map(({ kind }) => kind)).toEqual(Object.keys(kinds));
  expect(items.find(({ kind }) => kind === 'acme')).toMatchObject({
    hasKey: true,
    configSchema: { type: 'object', required: ['apiUrl'], additionalProperties: false },
  });
});

test('nothing of all this was logged that opens anything', () => {
  expect(api.logs.length).toBeGreaterThan(50);
  expect(JSON.stringify(api.logs)).not.toMatch(/7c1f|from-greenhouse|parley_partner/);
});
