// Names that change their meaning between our look and the connection: a name server, receivers and sockets that are real.
import { Resolver } from 'node:dns/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import type { OpenSocket } from '../../infra/http/connector.ts';
import { startNameServer } from '../fakes/name-server.ts';
import { outcomeOf, post, useClient } from './use-client.ts';

const open = '127.0.0.1';
const forbidden = '127.0.0.2';

/** What came to each address. */
const reached = { [open]: { connections: 0, bytes: 0 }, [forbidden]: { connections: 0, bytes: 0 } };

const listen = (address: typeof open | typeof forbidden, port: number): Promise<number> =>
  new Promise((resolve) => {
    const answer = (_request: IncomingMessage, response: ServerResponse): void => {
      response.writeHead(204, { connection: 'close' }).end();
    };
    const server = createServer(answer).on('connection', (socket) => {
      reached[address].connections += 1;
      socket.on('data', (chunk: Buffer) => (reached[address].bytes += chunk.length));
    });
    afterAll(() => {
      server.close();
      server.closeAllConnections();
    });
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port));
  });

/** One port at two addresses: the one that may be called, and the one to which a rebound name would lead. */
const port = await listen(open, 0);
await listen(forbidden, port);
const url = `http://rebinding.example:${port}/hook`;

/** Its first answer may be called, every other one not. */
const useFlippingNames = async () => {
  const names = await startNameServer((before) => (before % 2 === 0 ? open : forbidden));
  afterAll(names.close);
  const resolver = new Resolver();
  resolver.setServers([names.address]);
  return { names, resolve: (host: string) => resolver.resolve4(host) };
};

test('a name that changes between the look and the connection is called where it was looked at', async () => {
  const { names, resolve } = await useFlippingNames();
  const client = useClient({ allowedNetworks: [`${open}/32`], resolve });

  expect(outcomeOf(await post(client, url))).toBe(204);

  expect(names.asked()).toBe(1);
  expect([reached[open].connections, reached[forbidden].connections]).toEqual([1, 0]);
  // Its next answer is the forbidden one: nothing is opened for it.
  expect(outcomeOf(await post(client, url))).toBe('name_not_callable');
  expect([names.asked(), reached[forbidden].connections]).toEqual([2, 0]);
});

test('many calls at once while it changes with every question never reach the forbidden receiver', async () => {
  const { resolve } = await useFlippingNames();
  const before = reached[open].connections;
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, async () =>
      outcomeOf(await post(useClient({ allowedNetworks: [`${open}/32`], resolve }), url)),
    ),
  );

  expect(outcomes.filter((outcome) => outcome === 204)).toHaveLength(30);
  expect(outcomes.filter((outcome) => outcome === 'name_not_callable')).toHaveLength(30);
  expect([reached[open].connections - before, reached[forbidden].connections]).toEqual([30, 0]);
});

test('where the network itself looks again, the connection that went astray ends before its first byte', async () => {
  const { names, resolve } = await useFlippingNames();
  const entriesOf = callbackify(async (host: string) =>
    (await resolve(host)).map((address) => ({ address, family: 4 })),
  );
  const lookAgain: LookupFunction = (host, _options, callback) =>
    entriesOf(host, (error, entries) => callback(error, entries));
  const openSocket: OpenSocket = (options) => connect({ ...options, lookup: lookAgain } as typeof options);
  const client = useClient({ allowedNetworks: [`${open}/32`], resolve, openSocket });

  expect(outcomeOf(await post(client, url))).toBe('name_not_callable');

  // This time it got as far as a connection, which proves that the name did change.
  expect([names.asked(), reached[forbidden]]).toEqual([2, { connections: 1, bytes: 0 }]);
});
