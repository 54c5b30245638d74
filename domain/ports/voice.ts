// Where the candidate is interviewed: the embedded room, later telephone or browser voice services.
import type { SessionMode } from '../lifecycle/state.ts';

export type OpenedSession = {
  /** The provider's own id, stored with the session. */
  externalId: string;
  /** Epoch milliseconds after which the join credential is void. */
  expiresAt: number;
};

export interface VoiceProvider {
  readonly name: string;
  /**
   * Opens a session, or returns the one already opened under `idempotencyKey`. Throws AppError
   * `session.provider_unavailable` when it cannot be reached.
   */
  open(
    input: { idempotencyKey: string; sessionId: string; mode: SessionMode; locale: string },
    signal: AbortSignal,
  ): Promise<OpenedSession>;
}
