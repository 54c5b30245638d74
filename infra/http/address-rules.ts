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

/**
 * What clouds answer to their own machines under addresses that look public, each from its vendor's documentation. The
 * usual metadata services need no row, as they lie in ranges that are refused anyway: link-local 169.254.0.0/16 and
 * fe80::/10 (169.254.169.254 of AWS, Azure, Google, Oracle, OpenStack, DigitalOcean and others, 169.254.170.2 of ECS,
 * 169.254.42.42 of Scaleway), shared 100.64.0.0/10 (100.100.100.200 of Alibaba), reserved 192.0.0.0/24 (192.0.0.192 of
 * Oracle), and unique local fc00::/7 (fd00:ec2::254 of AWS, fd20:ce::254 of Google). Kubernetes' own addresses are
 * private unless an operator chose public ones, which only an egress rule of the network can know.
 */
const platformNetworks = [
  // Azure's WireServer: learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
  '168.63.129.16/32',
  // restricted. and private.googleapis.com: cloud.google.com/vpc/docs/configure-private-google-access
  '199.36.153.4/30',
  '199.36.153.8/30',
  '2600:2d00:2:1000::/64',
  '2600:2d00:2:2000::/64',
  // IBM Cloud's service endpoints: cloud.ibm.com/docs/vpc?topic=vpc-service-endpoints-for-vpc
  '161.26.0.0/16',
  '166.8.0.0/14',
].map((network) => ipaddr.parseCIDR(network));

type Network = (typeof platformNetworks)[number];

/** An IPv4 address in IPv6 clothes is judged as what it is. */
const liesIn = (address: string, networks: readonly Network[]): boolean => {
  const parsed = ipaddr.process(address);
  return networks.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match(base, bits));
};

const isPublic = (address: string): boolean => {
  const parsed = ipaddr.process(address);
  const given = parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(publicBase, publicBits));
  return given && !liesIn(address, platformNetworks);
};

export const createAddressRules = (allowedNetworks: readonly string[]): AddressRules => {
  const networks = allowedNetworks.map((network) => ipaddr.parseCIDR(network));
  return {
    namesNetworks: networks.length > 0,
    problemOf: (address, unlessNamed) => {
      if (isIP(address) === 0) return 'address_not_allowed';
      if (liesIn(address, networks)) return null;
      if (unlessNamed !== null) return unlessNamed;
      return isPublic(address) ? null : 'address_not_allowed';
    },
  };
};
