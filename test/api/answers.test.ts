import { connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import type { Route } from '../../api/guard/route.ts';
import { openPool } from '../../infra/db/knex.ts';
import { createKeyAuthenticator } from '../../infra/db/access/key-authenticator.ts';
import { freePort } from '../harness/postgres-server.ts';
import { useDatabase } from '../harness/database.ts';
import { sampleRoutes, type SampleCalls } from './sample-routes.ts';
import { administer, pepper, recordingLog, startApi } from './start-api.ts';

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
  test.each(['"3.1"', 'W/"3.1"', '"1.0", "3.1"', '*'])(
    'If-None-Match %s is answered 304 without a body',
    async (tag) => {
      const response = await get('/things/a1', { 'If-None-Match': tag });

      expect([response.status, await response.text(), response.headers.get('ETag')]).toEqual([304, '', '"3.1"']);
    },
  );

  test.each(['"3.2"', '3.1', '', '"'])('If-None-Match %j is answered in full', async (tag) => {
    expect((await get('/things/a1', { 'If-None-Match': tag })).status).toBe(200);
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
