// Opens connections to callers' addresses: every address of a name is judged before, the connected one once more after.
import { connect, isIP, type LookupFunction, type NetConnectOpts, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { callbackify } from 'node:util';
import type { buildConnector } from 'undici';
import type { OutboundFailure } from '../../domain/ports/outbound.ts';
import type { AddressRules } from './address-rules.ts';
import { CallFailure } from './call-failure.ts';
import { createDeadline, untilAborted } from './deadline.ts';
import { bareHost, unlessNamed } from './read-target.ts';
import { createSystemResolve, type Resolve } from './resolve.ts';

export type OpenSocket = (options: NetConnectOpts) => Socket;
export type ConnectorDeps = {
  rules: AddressRules;
  /** Replaces the system's name lookup. */
  resolve?: Resolve;
  /** Replaces the network. */
  openSocket?: OpenSocket;
};

type Destination = { host: string; port: number; objection: OutboundFailure | null };

/** Below the whole call's deadline, so that an abandoned attempt does not keep its place for long. */
const connectTimeoutMs = 10_000;
const usualPorts: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

const destinationOf = ({ hostname, protocol, port }: buildConnector.Options): Destination => ({
  host: bareHost(hostname),
  port: Number(port || usualPorts[protocol]),
  objection: unlessNamed(protocol, port),
});

/** Connects to these addresses and to no others, whatever the name may mean by then. */
const pinned =
  (addresses: readonly string[]): LookupFunction =>
  (_host, options, callback) => {
    const entries = addresses.map((address) => ({ address, family: isIP(address) }));
    const [first] = entries;
    if (options.all === true) return callback(null, entries);
    return callback(null, first?.address ?? '', first?.family ?? 0);
  };

const untilOpen = (socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const onAbort = (): void => void socket.destroy(signal.reason as CallFailure);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once(event, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    // Stays for good: an error between this and the next listener must not end the process.
    socket.on('error', reject);
    socket.once('close', () => reject(new CallFailure('connection_reset')));
  });

const openTls = async (host: string, socket: Socket, signal: AbortSignal): Promise<Socket> => {
  const named = isIP(host) === 0 ? { servername: host } : {};
  const secure = connectTls({ socket, host, ALPNProtocols: ['http/1.1'], ...named });
  try {
    await untilOpen(secure, 'secureConnect', signal);
    return secure;
  } catch {
    socket.destroy();
    throw signal.aborted ? signal.reason : new CallFailure('tls_failed');
  }
};

const createOpenTcp = ({ rules, resolve = createSystemResolve(), openSocket = connect }: ConnectorDeps) => {
  const addressesOf = async (host: string, signal: AbortSignal): Promise<readonly string[]> => {
    if (isIP(host) !== 0) return [host];
    const found = resolve(host).catch((): readonly string[] => []);
    const addresses = await untilAborted(found, signal);
    if (addresses.length === 0) throw new CallFailure('name_not_callable');
    return addresses;
  };

  return async ({ host, port, objection }: Destination, signal: AbortSignal): Promise<Socket> => {
    const check = (address: string): void => {
      const problem = rules.problemOf(address, objection);
      // Which of our names lead where is nobody's business: a forbidden one is as good as an unknown one.
      if (problem !== null) throw new CallFailure(isIP(host) === 0 ? 'name_not_callable' : problem);
    };
    const addresses = await addressesOf(host, signal);
    addresses.forEach(check);
    const socket = openSocket({ host, port, lookup: pinned(addresses), noDelay: true });
    try {
      await untilOpen(socket, 'connect', signal);
      check(socket.remoteAddress ?? '');
      return socket;
    } catch (err) {
      socket.destroy();
      throw err;
    }
  };
};

export const createConnector = (deps: ConnectorDeps): buildConnector.connector => {
  const openTcp = createOpenTcp(deps);
  const open = async (options: buildConnector.Options): Promise<Socket> => {
    const destination = destinationOf(options);
    const { signal, clear } = createDeadline(connectTimeoutMs, []);
    try {
      const socket = await openTcp(destination, signal);
      return options.protocol === 'https:' ? await openTls(destination.host, socket, signal) : socket;
    } finally {
      clear();
    }
  };
  const openThen = callbackify(open);
  return (options, callback) =>
    openThen(options, (err, socket) => (err === null ? callback(null, socket) : callback(err, null)));
};
