import { request as httpRequest } from 'node:http';
import { describe, expect, test } from 'vitest';
import { useDatabase } from '../harness/database.ts';
import { sampleRoutes, type SampleCalls } from './sample-routes.ts';
import { administer, rawExchange, startApi } from './start-api.ts';

const { db } = await useDatabase();
const calls: SampleCalls = { made: 0, hashes: [] };
const api = await startApi(db, sampleRoutes(calls));
const { tenantWithKey, tenants, keys } = administer(db);
const { key, tenantId } = await tenantWithKey();

type Sent = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

const send = (path: string, init: Sent = {}): Promise<Response> =>
  fetch(`${api.url}${path}`, { ...init, headers: { 'X-API-Key': key, ...init.headers } });
const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  send('/things', { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });
const problemOf = async (response: Response) => (await response.json()) as Record<string, unknown>;

const raw = (text: string): Promise<string> => rawExchange(api.url, text);

describe('every answer', () => {
  test('carries a request id, security headers and no-store', async () => {
    const response = await send('/things/a1', { headers: { 'X-Request-Id': 'call-17' } });

    expect(response.status).toBe(200);
    expect(response.headers.get('X-Request-Id')).toBe('call-17');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(response.headers.get('Strict-Transport-Security')).toContain('max-age');
    expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  });

  test('gets an id of ours when the caller sends an unusable one', async () => {
    const response = await send('/things/a1', { headers: { 'X-Request-Id': 'a b<script>' } });

    expect(response.headers.get('X-Request-Id')).toMatch(/^req_/);
  });

  test('is stripped to its declared schema', async () => {
    expect(await (await send('/things/a1')).json()).toEqual({ id: 'a1', name: 'x' });
  });

  test('is logged and measured by its pattern, never its path', async () => {
    await send('/things/jane%40example.org');

    expect(api.requests.at(-1)).toMatchObject({ method: 'GET', route: '/things/:id', status: 200 });
    expect(JSON.stringify(api.logs)).not.toContain('jane');
  });
});

describe('addresses and methods', () => {
  test('an unknown address is a 404 problem', async () => {
    const response = await send('/nowhere');

    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
    expect(await problemOf(response)).toMatchObject({
      code: 'request.not_found',
      status: 404,
      type: 'http://parley.test/docs/errors#request.not_found',
      requestId: response.headers.get('X-Request-Id'),
    });
  });

  test.each(['PUT', 'PATCH', 'PROPFIND'])('%s where it is not supported is a 405 with Allow', async (method) => {
    const response = await send('/things/a1', { method });

    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe('GET, HEAD, DELETE, OPTIONS');
  });

  test.each(['TRACE', 'BREW'])('%s, which fetch cannot send, is a 405 with Allow', async (method) => {
    const answer = await raw(`${method} /things/a1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);

    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer).toContain('Allow: GET, HEAD, DELETE, OPTIONS');
    expect(answer).toContain('request.method_not_allowed');
  });

  test('HEAD answers like GET without a body; OPTIONS answers 204 with Allow and needs no key', async () => {
    const head = await send('/things/a1', { method: 'HEAD' });
    const options = await fetch(`${api.url}/things`, { method: 'OPTIONS' });

    expect([head.status, await head.text(), head.headers.get('ETag')]).toEqual([200, '', '"3.1"']);
    expect([options.status, options.headers.get('Allow')]).toEqual([204, 'POST, OPTIONS']);
  });

  test('broken percent-encoding in a path is a 400', async () => {
    const answer = await raw(
      `GET /things/%E0%A4%A HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\nConnection: close\r\n\r\n`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  test.each(['//%@#', 'http://]', 'http://x/nowhere', '/nowhere#a', '/\u00a0', '*'])(
    'the odd request target %j is a refusal, not a failure',
    async (target) => {
      const method = target === '*' ? 'OPTIONS' : 'GET';
      const answer = await raw(`${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);

      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    },
  );

  test('a request target with a host reaches its route', async () => {
    const answer = await raw(
      `GET http://parley.test/things/a1?wait=1 HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\nConnection: close\r\n\r\n`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test.each([
    'Authorization',
    'Content-Digest',
    'Content-Length',
    'Content-Type',
    'Host',
    'Idempotency-Key',
    'Origin',
    'X-API-Key',
    'X-Tenant-ID',
  ])('a second %s is a 400 wherever the request goes, even with the same value in other letters', async (name) => {
    const usual: Record<string, string> = { Host: 'x', 'X-API-Key': key, 'Content-Length': '0' };
    const value = usual[name] ?? 'same';
    const head = Object.entries({ ...usual, [name]: value }).map((pair) => pair.join(': '));
    for (const target of ['GET /things/a1', 'POST /things', 'GET /nowhere']) {
      const lines = [`${target} HTTP/1.1`, ...head, `${name.toLowerCase()}: ${value}`, 'Connection: close', '', ''];
      expect(await raw(lines.join('\r\n'))).toMatch(/^HTTP\/1\.1 400 [\s\S]*request\.header_invalid/);
    }
  });

  test('lists such as If-None-Match may go on in a second line', async () => {
    const head = `GET /things/a1 HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\nConnection: close\r\n`;

    expect(await raw(`${head}If-None-Match: "0"\r\nIf-None-Match: "3.1"\r\n\r\n`)).toMatch(/^HTTP\/1\.1 304 /);
  });

  test('what is not HTTP is refused as a problem', async () => {
    expect(await raw('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*request\.header_invalid/);
  });
});

describe('keys and tenants', () => {
  test.each([
    ['none', {}, 'key.missing'],
    ['a malformed one', { 'X-API-Key': 'parley_integration_x' }, 'key.invalid'],
    ['a very long one', { 'X-API-Key': 'x'.repeat(5_000) }, 'key.invalid'],
  ])('%s is a 401 with a challenge', async (_name, headers, code) => {
    const response = await fetch(`${api.url}/things/a1`, { headers });

    expect([response.status, (await problemOf(response))['code']]).toEqual([401, code]);
    expect(response.headers.get('WWW-Authenticate')).toContain('ApiKey');
  });

  test('a key without the scope is a 403 that names the scope', async () => {
    const partner = await tenantWithKey('partner');
    const response = await send('/things/a1', { headers: { 'X-API-Key': partner.key } });

    expect(response.status).toBe(403);
    expect(await problemOf(response)).toMatchObject({ code: 'key.scope_missing', requiredScope: 'interviews:read' });
  });

  test('a tenant key may name its own tenant, and no other', async () => {
    const own = await send('/things/a1', { headers: { 'X-Tenant-ID': tenantId } });
    const other = await send('/things/a1', { headers: { 'X-Tenant-ID': 'tnt_other' } });

    expect([own.status, other.status, (await problemOf(other))['code']]).toEqual([200, 403, 'tenant.mismatch']);
  });

  test('a platform key must name a tenant of its platform', async () => {
    const asker = { actor: { kind: 'operator', id: null }, requestId: null } as const;
    const platform = await tenants.createPlatform({ name: 'Suite', asker });
    const mine = await tenants.createTenant({ name: 'Mine', platformId: platform.id, asker });
    const owner = { kind: 'platform', id: platform.id } as const;
    const { text } = await keys.createKey({ owner, kind: 'platform', label: '', expiresAt: null, asker });
    const answers = [];
    for (const named of [undefined, mine.id, tenantId, 'tnt_absent']) {
      const headers = { 'X-API-Key': text, ...(named !== undefined && { 'X-Tenant-ID': named }) };
      const response = await fetch(`${api.url}/things/a1`, { headers });
      answers.push([response.status, (await problemOf(response))['code']]);
    }

    expect(answers).toEqual([
      [400, 'tenant.required'],
      [200, undefined],
      [404, 'tenant.not_found'],
      [404, 'tenant.not_found'],
    ]);
  });
});

describe('bodies', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', ''])(
    'of type "%s" are a 415',
    async (type) => {
      const response = await send('/things', {
        method: 'POST',
        body: new Uint8Array([123, 125]),
        headers: type === '' ? {} : { 'Content-Type': type },
      });

      expect(response.status).toBe(415);
    },
  );

  test('with a content encoding are a 415', async () => {
    expect((await post('{}', { 'Content-Encoding': 'gzip' })).status).toBe(415);
  });

  test('over the limit are a 413, announced or not', async () => {
    const announced = await post(JSON.stringify({ name: 'x'.repeat(3_000) }));
    const streamed = await new Promise<number>((resolve, reject) => {
      const headers = { 'X-API-Key': key, 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' };
      const req = httpRequest(`${api.url}/things`, { method: 'POST', headers }, (res) => resolve(res.statusCode ?? 0));
      req.once('error', reject);
      for (let i = 0; i < 10; i += 1) req.write('x'.repeat(1_000));
      req.end();
    });

    expect([announced.status, streamed]).toEqual([413, 413]);
  });

  test.each(['{', '', 'nul', '{"name":}', '[1,]'])('that are not JSON (%j) are a 400', async (text) => {
    const response = await post(text);

    expect(response.status).toBe(400);
  });

  test('that are not UTF-8 are a 400', async () => {
    const body = new Uint8Array([0x22, 0xff, 0x22]);
    const response = await send('/things', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });

    expect((await problemOf(response))['code']).toBe('request.malformed');
  });

  test.each([
    ['{"name":"a\\u0000"}', '/name'],
    ['{"name":"\\ud800"}', '/name'],
    ['{"name":"x","free":{"\\u0000":1}}', '/free'],
    ['{"name":"x","free":{"a/b~c":["\\udc00"]}}', '/free/a~1b~0c/0'],
    ['{"name":"x","__proto__":{"admin":true}}', '/__proto__'],
    ['{"name":"x","size":1e999}', '/size'],
    ['{"name":"x","size":1e300}', '/size'],
    ['{"size":1}', '/name'],
    ['{"name":"x","colour":"red"}', '/colour'],
    ['{"name":"xxxxxxxxxxxxxxxxxxxxxxxxx"}', '/name'],
    ['[]', ''],
    ['null', ''],
  ])('%s is refused with the pointer %s', async (text, pointer) => {
    const response = await post(text);
    const { code, errors } = await problemOf(response);

    expect([response.status, code]).toEqual([400, 'request.invalid']);
    expect(errors).toContainEqual(expect.objectContaining({ pointer }));
  });

  test.each([
    ['a value', '/name', { name: 'e'.padEnd(400, '\u0301\u0316') }],
    ['a nested value', '/free/a/0', { name: 'x', free: { a: [`e${'\u0301'.repeat(31)}`] } }],
    ['a key', '/free', { name: 'x', free: { [`e${'\u0301'.repeat(31)}`]: 1 } }],
  ])(
    'with more than 30 combining marks on one letter in %s are refused before anything else',
    async (_, pointer, body) => {
      const { errors } = await problemOf(await post(JSON.stringify(body)));

      expect(errors).toEqual([expect.objectContaining({ pointer, code: 'piled_marks' })]);
    },
  );

  test('nested without end are a 400', async () => {
    const deep = `{"name":"x","free":{"a":${'['.repeat(900)}${']'.repeat(900)}}}`;

    expect(await problemOf(await post(deep))).toMatchObject({ code: 'request.invalid' });
  });

  test('may be absent only where that is declared', async () => {
    const optional = await fetch(`${api.url}/open`, { method: 'POST' });
    const required = await send('/things', { method: 'POST' });

    expect([optional.status, required.status]).toEqual([200, 400]);
    expect(optional.headers.get('Set-Cookie')).toBe('room=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax');
  });

  test('are refused where none is declared, but an empty object passes', async () => {
    const remove = (body: string) =>
      send('/things/a1', { method: 'DELETE', body, headers: { 'Content-Type': 'application/json' } });

    expect([(await remove('{"a":1}')).status, (await remove('{}')).status]).toEqual([400, 204]);
  });

  test.each([
    ['application/json', 201],
    ['Application/JSON ; charset="UTF-8";', 201],
    ['application/json; charset=utf8', 201],
    ['application/json; charset="UTF8"', 201],
    ['application/json;charset=unicode-1-1-utf-8', 201],
    ['application/json; charset=latin1', 415],
    ['application/json; charset=utf-16', 415],
    ['application/json; charset=nonsense', 415],
    ['application/json; boundary=x', 415],
    ['application/jsonx', 415],
    [`application/json${'\t'.repeat(15_000)}x`, 415],
    [`application/json; charset=utf-8${';'.repeat(15_000)}`, 415],
  ])('of the media type %.40j are a %d', async (mediaType, status) => {
    const body = '{"name":"x"}';
    const answer = await raw(
      `POST /things HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\nContent-Type: ${mediaType}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );

    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  test('of a GET are ignored', async () => {
    const answer = await raw(
      `GET /things/a1 HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('parameters', () => {
  test.each([
    ['?colour=red', 'colour', 'unknown_field'],
    ['?wait=1&wait=2', 'wait', 'repeated'],
    ['?wait=%00', 'wait', 'bad_characters'],
    ['?wait=%FF', 'wait', 'bad_encoding'],
    [`?wait=${'%CC%81'.repeat(31)}`, 'wait', 'piled_marks'],
    ['?wait=soon', 'wait', 'wrong_type'],
    ['?wait=99', 'wait', 'too_large'],
  ])('%s is a 400', async (query, parameter, code) => {
    const response = await send(`/things/a1${query}`);

    expect(response.status).toBe(400);
    expect((await problemOf(response))['errors']).toContainEqual(expect.objectContaining({ parameter, code }));
  });

  test('of a path are bounded and storable', async () => {
    expect((await send(`/things/${'x'.repeat(60)}`)).status).toBe(400);
    expect((await send('/things/a%00b')).status).toBe(400);
    expect((await send(`/things/a${'%CC%81'.repeat(31)}`)).status).toBe(400);
  });
});
