// Legal holds: while one lives, nothing of its run is erased, neither on request nor by retention.
import type { RunRef } from '../access/ids.ts';
import type { AuditActor } from '../audit/chain.ts';

/** In codes, ids and epoch milliseconds; its texts are sealed apart. A hold lives until it is released or ends. */
export type Hold = {
  id: string;
  runId: string;
  /** Why, as a code of the caller's own list. */
  reasonCode: string;
  placedBy: { kind: AuditActor['kind']; id: string | null };
  placedAt: number;
  endsAt: number;
  releasedAt: number | null;
};

/** A hold with its sealed texts: what a person wrote, and the person who asked for it. */
export type StoredHold = Hold & { noteSealed: Uint8Array | null };

/** What a person wrote when placing a hold, and who answers for it; sealed with the run's personal key. */
export type HoldTexts = { note?: string; heldBy?: string };

export type NewHold = Omit<Hold, 'runId' | 'releasedAt'> & { noteSealed: Uint8Array | null };

/** Who acts and in which request, for the audit log. */
export type HoldAct = { actor: AuditActor; requestId: string | null; at: number };

export interface HoldStore {
  /**
   * Places a hold in one transaction with its audit entry, holding the run's row so that no erasure begins meanwhile.
   * Throws `interview.not_found`, `hold.erasure_running`, `hold.nothing_left` and `hold.too_many`.
   */
  place(run: RunRef, hold: NewHold, act: HoldAct): Promise<StoredHold>;
  /** Releases a live hold; one that was released or has ended stays as it is. Throws `hold.not_found`. */
  release(run: RunRef, holdId: string, act: HoldAct): Promise<StoredHold>;
  /** The newest first, past ones too; null when there is no such run. */
  list(run: RunRef): Promise<StoredHold[] | null>;
}
