// A candidate is a person with one or more runs: the runs of one tenant whose address is one mailbox.
import { addressKey } from '../mail/address.ts';
import type { Digest } from '../ports/system.ts';

/** Equal for all spellings of one mailbox within one tenant; with the key of `keyedDigest` alone a guess can be checked. */
export const mailboxDigest = (keyedDigest: Digest, tenantId: string, email: string): string =>
  keyedDigest(`candidate:${tenantId}:${addressKey(email)}`);

/** What a system that hires says of a person beside the name and the address; kept sealed as the profile of the request. */
export type CandidateProfile = { phone?: string; appliedAt?: string; resumeText?: string };
