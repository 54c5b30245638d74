// Which address a request comes from: the connection's, or what our own proxies say about it; never what a stranger claims.
import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import { AppError } from '../../domain/errors.ts';

type Address = ReturnType<typeof ipaddr.process>;
export type Connected = Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } };

/** For a peer without an address, such as a closed connection: it belongs to no network. */
const unknown = 'unknown';
const customerNetworkBits = 64;

/** An IPv6 address with an IPv4 tail, a zone, brackets and a port. */
const addressLengthMax = 100;

const withPort = /^(?:\[([^\]]+)\](?::\d{1,5})?|(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5})$/;

/** IPv4 in IPv6 clothes is IPv4; a zone names an interface of ours, not the caller. */
const parse = (text: string): Address | null => {
  if (text.length > addressLengthMax) return null;
  const [, bracketed, dotted] = withPort.exec(text) ?? [];
  const [bare = ''] = (bracketed ?? dotted ?? text).split('%', 1);
  // Shortened and octal forms of IPv4 mean different things to different readers.
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return null;
  return ipaddr.process(bare);
};

const within = (address: Address, networks: readonly string[]): boolean =>
  networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network);
    return base.kind() === address.kind() && address.match(base, bits);
  });

/** `networks` are valid CIDRs; nothing lies within none. */
export const isWithin = (address: string, networks: readonly string[]): boolean => {
  const parsed = parse(address);
  return parsed !== null && within(parsed, networks);
};

const forwardedFor = ({ headers }: Connected): string[] =>
  [headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((entry) => entry.trim());

/**
 * The right-most address that is not one of our proxies: each of them added the address that it saw itself, so what
 * stands further left is the caller's own word. Without trusted proxies the header is not looked at.
 */
export const clientAddress = (caller: Connected, trustedProxies: readonly string[]): string => {
  const peer = parse(caller.socket.remoteAddress ?? '');
  if (peer === null) return unknown;
  let nearest = peer;
  const hops = forwardedFor(caller);
  while (within(nearest, trustedProxies)) {
    const next = parse(hops.pop() ?? '');
    if (next === null) break;
    nearest = next;
  }
  return nearest.toString();
};

/** Who is counted: an IPv4 address, or the network of one IPv6 customer, who has billions of addresses in it. */
export const countedAs = (address: string): string => {
  const parsed = parse(address);
  if (parsed === null || parsed.kind() === 'ipv4') return address;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${customerNetworkBits}`).toString()}/${customerNetworkBits}`;
};

const loopbackPeer = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;
/** Another name for this machine would be one that a stranger's page can use. */
const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/;
const proxyHeaders = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'] as const;

/**
 * Keeps pages for the person at this machine from everybody else, also from web pages that this machine's browser
 * shows. Throws the same 404 as an address that does not exist.
 */
export const refuseRemote = ({ headers, socket }: IncomingMessage): void => {
  const isLocal =
    loopbackPeer.test(socket.remoteAddress ?? '') &&
    loopbackHost.test(headers.host ?? '') &&
    proxyHeaders.every((name) => headers[name] === undefined);
  if (!isLocal) throw new AppError('request.not_found');
};
