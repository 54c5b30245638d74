// A wire to a server that can keep replies back or swallow them: what was committed is committed, but whoever asked does not know.
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export type HoldPoint = {
  /** What a connection must have sent before, such as a statement of the transaction. */
  after: string;
  /** What that statement must carry as well, such as a run's id. */
  of?: string;
  /** What it sends when its replies begin to be kept back. */
  at: string;
};

export type ReplyHolder = {
  /** The database's address by way of this wire. */
  url: string;
  /** Resolves once a connection has reached the point and PostgreSQL has replied; replies are kept back from then on. */
  hold(point: HoldPoint): Promise<void>;
  /** What was kept back comes after all, and everything goes on. */
  letGo(): void;
  /** No reply gets through, and no connection ends, until the wire is whole again; those that lost something end then. */
  goBlack(): void;
  comeBack(): void;
  /** Cuts all connections; what was held back is lost. Points that nobody has come to stay named. */
  cut(): void;
  close(): Promise<void>;
};

/** `sent` is what each connection has sent since the point was named. */
type Armed = HoldPoint & { reached: () => void; sent: Map<Socket, string> };

const rememberedCharacters = 100_000;
/** PostgreSQL's own end of a statement. */
const statementEnd = 'S\0\0\0\u{4}';

/** Where the wanted words stand in a statement that carries the other ones too; -1 when there is none. */
const findStatement = (sent: string, { after, of = '' }: HoldPoint): number => {
  for (let begin = sent.indexOf(after); begin >= 0; begin = sent.indexOf(after, begin + 1)) {
    const from = Math.max(sent.lastIndexOf(statementEnd, begin), 0);
    const to = sent.indexOf(statementEnd, begin);
    if (sent.slice(from, to < 0 ? undefined : to).includes(of)) return begin;
  }
  return -1;
};

/** Whether this is the chunk with which a connection comes to the point. */
const comesTo = (point: Armed, client: Socket, chunk: string): boolean => {
  const sent = ((point.sent.get(client) ?? '') + chunk).slice(-rememberedCharacters);
  point.sent.set(client, sent);
  const begin = findStatement(sent, point);
  return begin >= 0 && sent.includes(point.at, begin);
};

export const startReplyHolder = async (databaseUrl: string): Promise<ReplyHolder> => {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const armed = new Set<Armed>();
  let black = false;
  const injured = new Set<Socket>();
  /** The connections whose replies are kept back. */
  const held = new Map<Socket, { reached: () => void; replies: Buffer[]; server: Socket }>();

  const join = (client: Socket): void => {
    const server = connect({ host: target.hostname, port: Number(target.port) });
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        // Some servers hang up once they have answered: whoever asked is not to know that either.
        if (socket === server && held.has(client)) return;
        held.delete(client);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      for (const point of armed) {
        if (!comesTo(point, client, text)) continue;
        held.set(client, { reached: point.reached, replies: [], server });
        armed.delete(point);
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      const holding = held.get(client);
      if (black) injured.add(server);
      else if (holding === undefined) client.write(chunk);
      else {
        holding.replies.push(chunk);
        holding.reached();
      }
    });
  };

  const proxy = createServer(join);
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = new URL(databaseUrl);
  url.port = String((proxy.address() as AddressInfo).port);
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    goBlack: () => {
      black = true;
    },
    comeBack: () => {
      black = false;
      for (const socket of injured) socket.destroy();
      injured.clear();
    },
    hold: (point) => new Promise((resolve) => void armed.add({ ...point, reached: resolve, sent: new Map() })),
    letGo: () => {
      for (const [client, { replies, server }] of held) {
        held.delete(client);
        for (const reply of replies) client.write(reply);
        if (server.destroyed) client.end();
      }
    },
    cut,
    close: async () => {
      const closed = once(proxy, 'close');
      proxy.close();
      cut();
      await closed;
    },
  };
};
