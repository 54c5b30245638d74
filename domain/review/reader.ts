// Who may read by a review link now: looked at with every call, so that nothing needs to be swept when a link ends.
import type { ErrorCode } from '../errors.ts';
import type { InterviewState, Outcome } from '../lifecycle/state.ts';
import { isTerminal } from '../lifecycle/state.ts';
import { reviewerAddress } from '../mail/reviewers.ts';
import type { Digest } from '../ports/system.ts';

/** A link as it stands. Times are epoch milliseconds. */
export type LinkStanding = {
  linkId: string;
  /** Null in mails of earlier versions, which went to all recruiters at once. */
  reviewer: string | null;
  /** Made by a caller for a label of any kind; else it was mailed to a recruiter. */
  made: boolean;
  createdAt: number;
  expiresAt: number;
  revokedAt: number | null;
  labelSealed: Uint8Array | null;
};

/** The run that it opens, with what its tenant says of recruiters now. */
export type LinkedRun = {
  state: InterviewState;
  outcome: Outcome | null;
  erased: boolean;
  recruiters: readonly string[];
};

/** Ended by a person's decision, and not by time, the candidate, or a failure. */
export const isDecided = ({ outcome }: Pick<LinkedRun, 'outcome'>): boolean =>
  outcome === 'PLAN_REJECTED' || outcome === 'ASSESSMENT_APPROVED' || outcome === 'ASSESSMENT_REJECTED';

/** Nothing is left to read: it ended, and no person decided it. What was decided can be asked to be reviewed. */
export const isClosed = (run: Pick<LinkedRun, 'state' | 'outcome'>): boolean =>
  isTerminal(run.state) && !isDecided(run);

export type Naming = { keyedDigest: Digest; tenantId: string };

/** The address of a mailed link's reader, null once it has left the tenant's settings. */
export const addressOf = (
  { reviewer }: Pick<LinkStanding, 'reviewer'>,
  recruiters: readonly string[],
  naming: Naming,
): string | null => (reviewer === null ? null : reviewerAddress(reviewer, { ...naming, recruiters }));

/** A mailed link is dead once its reader has left the settings, one for all of them once they name nobody. */
const hasReader = (
  link: Pick<LinkStanding, 'made' | 'reviewer'>,
  recruiters: readonly string[],
  naming: Naming,
): boolean => {
  if (link.made) return true;
  return link.reviewer === null ? recruiters.length > 0 : addressOf(link, recruiters, naming) !== null;
};

/** Why it opens nothing, or null. */
export const refusalOf = (
  link: Omit<LinkStanding, 'linkId' | 'createdAt' | 'labelSealed'>,
  run: LinkedRun,
  { now, ...naming }: Naming & { now: number },
): ErrorCode | null => {
  if (run.erased) return 'personal_data.erased';
  if (link.revokedAt !== null || !hasReader(link, run.recruiters, naming)) return 'review.link_revoked';
  if (link.expiresAt <= now) return 'review.link_expired';
  return isClosed(run) ? 'review.ended' : null;
};
