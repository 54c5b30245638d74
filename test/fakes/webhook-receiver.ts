// A receiver of webhooks that misbehaves as a script or a seed says, and remembers everything that reached it.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of one request. `hang` reads it and says nothing; `deaf` does not even read its body. */
export type Behaviour =
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body?: string }
  | { kind: 'slow'; status: number; afterMs: number }
  | { kind: 'hang' }
  | { kind: 'deaf' }
  | { kind: 'reset' }
  | { kind: 'cut'; status: number };

export type ReceivedWebhook = {
  at: number;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  behaviour: Behaviour['kind'];
  /** Null when nothing was answered. */
  status: number | null;
};

/** Decides about the `index`-th request; requests are counted from 0. */
export type Temper = (request: { index: number; headers: IncomingHttpHeaders }) => Behaviour;

export type WebhookReceiver = {
  url: string;
  received: ReceivedWebhook[];
  /** Connections that are open now. */
  open(): number;
  behave(temper: Temper): void;
  close(): Promise<void>;
};

export const healthy: Temper = () => ({ kind: 'answer', status: 204 });

/** These, one after the other; afterwards well. */
export const scripted = (...behaviours: readonly Behaviour[]): Temper => {
  const queue = [...behaviours];
  return () => queue.shift() ?? { kind: 'answer', status: 204 };
};

/** The same numbers for the same seed (mulberry32). */
const chances = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const troubles: readonly Behaviour[] = [
  { kind: 'answer', status: 500, body: 'no' },
  { kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1:1/' } },
  { kind: 'answer', status: 429, headers: { 'retry-after': '1' } },
  { kind: 'answer', status: 400 },
  { kind: 'reset' },
  { kind: 'hang' },
  { kind: 'deaf' },
];

/** `troubleShare` of the requests fail in one way or another, and the others are answered a little late. */
export const moody = (options: { seed: number; troubleShare: number; slowMs: number }): Temper => {
  const chance = chances(options.seed);
  return () => {
    const trouble = troubles[Math.floor(chance() * troubles.length)];
    if (chance() < options.troubleShare && trouble !== undefined) return trouble;
    return { kind: 'slow', status: 200, afterMs: chance() * options.slowMs };
  };
};

const readText = async (req: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const statusOf = (behaviour: Behaviour): number | null => ('status' in behaviour ? behaviour.status : null);

const perform = (behaviour: Behaviour, req: IncomingMessage, res: ServerResponse): void => {
  switch (behaviour.kind) {
    case 'answer':
      return void res.writeHead(behaviour.status, behaviour.headers).end(behaviour.body);
    case 'slow':
      return void setTimeout(() => res.writeHead(behaviour.status).end('ok'), behaviour.afterMs);
    case 'cut':
      res.writeHead(behaviour.status, { 'content-length': '1000' }).write('only the beginning');
      return void setImmediate(() => res.destroy());
    case 'reset':
      return void req.socket.resetAndDestroy();
    case 'hang':
    case 'deaf':
      return;
  }
};

export const startWebhookReceiver = async (first: Temper = healthy): Promise<WebhookReceiver> => {
  const received: ReceivedWebhook[] = [];
  let temper = first;
  let open = 0;
  let count = 0;
  const note = async (req: IncomingMessage, behaviour: Behaviour): Promise<void> => {
    const body = behaviour.kind === 'deaf' ? '' : await readText(req);
    const { headers, method = '', url: path = '' } = req;
    received.push({
      at: Date.now(),
      method,
      path,
      headers,
      body,
      behaviour: behaviour.kind,
      status: statusOf(behaviour),
    });
  };
  const server = createServer((req, res) => {
    const behaviour = temper({ index: count++, headers: req.headers });
    note(req, behaviour)
      .then(() => perform(behaviour, req, res))
      .catch(() => res.destroy());
  });
  server.on('connection', (socket) => {
    open += 1;
    socket.once('close', () => (open -= 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    open: () => open,
    behave: (next) => void (temper = next),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
