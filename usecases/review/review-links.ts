// Review links for those who may decide an interview: making one, who has one, which are live, ending one; and links to inboxes.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import { reviewerAddress, reviewerId } from '../../domain/mail/reviewers.ts';
import type { RevokeAct, InboxLinkStore, ReviewLinkStore, StoredReviewLink } from '../../domain/ports/review.ts';
import type { InboxLink } from '../../domain/ports/review-sessions.ts';
import { ofNoRun, type SignedLinks } from '../../domain/ports/signed-links.ts';
import type { Clock, Digest, Sealer } from '../../domain/ports/system.ts';
import { refusalOf } from '../../domain/review/reader.ts';
import { openIfKept } from '../../domain/seal/open.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';

export type ReviewLinkDeps = {
  reviewLinkStore: ReviewLinkStore;
  sealer: Sealer;
  keyedDigest: Digest;
  clock: Clock;
};

export type MakingDeps = ReviewLinkDeps & {
  inboxes: InboxLinkStore;
  reviewLinks: Pick<SignedLinks, 'urlOf'>;
  inboxLinks: Pick<SignedLinks, 'urlOf'>;
  newId(prefix: string): string;
};

/** Times are epoch milliseconds. */
export type ReviewLinkView = Pick<
  StoredReviewLink,
  'linkId' | 'template' | 'createdAt' | 'expiresAt' | 'usedAt' | 'revokedAt'
> & {
  /**
   * `address` is what the link was made for, else the one of the tenant's settings: null once it has left them. No reviewer
   * where one link went to all of them.
   */
  reviewer: { id: string; address: string | null } | null;
  /** Whether it opens anything now. */
  live: boolean;
};

const addressOf = async (
  { sealer, keyedDigest }: ReviewLinkDeps,
  run: RunRef,
  { linkId, template, reviewer, recruiters, labelSealed }: StoredReviewLink,
): Promise<string | null> => {
  if (template === null) return await openIfKept(sealer, sealPlaces.reviewLabel(run, linkId), labelSealed);
  return reviewer === null ? null : reviewerAddress(reviewer, { keyedDigest, tenantId: run.tenantId, recruiters });
};

const viewOf = async (deps: ReviewLinkDeps, run: RunRef, link: StoredReviewLink): Promise<ReviewLinkView> => {
  const { linkId, template, reviewer, createdAt, expiresAt, usedAt, revokedAt } = link;
  const address = await addressOf(deps, run, link);
  const { keyedDigest, clock } = deps;
  const moment = { keyedDigest, tenantId: run.tenantId, now: clock.now() };
  return {
    linkId,
    template,
    createdAt,
    expiresAt,
    usedAt,
    revokedAt,
    reviewer: reviewer === null ? null : { id: reviewer, address },
    live: refusalOf({ ...link, made: template === null }, link, moment) === null,
  };
};

export const createReviewLinkUseCases = (deps: ReviewLinkDeps) => ({
  /** The newest first. Throws `interview.not_found`. */
  list: async (run: RunRef): Promise<ReviewLinkView[]> => {
    const links = await deps.reviewLinkStore.list(run);
    if (links === null) throw new AppError('interview.not_found');
    return await Promise.all(links.map((link) => viewOf(deps, run, link)));
  },
  /** Twice is the same as once. Throws `review.link_not_found`. */
  revoke: async (run: RunRef, linkId: string, by: Omit<RevokeAct, 'at'>): Promise<ReviewLinkView> => {
    const link = await deps.reviewLinkStore.revoke(run, linkId, { ...by, at: deps.clock.now() });
    if (link === null) throw new AppError('review.link_not_found');
    return await viewOf(deps, run, link);
  },
});
export type ReviewLinkUseCases = ReturnType<typeof createReviewLinkUseCases>;

export type LinkWish = { reviewer: string; lifeMs: number };
export type MadeLink = ReviewLinkView & { url: string };
export type MadeInbox = Pick<InboxLink, 'id' | 'reviewer' | 'createdAt' | 'expiresAt'> & { url: string };

const makeLink = async (
  deps: MakingDeps,
  run: RunRef,
  wish: LinkWish,
  by: Omit<RevokeAct, 'at'>,
): Promise<MadeLink> => {
  const createdAt = deps.clock.now();
  const expiresAt = createdAt + wish.lifeMs;
  const link = {
    id: deps.newId('rvl'),
    reviewer: reviewerId(deps.keyedDigest, run.tenantId, wish.reviewer),
    label: wish.reviewer,
    createdAt,
    expiresAt,
  };
  const made = await deps.reviewLinkStore.make(run, link, by);
  if (made === null) throw new AppError('interview.not_found');
  const url = deps.reviewLinks.urlOf({ runId: run.runId, linkId: link.id, expiresAt });
  return { ...(await viewOf(deps, run, made)), url };
};

/** Whoever has the link sees everything that this reviewer was sent: nobody gets one who was never sent anything. */
const makeInbox = async (
  deps: MakingDeps,
  tenantId: string,
  wish: LinkWish,
  by: Omit<RevokeAct, 'at'>,
): Promise<MadeInbox> => {
  const { inboxes, keyedDigest } = deps;
  const reviewer = reviewerId(keyedDigest, tenantId, wish.reviewer);
  const recruiters = await inboxes.recruitersOf(tenantId);
  const isNamed = reviewerAddress(reviewer, { keyedDigest, tenantId, recruiters }) !== null;
  if (!isNamed && !(await inboxes.isKnown(tenantId, reviewer))) throw new AppError('review.reviewer_unknown');
  const createdAt = deps.clock.now();
  const inbox = { id: deps.newId('rvi'), reviewer, createdAt, expiresAt: createdAt + wish.lifeMs };
  await inboxes.make(tenantId, inbox, by);
  const url = deps.inboxLinks.urlOf({ runId: ofNoRun, linkId: inbox.id, expiresAt: inbox.expiresAt });
  return { ...inbox, url };
};

/** The address stands in the answer alone, and is not kept. */
export const createLinkMaking = (deps: MakingDeps) => ({
  /** Throws `interview.not_found`, `personal_data.erased`, `review.ended`. */
  makeLink: (run: RunRef, wish: LinkWish, by: Omit<RevokeAct, 'at'>) => makeLink(deps, run, wish, by),
  /** Throws `review.reviewer_unknown`. */
  makeInbox: (tenantId: string, wish: LinkWish, by: Omit<RevokeAct, 'at'>) => makeInbox(deps, tenantId, wish, by),
  /** Throws `review.link_not_found`. */
  revokeInbox: async (tenantId: string, id: string, by: Omit<RevokeAct, 'at'>): Promise<InboxLink> => {
    const inbox = await deps.inboxes.revoke(tenantId, id, { ...by, at: deps.clock.now() });
    if (inbox === null) throw new AppError('review.link_not_found');
    return inbox;
  },
});
export type LinkMaking = ReturnType<typeof createLinkMaking>;
