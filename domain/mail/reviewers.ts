// Who a recruiter's mail is for: rows hold a keyed hash of the address, and the address itself stays in the tenant's settings.
import type { Digest } from '../ports/system.ts';

export type Reviewers = { keyedDigest: Digest; tenantId: string; recruiters: readonly string[] };

/** The same for every spelling in upper and lower case; nobody without the deployment's key can tell an address from it. */
export const reviewerId = (keyedDigest: Digest, tenantId: string, address: string): string =>
  `rev_${keyedDigest(`reviewer:${tenantId}:${address.toLowerCase()}`).slice(0, 26)}`;

/** The address as the tenant's settings have it now; null once this reviewer has left them. */
export const reviewerAddress = (reviewer: string, { keyedDigest, tenantId, recruiters }: Reviewers): string | null =>
  recruiters.find((address) => reviewerId(keyedDigest, tenantId, address) === reviewer) ?? null;
