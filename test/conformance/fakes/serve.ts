// What the deliberately broken servers stand on: a right one in memory, and faults that change one thing of it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export type Json = Record<string, unknown>;

export type Request = {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  /** As it came. */
  text: string;
  /** An empty object where it is no JSON object. */
  body: Json;
};

export type Reply = { status: number; body?: unknown; headers?: Record<string, string> };

/** A call back to the ATS. */
export type Call = { method: string; url: string; headers: Record<string, string>; body?: unknown };

export type Fault = {
  /** The server takes it for another request. */
  request?: (request: Request) => Request;
  reply?: (reply: Reply, request: Request) => Reply;
  tells?: (call: Call) => Call;
  delayMs?: number;
};

export type Receive = (request: Request, tell: (call: Call) => void) => Reply;

export const parse = (body: string): Json => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Json) : {};
  } catch {
    return {};
  }
};

export const isJson = (body: string): boolean => {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
};

export const member = (body: unknown, name: string): unknown => (body as Json | undefined)?.[name];

export const withBody = (reply: Reply, changes: Json): Reply => ({
  ...reply,
  body: { ...(reply.body as Json), ...changes },
});

/** Takes a request with no key, or with one that is nobody's, for one of the owner's. */
export const letIn =
  (header: string, isMeant: (value: string) => boolean, instead: string) =>
  (request: Request): Request =>
    isMeant(request.headers[header] ?? '')
      ? { ...request, headers: { ...request.headers, [header]: instead } }
      : request;

const send = async ({ method, url, headers, body }: Call): Promise<void> => {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  await (await fetch(url, { method, headers: { ...type, ...headers }, ...sent })).text();
};

export const serve = async (receive: Receive, fault: Fault = {}) => {
  let telling = Promise.resolve();
  const tell = (call: Call): void => {
    telling = telling.then(() => send(fault.tells?.(call) ?? call));
  };
  const server = createServer((req, res) => {
    const answer = async (): Promise<void> => {
      const { pathname: path, search } = new URL(req.url ?? '/', 'http://here');
      const body = await text(req);
      const headers = Object.fromEntries(
        Object.entries(req.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
      );
      const came = { method: req.method ?? '', path, query: search.slice(1), headers, text: body, body: parse(body) };
      const request = fault.request?.(came) ?? came;
      const right = receive(request, tell);
      const reply = fault.reply?.(right, request) ?? right;
      if (fault.delayMs !== undefined) await sleep(fault.delayMs);
      res.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      res.end(reply.body === undefined ? '' : JSON.stringify(reply.body));
    };
    answer().catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await telling.catch(() => undefined);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** A right server for a contract, and for each of its musts one that breaks it and nothing else. */
export type Controls = {
  options: Record<string, string>;
  /** After the address of the server. */
  path?: string;
  create: (listenerUrl: string) => Receive;
  faults: Record<string, Fault>;
  /** Stands for `create` with some faults. */
  createFor?: Record<string, (listenerUrl: string) => Receive>;
  limits?: Record<string, { withinMs?: number; waitMs?: number }>;
};
