import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import type { Route } from '../../api/guard/route.ts';
import { openPool } from '../../infra/db/knex.ts';
import { createKeyAuthenticator } from '../../infra/db/access/key-authenticator.ts';
import { freePort } from '../harness/postgres-server.ts';
import { useDatabase } from '../harness/database.ts';
import { sampleRoutes, type SampleCalls } from './sample-routes.ts';
import { administer, pepper, rawExchange, recordingLog, startApi } from './start-api.ts';

const { db } = await useDatabase();
const calls: SampleCalls = { made: 0, hashes: [] };
const routes = sampleRoutes(calls);
const api = await startApi(db, routes);
const production = await startApi(db, routes, { strict: false });
const { key } = await administer(db).tenantWithKey();

const get = (path: string, headers: Record<string, string> = {}, base = api.url): Promise<Response> =>
  fetch(`${base}${path}`, { headers: { 'X-API-Key': key, ...headers } });
const jsonOf = async (response: Response) => (await response.json()) as Record<string, unknown>;

describe('failures', () => {
  test('a refusal is a problem with its code', async () => {
    const response = await get('/things/missing');

    expect(response.status).toBe(404);
    expect(await jsonOf(response)).toMatchObject({ code: 'interview.not_found', title: 'There is no such interview.' });
  });

  test('an unexpected error is a bare 500 and is logged without its text', async () => {
    const response = await get('/things/boom');
    const body = await response.text();

    expect(response.status).toBe(500);
    expect(body).not.toContain('secret text');
    expect(Object.keys(JSON.parse(body)).toSorted()).toEqual(['code', 'requestId', 'status', 'title', 'type']);
    expect(api.logs.filter(({ event, level }) => event === 'http.failed' && level === 'error')).toHaveLength(1);
  });

  test('a lost database connection is a 503 with Retry-After', async () => {
    const response = await get('/things/away');

    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '2']);
    expect((await jsonOf(response))['code']).toBe('store.unavailable');
  });

  test('an unreachable PostgreSQL is a 503 before any handler runs', async () => {
    const databaseUrl = `postgres://parley@127.0.0.1:${await freePort()}/none`;
    const away = openPool({ databaseUrl, poolMax: 1, statementTimeoutMs: 500, applicationName: 'test' });
    const keys = createKeyAuthenticator({ db: away, pepper, log: recordingLog([]) });
    const offline = await startApi(db, routes, { keys });

    const response = await get('/things/a1', {}, offline.url);

    expect([response.status, (await jsonOf(response))['code']]).toEqual([503, 'store.unavailable']);
    await away.destroy();
  });

  test.each([
    ['a status', '/things/teapot', 'answers 418'],
    ['a body', '/things/wrong', 'its 200 body does not match'],
    ['a problem', '/things/extra', 'answers plan.invalid'],
  ])('%s that is not declared is a defect that tests see', async (_name, path, detail) => {
    const response = await get(path);

    expect(response.status).toBe(500);
    expect((await jsonOf(response))['detail']).toContain(detail);
  });

  test('production hides defects, but gives an undeclared refusal to the caller and logs it', async () => {
    const teapot = await get('/things/teapot', {}, production.url);
    const extra = await get('/things/extra', {}, production.url);

    expect([teapot.status, await jsonOf(teapot)]).toEqual([
      500,
      expect.not.objectContaining({ detail: expect.anything() }),
    ]);
    expect([extra.status, (await jsonOf(extra))['code']]).toEqual([422, 'plan.invalid']);
    expect(production.logs.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['http.failed', 'http.undeclared_problem']),
    );
  });

  test.each(['application/json; charset=UTF-8', 'text/csv, application/json; version=1', '*/*'])(
    'whoever accepts %s is answered in JSON',
    async (accept) => {
      expect((await get('/things/a1', { Accept: accept })).status).toBe(200);
    },
  );

  test.each(['text/csv', 'application/json; q=0', 'application/jsonx; version=1'])(
    'whoever accepts %s alone is refused',
    async (accept) => {
      expect((await get('/things/a1', { Accept: accept })).status).toBe(406);
    },
  );

  test('a format other than JSON cannot be had', async () => {
    expect((await get('/things/a1', { Accept: 'text/csv' })).status).toBe(406);
    expect((await get('/things/a1', { Accept: 'text/html, */*;q=0.1' })).status).toBe(200);
  });

  test('a caller who hangs up makes no noise', async () => {
    const before = api.requests.length;
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () => {
      const head = `POST /things HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{`;
      socket.write(head, () => setTimeout(() => socket.destroy(), 50));
    });

    await vi.waitFor(() => expect(api.requests.length).toBe(before + 1), { timeout: 10_000 });
    expect(api.requests.at(-1)).toMatchObject({ route: '/things', status: 499 });
    expect(api.logs.filter(({ level, event }) => level === 'error' && event !== 'http.failed')).toEqual([]);
  });
});

describe('conditional reads', () => {
  test.each([
    '"3.1"',
    'W/"3.1"',
    '"1.0", "3.1"',
    '*',
    '"3.1-gzip"',
    'W/"3.1-gzip"',
    '"3.1--gzip"',
    '"3.1;br"',
    '"3.1-br", "1.0"',
    '"1.0", W/"3.1;gzip"',
  ])('If-None-Match %s is answered 304 without a body', async (tag) => {
    const response = await get('/things/a1', { 'If-None-Match': tag });

    expect([response.status, await response.text(), response.headers.get('ETag')]).toEqual([304, '', '"3.1"']);
  });

  test.each(['"3.2"', '3.1', '', '"', '"3.1-x"', '"3.2-gzip"', '"3.1 gzip"', '"-gzip"'])(
    'If-None-Match %j is answered in full',
    async (tag) => {
      expect((await get('/things/a1', { 'If-None-Match': tag })).status).toBe(200);
    },
  );
});

describe('requests that are almost right', () => {
  const post = (body: string): Promise<Response> =>
    fetch(`${api.url}/things`, {
      method: 'POST',
      body,
      headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
    });

  test.each([
    ['/things/a1/', 'without the slash at its end'],
    ['//things//a1', 'with single slashes'],
    ['//things/a1/', 'with single slashes and without the slash at its end'],
    ['/Things/a1', 'with its words in lower case'],
  ])('%s is a 404 that says how the address is written', async (path, advice) => {
    const answer = await rawExchange(
      api.url,
      `GET ${path} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\nConnection: close\r\n\r\n`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).toContain(`There is one ${advice}`);
  });

  test('an address that no change of spelling mends gets no advice', async () => {
    expect(await jsonOf(await get('/nowhere/'))).not.toHaveProperty('detail');
  });

  test.each(['Bearer', 'bearer', 'ApiKey'])('a key may also come as Authorization: %s', async (scheme) => {
    const headers = { Authorization: `${scheme} ${key}` };

    expect((await fetch(`${api.url}/things/a1`, { headers })).status).toBe(200);
  });

  test.each<[string, string, Record<string, string>, string]>([
    ['nowhere', '', {}, 'in the header `X-API-Key`'],
    ['as a foreign token', '', { Authorization: 'Bearer eyJhbGciOi' }, 'in the header `X-API-Key`'],
    ['as a user and password', '', { Authorization: 'Basic dTpw' }, 'in the header `X-API-Key`'],
    ['in the address', '?api_key=parley_x', {}, 'ends up in logs'],
    ['under another name in the address', '?q=parley_x', {}, 'ends up in logs'],
    ['with more around it', '', { 'X-API-Key': 'Bearer parley_x' }, 'the key alone'],
  ])('a key that stands %s is a 401 that says where it belongs', async (_where, query, headers, advice) => {
    const { status, detail } = await jsonOf(await fetch(`${api.url}/things/a1${query}`, { headers }));

    expect([status, detail]).toEqual([401, expect.stringContaining(advice)]);
  });

  test.each([
    ['', 'is missing'],
    ['text/plain', 'as application/json'],
    ['application/x-www-form-urlencoded', 'as application/json'],
    ['application/json; charset=latin1', 'in UTF-8'],
    ['application/json; boundary=x', 'Leave out the parameters'],
  ])('of type %j are refused with the one thing to change', async (type, advice) => {
    const headers: Record<string, string> = type === '' ? {} : { 'Content-Type': type };
    const response = await fetch(`${api.url}/things`, {
      method: 'POST',
      body: new Uint8Array([123, 125]),
      headers: { 'X-API-Key': key, ...headers },
    });

    expect(await jsonOf(response)).toMatchObject({ status: 415, detail: expect.stringContaining(advice) });
  });

  test('may begin with a byte order mark, and may be blank where they may be absent', async () => {
    const open = (body: string) =>
      fetch(`${api.url}/open`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });

    expect((await post('\ufeff{"name":"x"}')).status).toBe(201);
    expect((await Promise.all([' \n', 'null', '""'].map(open))).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await jsonOf(await post('null'))).toMatchObject({ errors: [{ pointer: '', code: 'required' }] });
  });

  test.each([
    ["{'name':'x'}", 'no single ones'],
    ['{"name":"x",}', 'comma after the last'],
    ['name=x', 'fields of a form'],
    ['{"name":"x"', 'ends too early'],
  ])('that are not JSON (%j) are answered with what to mend', async (text, advice) => {
    expect(await jsonOf(await post(text))).toMatchObject({ detail: expect.stringContaining(advice) });
  });

  test('mean the same with absent members spelled out, and the answer says which name may be meant', async () => {
    expect((await post('{"name":"x","size":null,"runId":" ","free":""}')).status).toBe(201);
    expect(JSON.stringify(await jsonOf(await post('{"Nmae":"x"}')))).toContain('Did you mean name?');
    expect(await jsonOf(await post('{"name":"  "}'))).toMatchObject({
      errors: [{ pointer: '/name', code: 'required' }],
    });
  });

  test('that are empty or blank are absent, and numbers are plain ones', async () => {
    const statuses = ['?wait=', '?wait=%20', '?wait', '?wait=%205', '?wait=0x5', '?wait=1e1'].map(
      async (query) => (await get(`/things/a1${query}`)).status,
    );

    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200, 400, 400]);
    expect(JSON.stringify(await jsonOf(await get('/things/a1?Wait=1')))).toContain('Did you mean wait?');
  });
});

describe('declarations', () => {
  const [first, second] = routes;
  const mount = (changed: readonly (Route | undefined)[]) => () =>
    startApi(
      db,
      changed.filter((route) => route !== undefined),
    );

  test('that cannot be right stop the service from starting', async () => {
    const getThing = first as Route;
    const createThing = second as Route;

    await expect(mount([getThing, getThing])).rejects.toThrow('operationId is used twice');
    await expect(mount([getThing, { ...getThing, operationId: 'b', path: '/things/:name' }])).rejects.toThrow(
      'not those of its path',
    );
    await expect(mount([{ ...createThing, path: '/a/:id' }])).rejects.toThrow('no schema');
    await expect(mount([{ ...getThing, access: { kind: 'room' } }])).rejects.toThrow('authenticates rooms');
    await expect(mount([{ ...getThing, responses: {} }])).rejects.toThrow('no success');
  });
});

describe('bodies of bytes', () => {
  const sound = new Uint8Array([0, 255, 13, 10]);
  const digestOf = (bytes: Uint8Array): string => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
  const put = async (body: Uint8Array<ArrayBuffer>, headers: Record<string, string>) => {
    const response = await fetch(`${api.url}/things/a1/sound`, {
      method: 'PUT',
      body,
      headers: { 'X-API-Key': key, ...headers },
    });
    return { ...(await jsonOf(response)), status: response.status };
  };

  test.each(['audio/webm; codecs="opus"', 'Audio/WebM;codecs=opus'])(
    'arrive as they were sent, with what %s says of them',
    async (type) => {
      const { hex, mediaType, parameters } = (await put(sound, { 'Content-Type': type })) as Record<string, unknown>;

      expect([hex, mediaType, parameters]).toEqual(['00ff0d0a', 'audio/webm', { codecs: 'opus' }]);
    },
  );

  test.each(['application/json', 'audio/mp4', 'audio', '', `audio/webm; codecs=${'x'.repeat(300)}`])(
    'of type "%s", which is not declared, are a 415',
    async (type) => {
      expect(await put(sound, type === '' ? {} : { 'Content-Type': type })).toMatchObject({ status: 415 });
    },
  );

  test.each([
    ['its own digest', [digestOf(sound)], 200, undefined],
    ['a digest of an unknown kind', ['sha-512=:AAAA:'], 200, undefined],
    ['its own digest among others', ['sha-512=:AAAA:', digestOf(sound)], 200, undefined],
    ["another body's digest", [digestOf(new Uint8Array([1]))], 422, 'request.digest_mismatch'],
    ['a digest in hex', [`sha-256=${'ab'.repeat(32)}`], 400, 'request.header_invalid'],
    ['two digests of one kind', [digestOf(sound), digestOf(sound)], 400, 'request.header_invalid'],
  ])('with %s are a %s', async (_, digests, status, code) => {
    const said = await put(sound, { 'Content-Type': 'audio/webm', 'Content-Digest': digests.join(', ') });

    expect([said.status, Reflect.get(said, 'code')]).toEqual([status, code]);
  });

  test('over the limit, empty or compressed are refused', async () => {
    const type = { 'Content-Type': 'audio/ogg' };
    const refused = [
      await put(new Uint8Array(2_001), type),
      await put(new Uint8Array(), type),
      await put(sound, { ...type, 'Content-Encoding': 'gzip' }),
    ];

    expect(refused.map(({ status }) => status)).toEqual([413, 400, 415]);
  });

  test('that end too early never reach the handler', async () => {
    const head = `PUT /things/a1/sound HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\nContent-Type: audio/ogg\r\n`;
    const url = new URL(api.url);
    const socket = connect(Number(url.port), url.hostname);
    socket.write(`${head}Content-Length: 10\r\n\r\nhalf`);
    socket.end();

    await expect
      .poll(() => api.requests.at(-1), { timeout: 10_000 })
      .toMatchObject({ route: '/things/:id/sound', status: 499 });
  });
});
