// The work of the conversation that the workflow asks for: open a session, see how far it has come.
import { AppError } from '../domain/errors.ts';
import type { SessionMode } from '../domain/lifecycle/state.ts';
import type { CallEngine, CallRef } from '../domain/ports/calls.ts';
import type { SessionStore, StoredSession } from '../domain/ports/session.ts';
import type { VoiceProvider, VoiceProviders } from '../domain/ports/voice.ts';
import type { InterviewActivities } from '../workflows/contracts.ts';
import { openCall, settleBeforeEnd, settleEarlier, type CallDeps } from './calls.ts';
import { withHeartbeat } from './with-heartbeat.ts';

type Deps = CallDeps & {
  sessions: SessionStore;
  readProgress: InterviewActivities['readProgress'];
  engine: CallEngine;
  newId(prefix: string): string;
};

const providerFor = ({ calls, room }: VoiceProviders, mode: SessionMode): VoiceProvider =>
  mode === 'voice' && calls !== null ? calls : room;

/** Who began the attempt goes on with it, unless the deployment has changed its provider meanwhile. */
const providerOf = ({ calls, room }: VoiceProviders, { provider }: StoredSession): VoiceProvider =>
  calls?.name === provider ? calls : room;

const openRoom = async ({ voice, clock, signal }: Deps, session: StoredSession, idempotencyKey: string) => {
  const opening = { idempotencyKey, sessionId: session.id, mode: session.mode, locale: '', brief: null };
  const opened = await voice.room.open(opening, signal());
  return { ...opened, openedAt: clock.now() };
};

const open = async (deps: Deps, ref: CallRef, session: StoredSession, idempotencyKey: string): Promise<void> => {
  const { voice, sessions } = deps;
  // What was said before counts before anything else is asked.
  if (voice.calls !== null) await settleEarlier(deps, ref);
  const provider = providerOf(voice, session);
  const { externalId, expiresAt, openedAt } = provider.outside
    ? await openCall(deps, provider, ref, { idempotencyKey, mode: session.mode })
    : await openRoom(deps, session, idempotencyKey);
  await sessions.markOpened(ref, { sessionId: session.id, externalId, openedAt, expiresAt });
};

/**
 * `openSession` may run any number of times: the attempt's row is written before the provider is called, and the
 * provider gets the same idempotency key each time, so a crash between any two lines opens nothing twice. A call outside is
 * followed from then on.
 */
export const createSessionActivities = (deps: Deps): Pick<InterviewActivities, 'openSession' | 'readProgress'> => ({
  openSession: async ({ tenantId, runId, attempt, mode }) => {
    const { sessions, voice, newId } = deps;
    const run = { tenantId, runId };
    if ((await sessions.readLocale(run)) === null) throw new AppError('interview.not_found');
    const session = await sessions.claim(run, {
      id: newId('ses'),
      attempt,
      provider: providerFor(voice, mode).name,
      mode,
    });
    const ref = { ...run, sessionId: session.id };
    await withHeartbeat(
      () => deps.heartbeat(),
      async () => {
        if (!session.opened) await open(deps, ref, session, `${runId}/${attempt}`);
        if (providerOf(voice, session).outside) await deps.engine.followCall(ref, false);
      },
    );
    return { sessionId: session.id, provider: session.provider };
  },
  readProgress: async ({ tenantId, runId, ends }) => {
    await settleBeforeEnd(deps, { tenantId, runId }, { ends: ends === true });
    return await deps.readProgress({ tenantId, runId });
  },
});
