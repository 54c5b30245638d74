import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inFace } from '../../api/guard/route.ts';
import { createOpenApi } from '../../api/openapi.ts';
import { limitPolicies } from '../../domain/access/limits.ts';
import type { RateLimits } from '../../infra/limits/rate-limits.ts';
import { runTool } from '../../tools/checks/run-tool.ts';
import { useDatabase } from '../harness/database.ts';
import { faceRoutes, vendorFace } from './sample-faces.ts';
import { sampleRoutes } from './sample-routes.ts';
import { administer, rawExchange, startApi } from './start-api.ts';

const { db } = await useDatabase();
const calls = { made: 0 };
const secrets = new Map([['h1', 'canary-secret-of-the-path']]);
const routes = [...sampleRoutes({ made: 0, hashes: [] }), ...faceRoutes(calls, secrets)];
const counted: string[] = [];
/** Lets everybody pass and remembers under which limit. */
const rates: RateLimits = {
  hit: (policy, caller) => {
    counted.push(`${policy.name} ${caller}`);
    return Promise.resolve({ policy, allowed: true, remaining: 1, resetSeconds: 1 });
  },
};
const api = await startApi(db, routes, { limits: { rates, policies: limitPolicies({ key: 100, address: 100 }) } });
const { key, keyId, tenantId } = await administer(db).tenantWithKey();
const partner = await administer(db).tenantWithKey('partner');

const pair = (user: string, password = ''): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const send = async (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) => {
  const response = await fetch(`${api.url}${path}`, { ...init, headers });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? null : JSON.parse(text)) as unknown,
  };
};
const raw = (text: string): Promise<string> => rawExchange(api.url, text);

describe('a credential', () => {
  test.each([
    ['the user name of Basic', '/api/vendor', { Authorization: pair(key) }],
    ['the user name, whatever the password', '/api/vendor', { Authorization: pair(key, 'a:b') }],
    ['Basic in other letters', '/api/vendor', { Authorization: pair(key).replace('Basic', 'bASIC') }],
    ['the password of Basic', '/api/password', { Authorization: pair('anyone', key) }],
    ['Bearer', '/api/bearer', { Authorization: `Bearer ${key}` }],
    ['one of two ways', '/api/either', { Authorization: `Bearer ${key}` }],
    ['the other one', '/api/either', { 'X-API-Key': key }],
    ['the header of our own API', '/things/a1', { 'X-API-Key': key }],
  ])('is read from %s', async (_name, path, headers) => {
    const { status } = await send(path.startsWith('/api') ? `${path}/orders/a1` : path, headers);

    expect(status).toBe(200);
    expect(counted.at(-1)).toBe(`key ${keyId}`);
  });

  test.each([
    ['none', '/api/vendor', {}, 'key.missing', 'Basic realm="Parley", charset="UTF-8"'],
    ['one of another dialect', '/api/vendor', { 'X-API-Key': key }, 'key.missing', 'Basic'],
    ['Bearer where Basic is spoken', '/api/vendor', { Authorization: `Bearer ${key}` }, 'key.missing', 'Basic'],
    [
      'no pair',
      '/api/vendor',
      { Authorization: `Basic ${Buffer.from(key).toString('base64')}` },
      'key.missing',
      'Basic',
    ],
    ['no base64', '/api/vendor', { Authorization: 'Basic %%%' }, 'key.missing', 'Basic'],
    ['an empty user name', '/api/vendor', { Authorization: pair('', key) }, 'key.missing', 'Basic'],
    ['an unknown key', '/api/vendor', { Authorization: pair('parley_integration_x') }, 'key.invalid', 'Basic'],
    ['a key with one more letter', '/api/vendor', { Authorization: pair(`${key}x`) }, 'key.invalid', 'Basic'],
    ['a key that cannot be one', '/api/vendor', { Authorization: pair('x\u0000y') }, 'key.invalid', 'Basic'],
    ['a very long key', '/api/vendor', { Authorization: pair('x'.repeat(5_000)) }, 'key.invalid', 'Basic'],
    ['the key as user name', '/api/password', { Authorization: pair(key, 'x') }, 'key.invalid', 'Basic'],
    ['a wrong Bearer', '/api/bearer', { Authorization: 'Bearer x' }, 'key.invalid', 'Bearer realm="Parley"'],
    [
      'none of two ways',
      '/api/either',
      {},
      'key.missing',
      'ApiKey realm="Parley", header="X-API-Key", Bearer realm="Parley"',
    ],
  ])('that is %s at %s is a 401 with a challenge, in the dialect', async (_name, path, headers, code, challenge) => {
    const answer = await send(`${path}/orders/a1`, headers);

    expect([answer.status, answer.body]).toEqual([401, { errors: [code] }]);
    expect(answer.headers.get('WWW-Authenticate')).toContain(challenge);
    expect(counted.at(-1)).toBe(`${code === 'key.invalid' ? 'wrong-key' : 'address'} 127.0.0.1`);
  });

  test('for less than the route needs is a 403 without a challenge', async () => {
    const answer = await send('/api/vendor/orders/a1', { Authorization: pair(partner.key) });

    expect([answer.status, answer.body]).toEqual([403, { errors: ['key.scope_missing'] }]);
    expect(answer.headers.get('WWW-Authenticate')).toBeNull();
  });

  test('that browsers add by themselves is refused to pages from elsewhere, others are not looked at', async () => {
    const Origin = 'https://elsewhere.example';

    expect((await send('/api/vendor/orders/a1', { Authorization: pair(key), Origin })).body).toEqual({
      errors: ['request.foreign_origin'],
    });
    expect((await send('/api/bearer/orders/a1', { Authorization: `Bearer ${key}`, Origin })).status).toBe(200);
  });
});

describe('a secret in the address', () => {
  const post = (path: string) => send(path, {}, { method: 'POST' });

  test('lets in whom it names, counted by its own row', async () => {
    const { status, body } = await post('/hooks/h1/canary-secret-of-the-path');

    expect([status, body, counted.at(-1)]).toEqual([202, { hookId: 'h1' }, 'key h1']);
  });

  test.each(['/hooks/h1/canary-wrong', '/hooks/h2/canary-secret-of-the-path', '/hooks/h2/%00'])(
    '%s is the same 401',
    async (path) => {
      const answer = await post(path);

      expect([answer.status, answer.body]).toEqual([401, { errors: ['key.invalid'] }]);
      expect(answer.headers.get('WWW-Authenticate')).toBe('Address realm="Parley"');
      expect(counted.at(-1)).toBe('wrong-key 127.0.0.1');
    },
  );

  test('is never logged or measured: the pattern is', async () => {
    await post('/hooks/h1/canary-secret-of-the-path?canary=1');
    await send('/hooks/h1/canary-secret-of-the-path/canary');

    expect(api.requests.at(-2)).toMatchObject({ route: '/hooks/:hookId/:secret', status: 422 });
    expect(JSON.stringify([api.logs, api.requests])).not.toContain('canary');
  });
});

describe('a success', () => {
  test('is wrapped after it was stripped', async () => {
    const { body } = await send('/api/vendor/orders/a1', { Authorization: pair(key) });

    expect(body).toEqual({ success: true, data: { id: 'a1', for: tenantId } });
  });

  test('without a body stays without', async () => {
    const headers = { Authorization: pair(key), 'Content-Type': 'application/json' };
    const { status, body } = await send('/api/vendor/orders', headers, { method: 'POST', body: '{"id":"none"}' });

    expect([status, body]).toEqual([204, null]);
  });
});

describe('an error', () => {
  test.each([
    ['of a handler', 'GET', '/api/vendor/orders/missing', 404, 'interview.not_found'],
    ['of validation, under a status of the face', 'GET', '/api/vendor/orders/a1?x=1', 422, 'request.invalid'],
    ['at an unknown address', 'GET', '/api/vendor/nowhere', 404, 'request.not_found'],
    ['at the bare prefix', 'GET', '/api/vendor', 404, 'request.not_found'],
    ['of a method', 'PUT', '/api/vendor/orders/a1', 405, 'request.method_not_allowed'],
  ])('%s is said in the dialect', async (_name, method, path, status, code) => {
    const answer = await send(path, { Authorization: pair(key) }, { method });

    expect([answer.status, answer.body]).toEqual([status, { errors: [code] }]);
    expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  });

  test.each([
    ['GET /api/vendor/orders/%E0%A4%A HTTP/1.1', 422, '{"errors":["request.invalid"]}'],
    ['GET /api/vendor/%E0%A4%A HTTP/1.1', 404, '{"errors":["request.not_found"]}'],
    ['BREW /api/vendor/orders/a1 HTTP/1.1', 405, '{"errors":["request.method_not_allowed"]}'],
    ['BREW /api/vendor/nowhere HTTP/1.1', 404, '{"errors":["request.not_found"]}'],
    ['BREW /api/vendors HTTP/1.1', 404, '"code":"request.not_found"'],
  ])('about the request line "%s" is, too', async (line, status, said) => {
    const answer = await raw(`${line}\r\nHost: x\r\nAuthorization: ${pair(key)}\r\nConnection: close\r\n\r\n`);

    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(said);
  });

  test.each(['/api/vendors', '/api', '/'])('at %s, which is nobody’s, is a problem of our own', async (path) => {
    const { body } = await send(path);

    expect(body).toMatchObject({ code: 'request.not_found', status: 404 });
  });

  test('that was final is replayed in the dialect', async () => {
    const headers = { Authorization: pair(key), 'Content-Type': 'application/json', 'Idempotency-Key': 'one' };
    const before = calls.made;
    const order = () => send('/api/vendor/orders', headers, { method: 'POST', body: '{"id":"missing"}' });
    const [first, second] = [await order(), await order()];

    expect([first.body, second.body]).toEqual([
      { errors: ['interview.not_found'] },
      { errors: ['interview.not_found'] },
    ]);
    expect([second.headers.get('Idempotent-Replayed'), calls.made - before]).toEqual(['true', 1]);
  });
});

test('a route outside of its face’s prefix stops the service from starting', async () => {
  await expect(startApi(db, inFace(vendorFace, sampleRoutes({ made: 0, hashes: [] })))).rejects.toThrow(
    'not under the prefix of its face',
  );
});

describe('the API description', { timeout: 60_000 }, () => {
  const openapi = createOpenApi(routes, { publicUrl: 'http://parley.test', version: '0.0.0' });
  const folder = mkdtempSync(join(tmpdir(), 'parley-faces-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const { paths, components } = JSON.parse(JSON.stringify(openapi)) as Record<string, Record<string, never>>;
  const operation = (path: string, method: string) => paths?.[path]?.[method] as Record<string, object> | undefined;

  test('says how each dialect is spoken', () => {
    expect([
      operation('/api/vendor/orders/{id}', 'get')?.['security'],
      operation('/api/either/orders/{id}', 'get')?.['security'],
      operation('/hooks/{hookId}/{secret}', 'post')?.['security'],
    ]).toEqual([[{ basic: [] }], [{ apiKey: [] }, { bearer: [] }], []]);
    expect(components).toMatchObject({
      securitySchemes: { apiKey: {}, basic: {}, basicPassword: {}, bearer: {} },
      examples: { 'vendor.key.missing': { value: { errors: ['key.missing'] } } },
    });
  });

  test('shows errors in their shape under their status, and the envelope', () => {
    const responses = operation('/api/vendor/orders/{id}', 'get')?.['responses'] ?? {};

    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '404', '422']));
    expect(Object.keys(responses)).not.toContain('400');
    const refused = 'vendor.interview.not_found-tenant.not_found';
    expect(responses).toMatchObject({
      200: { content: { 'application/json': { schema: { required: ['success', 'data'] } } } },
      404: { $ref: `#/components/responses/${refused}` },
    });
    expect(components?.['responses']?.[refused]).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/VendorError' } } },
    });
  });

  test('is valid', async () => {
    const path = join(folder, 'openapi.json');
    writeFileSync(path, JSON.stringify(openapi));
    const { ok, output } = await runTool('redocly', ['lint', path]);

    expect({ ok, output: ok ? '' : output }).toEqual({ ok: true, output: '' });
  });
});
