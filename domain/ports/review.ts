// Links to the page on which a recruiter sees what an interview waits for, and decides; each has a row, which can be revoked.
import type { RunRef } from '../access/ids.ts';
import type { AuditActor } from '../audit/chain.ts';
import type { LinkedRun } from '../review/reader.ts';
import type { InboxLink } from './review-sessions.ts';
import type { MailTemplate } from '../mail/placeholders.ts';

/**
 * A link as it stands, with what is true of its tenant and its interview now. Its id is that of the mail that carried it,
 * if one did.
 * Times are epoch milliseconds.
 */
export type StoredReviewLink = {
  linkId: string;
  /** The mail that carries it; null for one that a caller made. */
  template: MailTemplate | null;
  /** Null in mails of earlier versions, which went to all recruiters at once. */
  reviewer: string | null;
  createdAt: number;
  expiresAt: number;
  /** For whom a caller made it. */
  labelSealed: Uint8Array | null;
  usedAt: number | null;
  revokedAt: number | null;
} & LinkedRun;

/** Who acts and in which request, for the audit log. */
export type RevokeAct = { actor: AuditActor; requestId: string | null; at: number };

export type NewReviewLink = {
  id: string;
  reviewer: string;
  label: string;
  createdAt: number;
  expiresAt: number;
};

export interface ReviewLinkStore {
  /** With its audit entry; null when there is no such run. Throws `personal_data.erased`, `review.ended`. */
  make(run: RunRef, link: NewReviewLink, act: Omit<RevokeAct, 'at'>): Promise<StoredReviewLink | null>;
  find(run: RunRef, linkId: string): Promise<StoredReviewLink | null>;
  /** The newest first; null when there is no such run. */
  list(run: RunRef): Promise<StoredReviewLink[] | null>;
  /** Once, with its audit entry; null when there is no such link. */
  revoke(run: RunRef, linkId: string, act: RevokeAct): Promise<StoredReviewLink | null>;
}

export type NewInbox = { id: string; reviewer: string; createdAt: number; expiresAt: number };

/** Links to everything that one reviewer was sent. */
export interface InboxLinkStore {
  /** Whether any link was ever made or mailed for that reviewer. */
  isKnown(tenantId: string, reviewer: string): Promise<boolean>;
  recruitersOf(tenantId: string): Promise<readonly string[]>;
  make(tenantId: string, inbox: NewInbox, act: Omit<RevokeAct, 'at'>): Promise<void>;
  /** Once, with its audit entry; null when there is no such link. */
  revoke(tenantId: string, id: string, act: RevokeAct): Promise<InboxLink | null>;
}
