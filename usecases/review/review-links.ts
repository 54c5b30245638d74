// The review links of an interview, for those who may decide it: who was sent one, which are live, and ending one.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import { isTerminal } from '../../domain/lifecycle/state.ts';
import { reviewLinkLifeMs } from '../../domain/mail/compose.ts';
import { reviewerAddress } from '../../domain/mail/reviewers.ts';
import type { RevokeAct, ReviewLinkStore, StoredReviewLink } from '../../domain/ports/review.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';

export type ReviewLinkDeps = { reviewLinkStore: ReviewLinkStore; keyedDigest: Digest; clock: Clock };

/** Times are epoch milliseconds. */
export type ReviewLinkView = Omit<StoredReviewLink, 'recruiters' | 'state' | 'reviewer'> & {
  /** `address` is null once the reviewer has left the tenant's settings; no reviewer where one link went to all of them. */
  reviewer: { id: string; address: string | null } | null;
  expiresAt: number;
  /** Whether it opens anything now. */
  live: boolean;
};

/**
 * Whose link it is. It is dead once it was revoked or its reader has left the tenant's settings: looked at whenever it is
 * used, so that nothing needs to be swept. One that went to all recruiters is dead once the tenant names none.
 */
export const readerOf = (
  { reviewer, recruiters, revokedAt }: StoredReviewLink,
  { keyedDigest, tenantId }: { keyedDigest: Digest; tenantId: string },
): { address: string | null; dead: boolean } => {
  if (reviewer === null) return { address: null, dead: revokedAt !== null || recruiters.length === 0 };
  const address = reviewerAddress(reviewer, { keyedDigest, tenantId, recruiters });
  return { address, dead: revokedAt !== null || address === null };
};

const viewOf = ({ keyedDigest, clock }: ReviewLinkDeps, tenantId: string, link: StoredReviewLink): ReviewLinkView => {
  const { recruiters: _, state, reviewer, ...shown } = link;
  const { address, dead } = readerOf(link, { keyedDigest, tenantId });
  const expiresAt = link.createdAt + reviewLinkLifeMs;
  return {
    ...shown,
    reviewer: reviewer === null ? null : { id: reviewer, address },
    expiresAt,
    live: !dead && expiresAt > clock.now() && !isTerminal(state),
  };
};

export const createReviewLinkUseCases = (deps: ReviewLinkDeps) => ({
  /** The newest first. Throws `interview.not_found`. */
  list: async (run: RunRef): Promise<ReviewLinkView[]> => {
    const links = await deps.reviewLinkStore.list(run);
    if (links === null) throw new AppError('interview.not_found');
    return links.map((link) => viewOf(deps, run.tenantId, link));
  },
  /** Twice is the same as once. Throws `review.link_not_found`. */
  revoke: async (run: RunRef, linkId: string, by: Omit<RevokeAct, 'at'>): Promise<ReviewLinkView> => {
    const link = await deps.reviewLinkStore.revoke(run, linkId, { ...by, at: deps.clock.now() });
    if (link === null) throw new AppError('review.link_not_found');
    return viewOf(deps, run.tenantId, link);
  },
});
export type ReviewLinkUseCases = ReturnType<typeof createReviewLinkUseCases>;
