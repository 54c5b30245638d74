// A wire to a server that can keep replies back or swallow them: what was committed is committed, but whoever asked does not know.
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export type HoldPoint = {
  /** What a connection must have sent before, such as a statement of the transaction. */
  after: string;
  /** What it sends when its replies begin to be kept back. */
  at: string;
};

export type ReplyHolder = {
  /** The database's address by way of this wire. */
  url: string;
  /** Resolves once a connection has reached the point and PostgreSQL has replied; replies are kept back from then on. */
  hold(point: HoldPoint): Promise<void>;
  /** No reply gets through, and no connection ends, until the wire is whole again; those that lost something end then. */
  goBlack(): void;
  comeBack(): void;
  /** Cuts all connections and holds nothing any more. */
  reset(): void;
  close(): Promise<void>;
};

type Armed = HoldPoint & { reached: () => void };

const rememberedCharacters = 100_000;

export const startReplyHolder = async (databaseUrl: string): Promise<ReplyHolder> => {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let armed: Armed | null = null;
  let black = false;
  const injured = new Set<Socket>();

  const join = (client: Socket): void => {
    const server = connect({ host: target.hostname, port: Number(target.port) });
    let sent = '';
    let sentFor: Armed | null = null;
    let onReply: (() => void) | null = null;
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (chunk) => {
      // What was sent before the point was named does not count.
      const before = sentFor === armed ? sent : '';
      sentFor = armed;
      sent = (before + chunk.toString('latin1')).slice(-rememberedCharacters);
      const begin = armed === null ? -1 : sent.indexOf(armed.after);
      if (armed !== null && begin >= 0 && sent.includes(armed.at, begin)) {
        onReply = armed.reached;
        armed = null;
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (black) injured.add(server);
      else if (onReply === null) client.write(chunk);
      else onReply();
    });
  };

  const proxy = createServer(join);
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = new URL(databaseUrl);
  url.port = String((proxy.address() as AddressInfo).port);
  const reset = (): void => {
    armed = null;
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
    hold: (point) => new Promise((resolve) => (armed = { ...point, reached: resolve })),
    reset,
    close: async () => {
      const closed = once(proxy, 'close');
      proxy.close();
      reset();
      await closed;
    },
  };
};
