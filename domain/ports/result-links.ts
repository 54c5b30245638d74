// Links to the public page of one result: handed to the ATS with the result, ended by time or by hand.
import type { RunRef } from '../access/ids.ts';
import type { AuditActor } from '../audit/chain.ts';

/** Times are epoch milliseconds. */
export type ResultLink = {
  id: string;
  createdAt: number;
  expiresAt: number;
  /** Last use, to the minute. */
  usedAt: number | null;
  revokedAt: number | null;
};

/** What a tenant lets everybody see who has the link. */
export const resultDetails = ['summary', 'quotes'] as const;
export type ResultDetail = (typeof resultDetails)[number];

export interface ResultLinkStore {
  /** The run's newest link that is live until `from` at least, else a new one that ends at `until`; null without such a run. */
  current(run: RunRef, wish: { id: string; from: number; until: number }): Promise<ResultLink | null>;
  find(run: RunRef, id: string): Promise<ResultLink | null>;
  /** The newest first; null when there is no such run. */
  list(run: RunRef): Promise<ResultLink[] | null>;
  /** Once, with its audit entry; null when there is no such link. */
  revoke(
    run: RunRef,
    id: string,
    by: { actor: AuditActor; requestId: string | null; at: number },
  ): Promise<ResultLink | null>;
  noteUse(run: RunRef, id: string, at: number): Promise<void>;
}

export interface ResultLinks {
  /** The address of the page; made at the first call, and anew once the one before has ended. */
  urlFor(run: RunRef): Promise<string>;
}
