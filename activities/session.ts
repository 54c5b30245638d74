// The work of the conversation that the workflow asks for: open a session, see how far it has come.
import { AppError } from '../domain/errors.ts';
import type { SessionStore, VoiceProvider } from '../domain/ports/session.ts';
import type { Clock } from '../domain/ports/system.ts';
import type { InterviewActivities } from '../workflows/contracts.ts';
import { withHeartbeat } from './with-heartbeat.ts';

type Deps = {
  sessions: SessionStore;
  readProgress: InterviewActivities['readProgress'];
  voice: VoiceProvider;
  clock: Clock;
  newId(prefix: string): string;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
  /** Cancels the provider's call when the activity is cancelled. */
  signal(): AbortSignal;
};

/**
 * `openSession` may run any number of times: the attempt's row is written before the provider is called, and the
 * provider gets the same idempotency key each time, so a crash between any two lines opens nothing twice.
 */
export const createSessionActivities = ({
  sessions,
  readProgress,
  voice,
  clock,
  newId,
  heartbeat,
  signal,
}: Deps): Pick<InterviewActivities, 'openSession' | 'readProgress'> => ({
  openSession: async ({ tenantId, runId, attempt, mode }) => {
    const locale = await sessions.readLocale({ tenantId, runId });
    if (locale === null) throw new AppError('interview.not_found');
    const session = await sessions.claim(
      { tenantId, runId },
      { id: newId('ses'), attempt, provider: voice.name, mode },
    );
    if (session.opened) return { sessionId: session.id, provider: session.provider };
    const idempotencyKey = `${runId}/${attempt}`;
    const opening = { idempotencyKey, sessionId: session.id, mode: session.mode, locale };
    const { externalId, expiresAt } = await withHeartbeat(heartbeat, () => voice.open(opening, signal()));
    await sessions.markOpened(
      { tenantId, runId },
      { sessionId: session.id, externalId, openedAt: clock.now(), expiresAt },
    );
    return { sessionId: session.id, provider: session.provider };
  },
  readProgress,
});
