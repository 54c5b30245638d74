// Opening a session: what is kept of it. Who holds it stands in voice.ts.
import type { RunRef } from '../access/ids.ts';
import type { SessionMode } from '../lifecycle/state.ts';

export type NewSession = { id: string; attempt: number; provider: string; mode: SessionMode };

/** `opened` says whether its provider is known to have opened it. */
export type StoredSession = { id: string; provider: string; mode: SessionMode; opened: boolean };

export interface SessionStore {
  /** Begins an attempt, once: repeated, it gives the session that was stored first. */
  claim(run: RunRef, session: NewSession): Promise<StoredSession>;
  /** Harmless when repeated. */
  markOpened(
    run: RunRef,
    opened: { sessionId: string; externalId: string; openedAt: number; expiresAt: number },
  ): Promise<void>;
  /** The language of the run, or null when there is no such run. */
  readLocale(run: RunRef): Promise<string | null>;
}
