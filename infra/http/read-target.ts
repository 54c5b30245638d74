// What the text of an address alone says about calling it, before any name is looked up.
import { isIP } from 'node:net';
import type { OutboundFailure } from '../../domain/ports/outbound.ts';
import type { AddressRules } from './address-rules.ts';

const urlCharactersMax = 4_096;
const openPorts: readonly string[] = ['443', '8443'];

/** White space and control characters vanish in some parsers, backslashes turn into slashes: two readers would see two addresses. */
const ambiguous = /[\s\p{Cc}\\]/u;

const parse = (text: string): URL | null => {
  if (text.length > urlCharactersMax || ambiguous.test(text)) return null;
  return URL.parse(text);
};

/** The host without the brackets of IPv6 and without the dot at the end. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$|\.$/gu, '');

/** Why only networks that the operator named may be called like this; null when public addresses may be as well. */
export const unlessNamed = (protocol: string, port: string): OutboundFailure | null => {
  if (protocol !== 'https:') return 'scheme_not_allowed';
  return openPorts.includes(port === '' ? '443' : port) ? null : 'port_not_allowed';
};

/** The address behind a name that always means this very machine, or the one that is written out. */
const knownAddress = (host: string): string | null => {
  if (isIP(host) !== 0) return host;
  return host === 'localhost' || host.endsWith('.localhost') ? '127.0.0.1' : null;
};

const problemOfHost = (url: URL, rules: AddressRules): OutboundFailure | null => {
  const objection = unlessNamed(url.protocol, url.port);
  const address = knownAddress(bareHost(url.hostname));
  if (address !== null) return rules.problemOf(address, objection);
  return rules.namesNetworks ? null : objection;
};

/** The parsed address, or why it is not called. */
export const readTarget = (text: string, rules: AddressRules): URL | OutboundFailure => {
  const url = parse(text);
  if (url === null) return 'url_invalid';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme_not_allowed';
  if (url.username !== '' || url.password !== '') return 'credentials_in_url';
  return problemOfHost(url, rules) ?? url;
};
