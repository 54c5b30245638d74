// What every simulated vendor stands on: a Koa app on a free port of this machine, and everything that went over the wire.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import Koa from 'koa';

export type Received = {
  method: string;
  path: string;
  query: string;
  headers: Readonly<Record<string, string>>;
  /** As it came, byte for byte. */
  body: string;
};

/** `body` goes out as JSON, a text and bytes as they are, and nothing where it is absent. */
export type Reply = {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** The answer never arrives: the connection is cut, or kept open without a word. */
  lost?: 'cut' | 'hang';
};

/** One request and its answer, as the vendor's side saw it; status 0 where none arrived. */
export type Exchange = Received & { from: 'vendor' | 'parley'; status: number; answer: string };

export type Answer = { status: number; text: string; body: unknown };

export type VendorCall = { method: string; url: string; headers?: Record<string, string>; body?: unknown };

export type Stage = {
  /** Without a slash at its end. */
  url: string;
  exchanges: Exchange[];
  /** The vendor's own call; any answer counts as one. */
  call(call: VendorCall): Promise<Answer>;
  close(): Promise<void>;
};

const patienceMs = 60_000;

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));

const parse = (answer: string): unknown => {
  try {
    return JSON.parse(answer);
  } catch {
    return answer;
  }
};

const replyText = (body: unknown): string => {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
};

export const basic = (user: string, password = ''): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

type Receive = (request: Received, bytes: Buffer) => Reply | Promise<Reply>;

/** Koa then leaves the socket alone. */
const lose = (ctx: Koa.Context, how: 'cut' | 'hang'): void => {
  ctx.respond = false;
  if (how === 'cut') ctx.req.socket.destroy();
};

/**
 * `receive` answers what comes in; it may take its time, and the vendor's calls need not wait for it. Port 0, as when
 * absent, is any free one.
 */
export const openStage = async (receive: Receive, { port: wished = 0 }: { port?: number } = {}): Promise<Stage> => {
  const exchanges: Exchange[] = [];
  const app = new Koa();
  app.silent = true;
  app.use(async (ctx) => {
    const { method, path, querystring: query } = ctx;
    const bytes = await buffer(ctx.req);
    const request = { method, path, query, headers: flat(ctx.headers), body: bytes.toString() };
    const { status, body, headers = {}, lost } = await receive(request, bytes);
    const isFile = Buffer.isBuffer(body);
    const answer = isFile ? `${body.length} bytes` : replyText(body);
    exchanges.push({ ...request, from: 'parley', status: lost === undefined ? status : 0, answer });
    if (lost !== undefined) return lose(ctx, lost);
    ctx.body = isFile ? body : answer || null;
    // Koa takes an empty body for 204.
    ctx.status = status;
    if (answer !== '' && !isFile) ctx.set('content-type', 'application/json; charset=utf-8');
    ctx.set(headers);
  });
  const server = app.listen(wished, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const call: Stage['call'] = async ({ method, url, headers = {}, body }) => {
    const sent = body === undefined ? '' : JSON.stringify(body);
    const all = { ...headers, ...(sent !== '' && { 'content-type': 'application/json' }) };
    const response = await fetch(url, {
      method,
      headers: all,
      ...(sent !== '' && { body: sent }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const answer = await response.text();
    const { pathname: path, search } = new URL(url);
    const { status } = response;
    exchanges.push({ method, path, query: search.slice(1), headers: all, body: sent, from: 'vendor', status, answer });
    return { status, text: answer, body: parse(answer) };
  };

  return {
    url: `http://127.0.0.1:${port}`,
    exchanges,
    call,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};
