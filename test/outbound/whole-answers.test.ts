// The second way to call: all of an answer within a bound, by the same rules as the first.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import type { OutboundQuestion } from '../../domain/ports/outbound.ts';
import { loopback, useClient } from './use-client.ts';

const bytesMax = 1_000;
const heard: { method: string | undefined; body: Buffer }[] = [];
const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    heard.push({ method: req.method, body: Buffer.concat(chunks) });
    const size = Number(new URL(req.url ?? '/', 'http://x').searchParams.get('size') ?? '0');
    if (req.url === '/hang') return;
    if (req.url === '/cut') return void res.writeHead(200, { 'content-length': '50' }).write('{', () => res.destroy());
    if (req.url === '/empty') return void res.writeHead(204).end();
    if (req.url === '/page') return void res.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>');
    if (req.url === '/away') return void res.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end();
    const body = JSON.stringify({ text: 'x'.repeat(size) });
    res.writeHead(200, { 'X-Kept': 'Yes', 'Set-Cookie': ['a=1', 'b=2'] }).end(body);
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const client = useClient({ allowedNetworks: loopback });
const strict = useClient();

const ask = (path: string, rest: Partial<OutboundQuestion> = {}) =>
  client.ask({
    url: `${base}${path}`,
    method: 'GET',
    headers: {},
    timeoutMs: 2_000,
    answerBytesMax: bytesMax,
    ...rest,
  });

describe('a whole answer', () => {
  it('has its status, its headers in lower case, and its JSON', async () => {
    expect(await ask('/?size=3')).toMatchObject({
      kind: 'answer',
      status: 200,
      headers: { 'x-kept': 'Yes', 'set-cookie': 'a=1, b=2' },
      json: { text: 'xxx' },
      bytes: 14,
    });
  });

  it('has no JSON where there is none, and none where the body is empty', async () => {
    expect(await ask('/page')).toMatchObject({ status: 200, bytes: 6, json: undefined });
    expect(await ask('/empty', { method: 'DELETE' })).toMatchObject({ status: 204, bytes: 0, json: undefined });
  });

  it('of a redirect is that redirect', async () => {
    expect(await ask('/away')).toMatchObject({ kind: 'answer', status: 302 });
  });
});

describe('what is sent', () => {
  it('may be bytes, and a deletion', async () => {
    const bytes = Uint8Array.of(0, 255, 128, 13, 10);
    await ask('/', { method: 'POST', body: bytes });
    await ask('/', { method: 'DELETE' });

    expect(heard.slice(-2)).toEqual([
      { method: 'POST', body: Buffer.from(bytes) },
      { method: 'DELETE', body: Buffer.alloc(0) },
    ]);
  });
});

describe('no answer', () => {
  it.each([
    ['one that is too long', '/?size=2000', 'answer_too_large'],
    ['one that never comes', '/hang', 'timeout'],
  ])('%s', async (_what, path, failure) => {
    expect(await ask(path, { timeoutMs: 500 })).toMatchObject({ kind: 'failure', failure });
  });

  it('one that is cut off', async () => {
    expect(await ask('/cut')).toMatchObject({ kind: 'failure' });
  });

  it('from where nothing may be called', async () => {
    const question = { method: 'GET', headers: {}, timeoutMs: 500, answerBytesMax: bytesMax } as const;

    expect(await strict.ask({ url: base, ...question })).toMatchObject({ kind: 'failure' });
    expect(await strict.ask({ url: 'https://127.0.0.1/', ...question })).toMatchObject({
      failure: 'address_not_allowed',
    });
  });
});
