// The voice provider that needs nobody else: the candidate talks to Parley's own room over its own cookie.
import type { Clock } from '../../domain/ports/system.ts';
import type { VoiceProvider } from '../../domain/ports/session.ts';

const day = 86_400_000;

/** Ids derive from the idempotency key, so opening twice gives the same session; there is no credential to hand out. */
export const createEmbeddedRoom = (deps: { clock: Clock }): VoiceProvider => ({
  name: 'embedded-room',
  open: ({ idempotencyKey }) =>
    Promise.resolve({ externalId: `room/${idempotencyKey}`, expiresAt: deps.clock.now() + day }),
});
