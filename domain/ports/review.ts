// Links to the page on which a recruiter sees what an interview waits for, and decides; each has a row, which can be revoked.
import type { RunRef } from '../access/ids.ts';
import type { AuditActor } from '../audit/chain.ts';
import type { InterviewState } from '../lifecycle/state.ts';
import type { MailTemplate } from '../mail/placeholders.ts';

/**
 * A link as it stands, with what is true of its tenant and its interview now. Its id is that of the mail that carried it.
 * Times are epoch milliseconds.
 */
export type StoredReviewLink = {
  linkId: string;
  /** The mail that carries it. */
  template: MailTemplate;
  /** Null in mails of earlier versions, which went to all recruiters at once. */
  reviewer: string | null;
  createdAt: number;
  usedAt: number | null;
  revokedAt: number | null;
  recruiters: readonly string[];
  state: InterviewState;
};

/** Who acts and in which request, for the audit log. */
export type RevokeAct = { actor: AuditActor; requestId: string | null; at: number };

export interface ReviewLinkStore {
  find(run: RunRef, linkId: string): Promise<StoredReviewLink | null>;
  /** The newest first; null when there is no such run. */
  list(run: RunRef): Promise<StoredReviewLink[] | null>;
  /** Once, with its audit entry; null when there is no such link. */
  revoke(run: RunRef, linkId: string, act: RevokeAct): Promise<StoredReviewLink | null>;
  /** To the minute: opening a page writes little. */
  noteUse(run: RunRef, linkId: string, at: number): Promise<void>;
}
