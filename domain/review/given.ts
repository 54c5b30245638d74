// Whether a run that a link was made or mailed for is still its reader's: mails count as long as the settings name the reader.
import { recruitersOf, reviewerAddress } from '../mail/reviewers.ts';
import type { Digest } from '../ports/system.ts';

/** How a reader came by a run. */
export type Given = {
  /** By a link that a caller made; else by mails alone. */
  made: boolean;
  /** Whom the connection names that the run was ordered over. */
  namedRecruiter: string | null;
};

export type GivenTo = { reviewer: string; tenantId: string; recruiters: readonly string[]; keyedDigest: Digest };

/** Looks each recruiter up once, however many runs there are. */
export const givenTo = ({ reviewer, tenantId, recruiters, keyedDigest }: GivenTo): ((run: Given) => boolean) => {
  const known = new Map<string | null, boolean>();
  const isNamed = (named: string | null): boolean =>
    reviewerAddress(reviewer, {
      keyedDigest,
      tenantId,
      recruiters: recruitersOf({ recruiters: [...recruiters] }, named),
    }) !== null;
  return ({ made, namedRecruiter }) => {
    if (made) return true;
    const found = known.get(namedRecruiter) ?? isNamed(namedRecruiter);
    known.set(namedRecruiter, found);
    return found;
  };
};
