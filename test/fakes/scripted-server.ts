// An HTTP server that answers well until a test's script tells it to misbehave, one request at a time.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** `content` goes through the protocol's envelope; the others are what a broken or overloaded server does. */
export type Reply =
  | {
      kind: 'content';
      text?: string;
      output?: unknown;
      finish?: 'stop' | 'length' | 'refused' | 'missing';
      model?: string;
      /** Sent only once this has come. */
      after?: Promise<unknown>;
    }
  | { kind: 'body'; status: number; headers?: Record<string, string>; body: string }
  | { kind: 'hang' }
  | { kind: 'trickle'; everyMs: number }
  | { kind: 'huge'; bytes: number }
  | { kind: 'drop' };

export type Received = { path: string; headers: IncomingMessage['headers']; body: Record<string, unknown> };

export type Protocol = {
  path: string;
  /** The content a well-behaved model would give, as a value. */
  answer(body: Record<string, unknown>): unknown;
  /** What this server will not take, as it says so. */
  refuse?(request: Received): Extract<Reply, { kind: 'body' }> | null;
  /** The protocol's answer around `text`; bytes and strings are sent as they are. */
  envelope(body: Record<string, unknown>, reply: { text: string; finish: string; model?: string }): unknown;
};

export type ScriptedServer = {
  url: string;
  received: Received[];
  /** What the next requests get, in order; afterwards the server behaves again. */
  script(...replies: Reply[]): void;
  /** Requests that were begun and not answered or given up yet. */
  open(): number;
  close(): Promise<void>;
};

const json = { 'content-type': 'application/json' };

const readBody = async (req: IncomingMessage): Promise<Record<string, unknown>> => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (req.headers['content-type']?.startsWith('multipart/') === true) return { form: bytes.toString('latin1') };
  return JSON.parse(bytes.toString('utf8') || '{}');
};

const trickle = async (res: ServerResponse, everyMs: number): Promise<void> => {
  res.writeHead(200, json);
  while (!res.destroyed) {
    res.write(' ');
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};

function* blanks(bytes: number): Generator<string> {
  const chunk = ' '.repeat(64 * 1024);
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
}

const pour = async (res: ServerResponse, bytes: number): Promise<void> => {
  res.writeHead(200, json);
  // The other side hangs up in the middle: that is the point.
  await pipeline(Readable.from(blanks(bytes)), res).catch(() => undefined);
};

const perform = async (
  protocol: Protocol,
  reply: Reply,
  body: Record<string, unknown>,
  res: ServerResponse,
): Promise<void> => {
  switch (reply.kind) {
    case 'content': {
      await reply.after;
      const text = reply.text ?? JSON.stringify(reply.output ?? protocol.answer(body));
      const envelope = protocol.envelope(body, { finish: 'stop', ...reply, text });
      if (envelope instanceof Uint8Array) return void res.writeHead(200).end(envelope);
      res.writeHead(200, json).end(typeof envelope === 'string' ? envelope : JSON.stringify(envelope));
      return;
    }
    case 'body':
      res.writeHead(reply.status, { ...json, ...reply.headers }).end(reply.body);
      return;
    case 'hang':
      return;
    case 'trickle':
      return trickle(res, reply.everyMs);
    case 'huge':
      return pour(res, reply.bytes);
    case 'drop':
      res.destroy();
  }
};

export const startScriptedServer = async (protocol: Protocol): Promise<ScriptedServer> => {
  const received: Received[] = [];
  const queue: Reply[] = [];
  let open = 0;
  const server = createServer((req, res) => {
    open += 1;
    res.once('close', () => (open -= 1));
    readBody(req)
      .then(async (body) => {
        const request = { path: req.url ?? '', headers: req.headers, body };
        received.push(request);
        if (req.url !== protocol.path) return void res.writeHead(404, json).end('{}');
        return perform(protocol, protocol.refuse?.(request) ?? queue.shift() ?? { kind: 'content' }, body, res);
      })
      .catch((error: unknown) => res.destroy(error instanceof Error ? error : new Error('fake server failed')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    script: (...replies) => void queue.push(...replies),
    open: () => open,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
