// Who decided, as an id that tells people apart without naming them: the one that mails to reviewers have.
import { addressIn, isMailable } from '../mail/address.ts';
import { recruitersOf, reviewerId } from '../mail/reviewers.ts';
import type { Digest } from '../ports/system.ts';
import { resolveSettings } from '../tenant/policy.ts';
import type { TenantOverrides } from '../tenant/settings.ts';
import { typedAs } from '../text/typed-text.ts';

/** The same for every spelling of one mailbox, and for every spelling of one name in upper and lower case. */
export const deciderId = (keyedDigest: Digest, tenantId: string, name: string): string => {
  const address = addressIn(name);
  return reviewerId(keyedDigest, tenantId, isMailable(address) ? address : typedAs('name', name).toLowerCase());
};

/** Everybody whom the tenant, or the connection of the order, names as a reviewer. */
export const reviewerIds = (
  settings: TenantOverrides,
  named: string | null,
  { keyedDigest, tenantId }: { keyedDigest: Digest; tenantId: string },
): string[] =>
  recruitersOf(resolveSettings(settings).mail, named).map((address) => reviewerId(keyedDigest, tenantId, address));
