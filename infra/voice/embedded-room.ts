// The voice provider that needs nobody else: the candidate talks to Parley's own room over its own cookie.
import type { Clock } from '../../domain/ports/system.ts';
import type { VoiceProvider } from '../../domain/ports/voice.ts';

const day = 86_400_000;

export const roomName = 'embedded-room';

/** Ids derive from the idempotency key, so opening twice gives the same session; what was said lies with us alone. */
export const createEmbeddedRoom = (deps: { clock: Clock }): VoiceProvider => ({
  name: roomName,
  outside: false,
  browserSources: [],
  open: ({ idempotencyKey }) =>
    Promise.resolve({ externalId: `room/${idempotencyKey}`, expiresAt: deps.clock.now() + day, credential: null }),
  verifyWebhook: () => ({ kind: 'foreign' }),
  fetch: () => Promise.resolve(null),
  stop: () => Promise.resolve(),
  copyRecording: () => Promise.resolve('none'),
  delete: () => Promise.resolve(false),
});
