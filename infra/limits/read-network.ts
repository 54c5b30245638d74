// Reads a network as an operator types it: a CIDR or a single address, in any spelling.
import ipaddr from 'ipaddr.js';

const singleAddress = (text: string): string | null => {
  const address = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text) ? ipaddr.process(text) : null;
  if (address === null) return null;
  return `${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`;
};

/** `203.0.113.7/24` is `203.0.113.0/24`; null for a text that is no network. */
export const readNetwork = (text: string): string | null => {
  const trimmed = text.trim();
  if (!trimmed.includes('/')) return singleAddress(trimmed);
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(trimmed) && !ipaddr.IPv6.isValidCIDR(trimmed)) return null;
  const [address, bits] = ipaddr.parseCIDR(trimmed);
  const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(`${address.toString()}/${bits}`).toString()}/${bits}`;
};

/** Both as `readNetwork` gives them. */
export const isNetworkWithin = (inner: string, outer: string): boolean => {
  const [[address, innerBits], [base, outerBits]] = [ipaddr.parseCIDR(inner), ipaddr.parseCIDR(outer)];
  return address.kind() === base.kind() && innerBits >= outerBits && address.match(base, outerBits);
};
