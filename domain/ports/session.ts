// What opening a session and watching a conversation need of the database.
import type { SessionMode } from '../lifecycle/state.ts';

export type NewSession = { id: string; attempt: number; provider: string; mode: SessionMode };

/** `opened` says whether its provider is known to have opened it. */
export type StoredSession = { id: string; provider: string; mode: SessionMode; opened: boolean };

export interface SessionStore {
  /** Begins an attempt, once: repeated, it gives the session that was stored first. */
  claim(tenantId: string, runId: string, session: NewSession): Promise<StoredSession>;
  /** Harmless when repeated. */
  markOpened(
    tenantId: string,
    runId: string,
    opened: { sessionId: string; externalId: string; openedAt: number; expiresAt: number },
  ): Promise<void>;
  /** The language of the run, or null when there is no such run. */
  readLocale(tenantId: string, runId: string): Promise<string | null>;
}

export interface ProgressStore {
  /** The candidate's last sign of life in epoch milliseconds, the answers stored, whether the closing was reached. */
  readProgress(tenantId: string, runId: string): Promise<{ lastTurnAt: number | null; answers: number; done: boolean }>;
}
