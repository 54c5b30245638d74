// A mail server that keeps what it takes, and misbehaves on demand.
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type TakenMail = { from: string; to: string[]; raw: string };

type Refusal = { status: number; text: string };

const refusal = ({ status, text }: Refusal): Error => Object.assign(new Error(text), { responseCode: status });

export const startSmtpServer = async (options: SMTPServerOptions = {}) => {
  const taken: TakenMail[] = [];
  const behaviour: {
    onRecipient: ((address: string) => Refusal | null) | null;
    onData: Refusal | null;
    connections: number;
  } = { onRecipient: null, onData: null, connections: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onConnect: (_, done) => {
      behaviour.connections += 1;
      done();
    },
    onRcptTo: ({ address }, _, done) => {
      const refused = behaviour.onRecipient?.(address) ?? null;
      done(refused === null ? null : refusal(refused));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (behaviour.onData !== null) {
          done(refusal(behaviour.onData));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
    ...options,
  });
  // Clients that give up cut the line; that is what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    taken,
    behaviour,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

/** A listener that answers each connection in its own way: not at all, or by hanging up. */
export const startRawServer = async (onConnection: (socket: Socket) => void) => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};
