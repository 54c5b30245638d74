// A hook at the door: whose it is by its signature, what it tells, and that it is kept before it is answered.
import type { Credentials } from '../../domain/connections/connection.ts';
import type { AtsEvent, AtsHooks, HookCall, HookReading, HookVerdict } from '../../domain/ports/ats-hooks.ts';
import type { HookIntake, SignedConnections } from '../../domain/ports/ats-inbox.ts';
import type { AtsKinds } from '../../domain/ports/ats.ts';
import type { Digest } from '../../domain/ports/system.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import type { HookTeller } from './tell-hook.ts';

export type AcceptDeps = {
  kinds: AtsKinds;
  connections: SignedConnections;
  intake: HookIntake;
  teller: HookTeller;
  /** Keyed: what is kept to know a hook again tells nothing about it. */
  keyedDigest: Digest;
  digest: Digest;
  newId(prefix: string): string;
};

/** `nobody` is for all that cannot be told apart outside: no such connection, another kind, a deleted one. */
export type CheckedHook = {
  verdict: HookVerdict | 'nobody';
  reading: HookReading;
  /** Whose hook it is; null unless it is authentic. */
  holder: { tenantId: string; connectionId: string; bodySigned: boolean; paused: boolean } | null;
  /** It is answered as taken. */
  welcome: boolean;
};

/** What happened to one application is worked on in order; other things are in order with their own kind. */
export const laneOf = (digest: Digest, connectionId: string, event: AtsEvent): string => {
  const { applicationId, candidateId, jobId } = event;
  const about = applicationId !== null ? ['application', applicationId] : ['other', candidateId ?? jobId];
  return digest(canonicalJson([connectionId, ...about])).slice(0, 32);
};

/** While credentials are rotated, those before count as well. */
const verdictOf = (hooks: AtsHooks, call: HookCall, credentials: readonly Credentials[]): HookVerdict => {
  const verdicts = credentials.map((each) => hooks.verify(call, each));
  const best = (['authentic', 'stale', 'forged'] as const).find((verdict) => verdicts.includes(verdict));
  return best ?? 'unsigned';
};

/** It is shown as failed, and may be worked on again by a version that knows its form. */
const unreadable = (bodyDigest: string) => ({
  action: 'unreadable',
  eventKey: bodyDigest,
  event: {
    type: 'application_changed' as const,
    applicationId: null,
    candidateId: null,
    jobId: null,
    mergedInto: null,
    application: null,
    at: null,
  },
});

export const createHookDoor = ({ kinds, connections, intake, teller, keyedDigest, digest, newId }: AcceptDeps) => ({
  check: async (kindName: string, connectionId: string, call: HookCall): Promise<CheckedHook> => {
    const hooks = kinds[kindName]?.hooks ?? null;
    const connection = hooks === null ? null : await connections.openSigned(kindName, connectionId);
    const reading: HookReading = hooks === null ? { kind: 'unreadable' } : hooks.read(call);
    const isOpenPing = reading.kind === 'ping' && hooks?.pingsUnsigned === true;
    if (hooks === null || connection === null) return { verdict: 'nobody', reading, holder: null, welcome: isOpenPing };
    const { credentials, previousCredentials, tenantId, status } = connection;
    const secrets = [credentials, ...(previousCredentials === null ? [] : [previousCredentials])];
    const verdict = verdictOf(hooks, call, secrets);
    const authentic = verdict === 'authentic';
    return {
      verdict,
      reading,
      holder: authentic ? { tenantId, connectionId, bodySigned: hooks.signsBody, paused: status === 'paused' } : null,
      welcome: authentic || isOpenPing,
    };
  },
  /** False where it was there before. Its workflow hears of it beside the answer, or by a relay; what comes while it is paused waits. */
  keep: async (
    { tenantId, connectionId, bodySigned, paused }: NonNullable<CheckedHook['holder']>,
    reading: Extract<HookReading, { kind: 'event' | 'unreadable' }>,
    body: Uint8Array,
  ): Promise<boolean> => {
    const keyed = (what: string, text: string): string => keyedDigest(`${what}:${connectionId}:${text}`);
    const bodyDigest = keyed('hook_body', Buffer.from(body).toString('latin1'));
    const { action, eventKey, event } = reading.kind === 'event' ? reading : unreadable(bodyDigest);
    const { applicationId, candidateId, jobId } = event;
    const [id, lane] = [newId('hook'), laneOf(digest, connectionId, event)];
    const hook = {
      id,
      tenantId,
      connectionId,
      eventKey: keyed('hook_event', eventKey),
      bodyDigest,
      bodySigned,
      failure: reading.kind === 'event' ? null : 'hook.unreadable',
      action,
      event: event.type,
      lane,
      applicationId,
      candidateId,
      jobId,
      body,
    };
    const start = { tenantId, connectionId, lane, ids: [id] };
    const kept = await teller.keep(start, (room) => intake.keep(hook, { claim: room && !paused }));
    return kept !== 'repeated';
  },
});

export type HookDoor = ReturnType<typeof createHookDoor>;
