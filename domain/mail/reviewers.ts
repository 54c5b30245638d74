// Who a recruiter's mail is for: rows hold a keyed hash of the address, and the address itself stays in the tenant's settings.
import type { Digest } from '../ports/system.ts';
import { addressKey } from './address.ts';
import type { MailSettings } from './mail-settings.ts';

/** Those of the tenant, and the one whom the connection names that the order of the run came through. */
export const recruitersOf = ({ recruiters }: Pick<MailSettings, 'recruiters'>, named: string | null): string[] =>
  named === null || recruiters.some((address) => addressKey(address) === addressKey(named))
    ? [...recruiters]
    : [...recruiters, named];

export type Reviewers = { keyedDigest: Digest; tenantId: string; recruiters: readonly string[] };

const idOf = (keyedDigest: Digest, tenantId: string, key: string): string =>
  `rev_${keyedDigest(`reviewer:${tenantId}:${key}`).slice(0, 26)}`;

/** The same for every spelling of one mailbox; nobody without the deployment's key can tell an address from it. */
export const reviewerId = (keyedDigest: Digest, tenantId: string, address: string): string =>
  idOf(keyedDigest, tenantId, addressKey(address));

/** The address as the tenant's settings have it now; null once this reviewer has left them. */
export const reviewerAddress = (reviewer: string, { keyedDigest, tenantId, recruiters }: Reviewers): string | null =>
  recruiters.find((address) => reviewerId(keyedDigest, tenantId, address) === reviewer) ??
  // Earlier versions took upper and lower case for the same in the local part too.
  recruiters.find((address) => idOf(keyedDigest, tenantId, address.toLowerCase()) === reviewer) ??
  null;
