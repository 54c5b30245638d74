import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBoundedFetch } from './bounded-fetch.ts';

let server: Server;
let origin = '';
const paths: string[] = [];

beforeAll(async () => {
  server = createServer((req, res) => {
    paths.push(req.url ?? '');
    if (req.url === '/v1/huge') return void res.end(Buffer.alloc(3 * 1024 * 1024, 0x20));
    if (req.url === '/v1/moved') return void res.writeHead(302, { location: '/v1/other' }).end();
    return void res.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'a=b' }).end('{"ok":true}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test.each([
  ['another host', () => 'http://example.org/v1/chat'],
  ['another port', () => 'http://127.0.0.1:1/v1/chat'],
  ['a path beside the base', () => `${origin}/v10/chat`],
  ['a path above the base', () => `${origin}/v1/../admin`],
])('%s is never called', async (_case, address) => {
  await expect(createBoundedFetch(`${origin}/v1`)(address())).rejects.toThrow('foreign_address');
});

test('a body over two megabytes is refused instead of read', async () => {
  await expect(createBoundedFetch(`${origin}/v1`)(`${origin}/v1/huge`)).rejects.toThrow('too_large');
});

test('a redirect comes back as it is', async () => {
  const res = await createBoundedFetch(`${origin}/v1`)(`${origin}/v1/moved`);

  expect(res.status).toBe(302);
  expect(paths).not.toContain('/v1/other');
});

test('the body and the headers that matter come through, also from an injected network', async () => {
  const injected = createBoundedFetch(`${origin}/v1`, () =>
    Promise.resolve(
      new Response('{"ok":true}', { headers: { 'content-type': 'application/json', 'set-cookie': 'a=b' } }),
    ),
  );

  for (const call of [createBoundedFetch(`${origin}/v1/`), injected]) {
    const res = await call(`${origin}/v1/chat`);
    expect(await res.json()).toEqual({ ok: true });
    expect([...res.headers.keys()]).toEqual(['content-type']);
  }
});
