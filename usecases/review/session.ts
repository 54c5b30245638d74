// How a reviewer gets in: a link's token is exchanged for a cookie, and every call is held against the link as it is then.
import type { ReviewPrincipal } from '../../domain/access/principal.ts';
import { AppError } from '../../domain/errors.ts';
import { reviewerAddress } from '../../domain/mail/reviewers.ts';
import type { InboxLink, LinkedPlace, ReviewSessionStore, SessionReading } from '../../domain/ports/review-sessions.ts';
import { ofNoRun, type SignedLinks } from '../../domain/ports/signed-links.ts';
import type { Clock, Digest, Sealer } from '../../domain/ports/system.ts';
import { addressOf, refusalOf } from '../../domain/review/reader.ts';
import { openIfKept } from '../../domain/seal/open.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import type { ReviewEntry } from './view.ts';

export type ReviewSessionDeps = {
  reviewSessions: ReviewSessionStore;
  reviewLinks: Pick<SignedLinks, 'read'>;
  inboxLinks: Pick<SignedLinks, 'read'>;
  sealer: Sealer;
  keyedDigest: Digest;
  clock: Clock;
  newToken(): string;
};

/** A working day; a link that ends earlier ends its session as well. */
export const sessionLifeMs = 12 * 3_600_000;

const hashOf = ({ keyedDigest }: Pick<ReviewSessionDeps, 'keyedDigest'>, value: string): string =>
  keyedDigest(`review:${value}`);

export type OpenedReview = { entry: ReviewEntry; cookie: { value: string; maxAgeSeconds: number } };

/** What a token opens, once it may. */
type Opening = {
  tenantId: string;
  reviewer: string;
  link: { id: string; runId: string | null; made: boolean };
  label: string | null;
  endsAt: number;
};

type Naming = Pick<ReviewSessionDeps, 'keyedDigest' | 'clock' | 'sealer'>;

/** What the reader is called: the address of the tenant's settings, or the label that the link was made for. */
export const labelOf = async (
  { sealer }: Pick<Naming, 'sealer'>,
  { tenantId, runId, linkId, label }: Pick<ReviewPrincipal, 'tenantId' | 'runId' | 'linkId' | 'label'>,
): Promise<string | null> => {
  if (label.address !== null || runId === null) return label.address;
  return await openIfKept(sealer, sealPlaces.reviewLabel({ tenantId, runId }, linkId), label.sealed);
};

const judge = ({ keyedDigest, clock }: Naming, { run, link, linked }: LinkedPlace) =>
  refusalOf(link, linked, { keyedDigest, tenantId: run.tenantId, now: clock.now() });

const labelAt = ({ keyedDigest }: Pick<Naming, 'keyedDigest'>, { run, link, linked }: LinkedPlace) => ({
  address: addressOf(link, linked.recruiters, { keyedDigest, tenantId: run.tenantId }),
  sealed: link.labelSealed,
});

const openRun = async (deps: ReviewSessionDeps, token: string): Promise<Opening | null> => {
  const signed = deps.reviewLinks.read(token);
  if (signed === null) return null;
  if (signed.expiresAt <= deps.clock.now()) throw new AppError('review.link_expired');
  const place = await deps.reviewSessions.findLink(signed.runId, signed.linkId);
  if (place === null) throw new AppError('review.link_invalid');
  const refusal = judge(deps, place);
  if (refusal !== null) throw new AppError(refusal);
  const { run, link } = place;
  const label = await labelOf(deps, { ...run, linkId: link.linkId, label: labelAt(deps, place) });
  return {
    tenantId: run.tenantId,
    reviewer: link.reviewer ?? link.linkId,
    link: { id: link.linkId, runId: run.runId, made: link.made },
    label,
    endsAt: Math.min(signed.expiresAt, link.expiresAt),
  };
};

const checkInbox = ({ revokedAt, expiresAt }: Pick<InboxLink, 'revokedAt' | 'expiresAt'>, now: number): void => {
  if (revokedAt !== null) throw new AppError('review.link_revoked');
  if (expiresAt <= now) throw new AppError('review.link_expired');
};

const openInbox = async (deps: ReviewSessionDeps, token: string): Promise<Opening | null> => {
  const signed = deps.inboxLinks.read(token);
  if (signed === null) return null;
  const inbox = signed.runId === ofNoRun ? await deps.reviewSessions.findInbox(signed.linkId) : null;
  if (inbox === null) throw new AppError('review.link_invalid');
  checkInbox({ ...inbox, expiresAt: Math.min(inbox.expiresAt, signed.expiresAt) }, deps.clock.now());
  const { id, tenantId, reviewer, recruiters } = inbox;
  return {
    tenantId,
    reviewer,
    link: { id, runId: null, made: true },
    label: reviewerAddress(reviewer, { keyedDigest: deps.keyedDigest, tenantId, recruiters }),
    endsAt: inbox.expiresAt,
  };
};

/** Every exchange gives a value of its own, whatever the browser came with: nobody can sit down in a session that they made. */
const open = async (deps: ReviewSessionDeps, token: string, presented: string | undefined): Promise<OpenedReview> => {
  const opening = (await openRun(deps, token)) ?? (await openInbox(deps, token));
  if (opening === null) throw new AppError('review.link_invalid');
  const { endsAt, label, link, ...whose } = opening;
  const [createdAt, value] = [deps.clock.now(), deps.newToken()];
  await deps.reviewSessions.open({
    ...whose,
    link,
    hash: hashOf(deps, value),
    former: presented === undefined ? null : hashOf(deps, presented),
    createdAt,
    expiresAt: Math.min(createdAt + sessionLifeMs, endsAt),
  });
  const entry: ReviewEntry = { kind: link.runId === null ? 'inbox' : 'run', runId: link.runId, label };
  // The rows say how long each link is open; this only keeps the value.
  return { entry, cookie: { value, maxAgeSeconds: sessionLifeMs / 1_000 } };
};

/** The newest link of the run that opens it; throws why none does. */
const placeIn = (deps: Naming, places: readonly LinkedPlace[]): LinkedPlace => {
  const [newest] = places;
  if (newest === undefined) throw new AppError('interview.not_found');
  const live = places.find((place) => judge(deps, place) === null);
  if (live !== undefined) return live;
  throw new AppError(judge(deps, newest) ?? 'review.link_invalid');
};

/** Who asks, by what is true of their links now; throws what `placeIn` throws, 410 once the link to an inbox has ended. */
const principalOf = (
  deps: Naming,
  sessionHash: string,
  runId: string | null,
  { tenantId, reviewer, blindFirst, recruiters, inbox, places }: SessionReading,
): ReviewPrincipal => {
  const now = deps.clock.now();
  const live = inbox !== null && inbox.revokedAt === null && inbox.expiresAt > now ? inbox : null;
  const whose = { kind: 'review' as const, tenantId, sessionHash, reviewer, blindFirst, inbox: live !== null };
  if (runId === null && live !== null) {
    const address = reviewerAddress(reviewer, { keyedDigest: deps.keyedDigest, tenantId, recruiters });
    return { ...whose, runId: null, linkId: live.id, label: { address, sealed: null } };
  }
  const seen = places.filter(({ viaInbox }) => live !== null || !viaInbox);
  if (seen.length === 0 && inbox !== null) checkInbox(inbox, now);
  const place = placeIn(deps, seen);
  return { ...whose, runId: place.run.runId, linkId: place.link.linkId, label: labelAt(deps, place) };
};

export type FoundReviewer = { sessionHash: string; uploadBytesMax: number | null; admit(): ReviewPrincipal };

const valuePattern = /^[\w-]{43}$/;

export const createReviewSessions = (deps: ReviewSessionDeps) => ({
  /** The link, ended ones included, for counting; null for what we did not sign. */
  holderOf: (token: string): string | null =>
    (deps.reviewLinks.read(token) ?? deps.inboxLinks.read(token))?.linkId ?? null,
  /** Throws `review.link_*` (404, 410), `review.ended`, `personal_data.erased`. */
  open: (token: string, presented: string | undefined): Promise<OpenedReview> => open(deps, token, presented),
  /** Whose a cookie is; null for nobody's. With a run, `admit` throws unless it is open to them. */
  find: async (presented: string, runId: string | null): Promise<FoundReviewer | null> => {
    if (!valuePattern.test(presented)) return null;
    const sessionHash = hashOf(deps, presented);
    const reading = await deps.reviewSessions.find(sessionHash, runId, deps.clock.now());
    if (reading === null) return null;
    const { uploadBytesMax } = reading;
    return { sessionHash, uploadBytesMax, admit: () => principalOf(deps, sessionHash, runId, reading) };
  },
  entry: async (reader: ReviewPrincipal): Promise<ReviewEntry> => ({
    kind: reader.inbox ? 'inbox' : 'run',
    runId: reader.inbox ? null : reader.runId,
    label: await labelOf(deps, reader),
  }),
  end: ({ sessionHash }: ReviewPrincipal): Promise<void> => deps.reviewSessions.end(sessionHash),
});
export type ReviewSessions = ReturnType<typeof createReviewSessions>;
