// Which machines may be called: public ones, and those in the networks that the operator named.
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { OutboundFailure } from '../../domain/ports/outbound.ts';

export interface AddressRules {
  /** Whether the operator named any network, without which no name can lead into one. */
  readonly namesNetworks: boolean;
  /**
   * Why the IP address may not be called, or null. `unlessNamed` is the objection to everything outside the named
   * networks (a scheme or port that only they may have); null when public addresses are fine as well.
   */
  problemOf(address: string, unlessNamed: OutboundFailure | null): OutboundFailure | null;
}

/** All of IPv6 that is given out to the public; the rest is old, local or yet to come. */
const [publicBase, publicBits] = ipaddr.IPv6.parseCIDR('2000::/3');

const isPublic = (address: string): boolean => {
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(publicBase, publicBits));
};

export const createAddressRules = (allowedNetworks: readonly string[]): AddressRules => {
  const networks = allowedNetworks.map((network) => ipaddr.parseCIDR(network));
  const isNamed = (address: string): boolean => {
    // An IPv4 address in IPv6 clothes is judged as what it is.
    const parsed = ipaddr.process(address);
    return networks.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match(base, bits));
  };
  return {
    namesNetworks: networks.length > 0,
    problemOf: (address, unlessNamed) => {
      if (isIP(address) === 0) return 'address_not_allowed';
      if (isNamed(address)) return null;
      if (unlessNamed !== null) return unlessNamed;
      return isPublic(address) ? null : 'address_not_allowed';
    },
  };
};
