// What a voice provider tells on its own: checked, kept, and passed on; what it is about follows, whoever is down.
import type { CallEngine, CallIntake } from '../../domain/ports/calls.ts';
import type { Logger } from '../../domain/ports/log.ts';
import type { Clock, Digest } from '../../domain/ports/system.ts';
import type { ProviderEvent, VoiceProvider } from '../../domain/ports/voice.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';

export type AcceptEventDeps = {
  provider: VoiceProvider;
  intake: CallIntake;
  engine: CallEngine;
  /** Keyed: what is kept to know an event again tells nothing about it. */
  keyedDigest: Digest;
  clock: Clock;
  log: Pick<Logger, 'warn'>;
};

/** `foreign` was not told by the provider; `ignored` says nothing that is used, or is about somebody else's call. */
export type AcceptedEvent = 'foreign' | 'ignored' | 'kept' | 'repeated';

export type EventDoor = {
  /** `body` as it came. */
  check(body: Uint8Array, headers: Readonly<Record<string, string>>): ProviderEvent;
  keep(event: ProviderEvent): Promise<AcceptedEvent>;
};

const keep = async (
  { provider, intake, engine, keyedDigest, clock, log }: AcceptEventDeps,
  event: ProviderEvent,
): Promise<AcceptedEvent> => {
  if (event.kind === 'foreign') return 'foreign';
  if (event.kind === 'other') return 'ignored';
  const { kind, call } = event;
  const session = await intake.findSession(provider.name, call);
  if (session === null) return 'ignored';
  const { isOrphan, ...ref } = session;
  const digest = keyedDigest(canonicalJson(['voice', kind, call]));
  const kept = await intake.keep(ref, { kind, digest, call, provider: provider.name, isOrphan, at: clock.now() });
  // Its workflow looks from time to time: what cannot be passed on now is found then.
  await engine.followCall(ref, true).catch((error: unknown) => log.warn('voice.not_told', { runId: ref.runId, error }));
  return kept ? 'kept' : 'repeated';
};

export const createEventDoor = (deps: AcceptEventDeps): EventDoor => ({
  check: (body, headers) => deps.provider.verifyWebhook(body, headers),
  keep: (event) => keep(deps, event),
});
