// Who sits at the recruiter's page: what of links and cookies is stored, and what is read to let somebody in.
import type { RunRef } from '../access/ids.ts';
import type { LinkedRun, LinkStanding } from '../review/reader.ts';

/** A link with the run that it opens. */
export type LinkedPlace = { run: RunRef; link: LinkStanding; linked: LinkedRun };

/** A link to everything that one reviewer was sent. */
export type InboxLink = {
  id: string;
  tenantId: string;
  reviewer: string;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
  revokedAt: number | null;
};

/** What a cookie stands for as one call sees it. */
export type SessionReading = {
  tenantId: string;
  reviewer: string;
  blindFirst: boolean;
  /** Those of the tenant alone. */
  recruiters: readonly string[];
  /** Largest body that the tenant may send, null for no cap of its own. */
  uploadBytesMax: number | null;
  /** Of the cookie, null where it holds no link to an inbox. */
  inbox: { id: string; expiresAt: number; revokedAt: number | null } | null;
  /** The links of the run that is asked about, without one those of all its runs; the newest first. */
  places: (LinkedPlace & { viaInbox: boolean })[];
};

/** `reviewer` is the link's own id where the link went to all recruiters at once. */
export type NewSession = {
  hash: string;
  /** Of the cookie that the browser had: what it stood for goes on under the new one, if it was the same reader's. */
  former: string | null;
  tenantId: string;
  reviewer: string;
  link: { id: string; runId: string | null; made: boolean };
  createdAt: number;
  expiresAt: number;
};

export interface ReviewSessionStore {
  /** Only the link's run is known before its tenant is. Null for no such link. */
  findLink(runId: string, linkId: string): Promise<LinkedPlace | null>;
  findInbox(id: string): Promise<(InboxLink & { recruiters: readonly string[] }) | null>;
  /** Adds the session and notes the link's use, in one statement. */
  open(session: NewSession): Promise<void>;
  /** Null when the cookie is nobody's. */
  find(hash: string, runId: string | null, now: number): Promise<SessionReading | null>;
  end(hash: string): Promise<void>;
}
