// What servers do to whoever calls them: every call ends in time, with bounded cost, and with a code instead of foreign words.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { createOutboundClient } from '../../infra/http/outbound-client.ts';
import { scripted, startWebhookReceiver } from '../fakes/webhook-receiver.ts';
import { eventually } from '../harness/eventually.ts';
import { certificate, certificateKey, receiverHost } from './certificate.ts';
import { loopback, outcomeOf, post, useClient } from './use-client.ts';

const receiver = await startWebhookReceiver();
afterAll(receiver.close);
const client = useClient({ allowedNetworks: loopback, resolve: async () => ['127.0.0.1'] });

const listening = async (server: Server): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

/** Speaks raw bytes as soon as something was asked. */
const rawServer = async (speak: (socket: Socket) => void): Promise<string> => {
  const port = await listening(createServer((socket) => void socket.once('data', () => speak(socket))));
  return `http://127.0.0.1:${port}/`;
};

const say = (text: string) => rawServer((socket) => void socket.write(text));

/** Writes for as long as the other side listens. */
const pour = (head: string, piece: string) =>
  rawServer((socket) => {
    socket.write(head);
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', more);
    more();
  });

const trickle = (head: string, piece: string, everyMs: number) =>
  rawServer((socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write(piece), everyMs);
    socket.once('close', () => clearInterval(timer));
  });

describe('an answer', () => {
  it('is told by its status, with a beginning of its text', async () => {
    receiver.behave(scripted({ kind: 'answer', status: 422, body: '{"problem":"unknown run"}' }));

    expect(await post(client, receiver.url)).toEqual({
      kind: 'answer',
      status: 422,
      retryAfterSeconds: null,
      excerpt: '{"problem":"unknown run"}',
      durationMs: expect.any(Number),
    });
  });

  it.each([301, 302, 303, 307, 308])('%s is an answer, and nobody goes where it points', async (status) => {
    const count = receiver.received.length;
    const location = `${receiver.url}/elsewhere`;
    receiver.behave(scripted({ kind: 'answer', status, headers: { location } }));

    expect(outcomeOf(await post(client, receiver.url))).toBe(status);
    expect(receiver.received.slice(count).map(({ path }) => path)).toEqual(['/hook']);
  });

  it.each([
    ['seconds', '120', 120],
    ['a date', new Date(Date.now() + 3_600_000).toUTCString(), 3_600],
    ['a date long past', 'Mon, 04 May 2020 10:00:00 GMT', 0],
    ['more than a day', '99999999', 86_400],
    ['nonsense', 'tomorrow', null],
    ['a negative number', '-5', null],
  ])('may ask to wait with %s', async (_what, value, seconds) => {
    receiver.behave(scripted({ kind: 'answer', status: 429, headers: { 'retry-after': value } }));

    const result = await post(client, receiver.url);

    const waited = result.kind === 'answer' ? result.retryAfterSeconds : undefined;
    if (seconds === null) expect(waited).toBeNull();
    else expect(Math.abs((waited ?? Number.NaN) - seconds)).toBeLessThanOrEqual(5);
  });

  it('sends method, headers and body as they were given', async () => {
    receiver.behave(scripted());
    const headers = { 'content-type': 'application/json', 'webhook-id': 'evt_1' };

    await post(client, receiver.url, { method: 'PUT', headers, body: '{"ä":"€"}' });

    expect(receiver.received.at(-1)).toMatchObject({
      body: '{"ä":"€"}',
      headers: { ...headers, 'user-agent': 'parley' },
    });
  });
});

describe('a server that', () => {
  it.each([
    ['hangs with the connection open', { kind: 'hang' as const }],
    ['does not even read', { kind: 'deaf' as const }],
  ])('%s costs the deadline and no more', async (_what, behaviour) => {
    receiver.behave(scripted(behaviour));

    expect(outcomeOf(await post(client, receiver.url, { timeoutMs: 300 }))).toBe('timeout');
  });

  it('accepts the connection and never says a word of TLS is given up', async () => {
    const port = await listening(createServer());

    expect(outcomeOf(await post(client, `https://127.0.0.1:${port}/`, { timeoutMs: 300 }))).toBe('timeout');
  });

  it('sends its headers drop by drop is given up', async () => {
    const url = await trickle('HTTP/1.1 200 OK\r\n', 'X-A: b\r\n', 20);

    expect(outcomeOf(await post(client, url, { timeoutMs: 400 }))).toBe('timeout');
  });

  it('says "continue" for ever is given up', async () => {
    const url = await trickle('', 'HTTP/1.1 103 Early Hints\r\n\r\n', 20);

    expect(['timeout', 'connection_reset', 'answer_invalid', 'connection_failed']).toContain(
      outcomeOf(await post(client, url, { timeoutMs: 400 })),
    );
  });

  it.each([
    ['one giant header', 'HTTP/1.1 200 OK\r\nX-Big: ', 'a'.repeat(8_192)],
    ['headers without end', 'HTTP/1.1 200 OK\r\n', `X-A: ${'b'.repeat(100)}\r\n`],
  ])('sends %s is cut off', async (_what, head, piece) => {
    expect(outcomeOf(await post(client, await pour(head, piece)))).toBe('answer_too_large');
  });

  it('sends a body without end keeps its status and loses its connection', async () => {
    const url = await pour('HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n', 'word '.repeat(10_000));

    const result = await post(client, url);

    expect(result).toMatchObject({ kind: 'answer', status: 200 });
    expect(result.kind === 'answer' && result.excerpt.length <= 1_024 && result.excerpt.startsWith('word word')).toBe(
      true,
    );
  });

  it('sends chunks without end keeps its status and loses its connection', async () => {
    const url = await pour(
      'HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n',
      `2000\r\n${'x'.repeat(0x2000)}\r\n`,
    );

    expect(outcomeOf(await post(client, url))).toBe(503);
  });

  it('sends its body drop by drop keeps its status at the deadline', async () => {
    const url = await trickle('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n', '.', 20);

    expect(outcomeOf(await post(client, url, { timeoutMs: 400 }))).toBe(200);
  });

  it('promises more than it sends keeps its status', async () => {
    receiver.behave(scripted({ kind: 'cut', status: 200 }));

    expect(await post(client, receiver.url)).toMatchObject({ status: 200, excerpt: 'only the beginning' });
  });

  it('sends more than it promised does not speak for the next call', async () => {
    const url = await say(
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Smuggled\r\nContent-Length: 0\r\n\r\n',
    );

    expect(await post(client, url)).toMatchObject({ status: 200, excerpt: 'ok' });
    expect(await post(client, url)).toMatchObject({ status: 200, excerpt: 'ok' });
  });

  it('hides its text in an encoding gets no excerpt', async () => {
    const headers = { 'content-encoding': 'gzip' };
    receiver.behave(scripted({ kind: 'answer', status: 500, headers, body: 'packed' }));

    expect(await post(client, receiver.url)).toMatchObject({ status: 500, excerpt: '' });
  });

  it.each([
    ['speaks another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['contradicts itself about the length', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['sends a broken status', 'HTTP/1.1 abc\r\n\r\n'],
  ])('%s gives no valid answer', async (_what, text) => {
    expect(outcomeOf(await post(client, await say(text)))).toBe('answer_invalid');
  });

  it('wants to change the protocol is refused', async () => {
    const url = await say('HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');

    expect((await post(client, url)).kind).toBe('failure');
  });

  it('resets the connection is told apart', async () => {
    receiver.behave(scripted({ kind: 'reset' }));

    expect(outcomeOf(await post(client, receiver.url))).toBe('connection_reset');
  });

  it('does not listen is told apart', async () => {
    const port = await listening(createServer());
    const gone = createServer();
    const free = await listening(gone);
    await new Promise((resolve) => gone.close(resolve));

    expect(port).not.toBe(free);
    expect(outcomeOf(await post(client, `http://127.0.0.1:${free}/`))).toBe('connection_refused');
  });
});

describe('https', () => {
  const tlsServer = createTlsServer({ cert: certificate, key: certificateKey }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
  });

  it('with a certificate that nobody vouches for, for another name, or without TLS at all fails; with a good one it works', async () => {
    const port = await listening(tlsServer);
    const before = getCACertificates('default');
    const answers = [outcomeOf(await post(client, `https://${receiverHost}:${port}/`))];
    try {
      setDefaultCACertificates([...before, certificate]);
      for (const host of ['other.test', '127.0.0.1', receiverHost, `${receiverHost}.`])
        answers.push(outcomeOf(await post(client, `https://${host}:${port}/`)));
    } finally {
      setDefaultCACertificates(before);
    }
    answers.push(outcomeOf(await post(client, receiver.url.replace('http:', 'https:'))));

    expect(answers).toEqual(['tls_failed', 'tls_failed', 'tls_failed', 200, 200, 'tls_failed']);
  });
});

describe('a call', () => {
  it('ends as aborted with its signal, before and while it runs', async () => {
    receiver.behave(() => ({ kind: 'hang' }));
    const controller = new AbortController();
    const running = post(client, receiver.url, { signal: controller.signal });
    const count = receiver.received.length;
    await eventually(
      async () => receiver.received.length,
      (length) => length > count,
    );
    controller.abort();

    expect(outcomeOf(await running)).toBe('aborted');
    expect(outcomeOf(await post(client, receiver.url, { signal: controller.signal }))).toBe('aborted');
    expect(receiver.received).toHaveLength(count + 1);
  });

  it('ends with its deadline when the name server does not answer, and is never made up for later', async () => {
    let answer: (addresses: string[]) => void = () => undefined;
    const lookup = new Promise<string[]>((resolve) => (answer = resolve));
    const slow = useClient({ allowedNetworks: loopback, resolve: () => lookup });
    receiver.behave(scripted());
    const count = receiver.received.length;
    const url = receiver.url.replace('127.0.0.1', 'slow.example');

    const result = await post(slow, url, { timeoutMs: 100 });
    answer(['127.0.0.1']);
    const next = await post(slow, url, { headers: { 'webhook-id': 'next' } });

    expect([result, next].map(outcomeOf)).toEqual(['timeout', 204]);
    expect(receiver.received.slice(count).map(({ headers }) => headers['webhook-id'])).toEqual(['next']);
  });

  it('that cannot be written is a failure, not an exception', async () => {
    expect((await post(client, receiver.url, { headers: { 'x-bad': 'a\r\nb: c' } })).kind).toBe('failure');
  });

  it('reaches a healthy destination while a hundred others hang at a sick one', async () => {
    const healthyOne = await startWebhookReceiver();
    const sickOne = await startWebhookReceiver(() => ({ kind: 'hang' }));
    const controller = new AbortController();
    const hanging = Array.from({ length: 100 }, () => post(client, sickOne.url, { signal: controller.signal }));
    await eventually(
      async () => sickOne.open(),
      (open) => open >= 32,
    );

    const results = await Promise.all(Array.from({ length: 50 }, () => post(client, healthyOne.url)));
    const openAtSickOne = sickOne.open();
    controller.abort();

    expect(new Set(results.map(outcomeOf))).toEqual(new Set([204]));
    expect(openAtSickOne).toBe(32);
    expect(new Set((await Promise.all(hanging)).map(outcomeOf))).toEqual(new Set(['aborted']));
    await Promise.all([healthyOne.close(), sickOne.close()]);
  });

  it('is over when the client closes', async () => {
    receiver.behave(() => ({ kind: 'hang' }));
    const own = createOutboundClient({ allowedNetworks: loopback });
    const count = receiver.received.length;
    const running = post(own, receiver.url);
    await eventually(
      async () => receiver.received.length,
      (length) => length > count,
    );
    await own.close();

    expect([await running, await post(own, receiver.url)].map(outcomeOf)).toEqual(['aborted', 'aborted']);
  });
});
