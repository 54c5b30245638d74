// Conversations held outside: opened once, asked about when nothing is told, settled into turns, and their sound copied.
import { AppError } from '../domain/errors.ts';
import type { RunRef } from '../domain/access/ids.ts';
import type { CallRef, CallStore, StoredCall } from '../domain/ports/calls.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { Clock } from '../domain/ports/system.ts';
import type {
  CallRecording,
  CopiedRecording,
  ProviderCall,
  VoiceProvider,
  VoiceProviders,
} from '../domain/ports/voice.ts';
import { isErased } from '../domain/seal/open.ts';
import { fuller, isWordless, recordingLookMs, saysEnough } from '../domain/voice/whole-call.ts';
import type { CallActivities, CallStanding } from '../workflows/contracts.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export type CallDeps = {
  calls: CallStore;
  voice: VoiceProviders;
  clock: Clock;
  log: Pick<Logger, 'info' | 'warn'>;
  /** How often a call is asked about. */
  lookMs: number;
  heartbeat(): void;
  signal(): AbortSignal;
  pause(durationMs: number): Promise<void>;
};

const minute = 60_000;
const hour = 60 * minute;

/** The longest call there is, and the time to hear of it. */
const lostAfterMs = 3 * hour;
/** As long as the address of a recording lives. */
const recordingWithinMs = 24 * hour;
/** Longer than it takes a provider to have one. */
const recordingAddressWithinMs = 3 * hour;
/** A call that nobody joined is over soon after; so is one that its provider does not know, or whose words never come. */
const joinedWithinMs = 5 * minute;

const providerOf = ({ calls }: VoiceProviders, name: string): VoiceProvider | null =>
  calls?.name === name ? calls : null;

/** What passes is no failure of ours: the next look may find the provider again. */
const orUnavailable = async <Found>(
  work: () => Promise<Found>,
): Promise<{ found: Found; away: false } | { found: null; away: true }> => {
  try {
    return { found: await work(), away: false };
  } catch (error) {
    if (error instanceof AppError && error.code === 'session.provider_unavailable') return { found: null, away: true };
    throw error;
  }
};

type Look = { call: ProviderCall | null; away: boolean };

/** What was told, where that is all of it; else what the provider answers as well. */
const look = async ({ calls, voice, clock, signal }: CallDeps, ref: CallRef, stored: StoredCall): Promise<Look> => {
  const told = await calls.readTold(ref);
  const ended = told?.status === 'ended' ? told : null;
  if (ended !== null && saysEnough(ended)) return { call: ended, away: false };
  const provider = providerOf(voice, stored.provider);
  if (provider === null) return { call: ended, away: ended === null };
  const { found, away } = await orUnavailable(() => provider.fetch(stored.externalId, signal()));
  if (ended === null) return { call: found, away };
  const mayComeBack = away && clock.now() - stored.openedAt <= lostAfterMs;
  return mayComeBack ? { call: null, away } : { call: fuller(ended, found), away: false };
};

/** Whether nothing of it is to be expected any more: a provider may know of a call, or of its words, a little later than we do. */
const isWaitedOut = ({ call, away }: Look, { openedAt }: StoredCall, now: number): boolean => {
  if (call?.status === 'ended') return now - (call.endedAt ?? openedAt) > joinedWithinMs;
  const isUnknown = call === null && !away;
  return now - openedAt > (isUnknown || call?.status === 'registered' ? joinedWithinMs : lostAfterMs);
};

/** Settles the call where it is over; says how it stands otherwise. */
const settle = async (deps: CallDeps, ref: CallRef, stored: StoredCall): Promise<Look['call'] | 'lost' | 'waiting'> => {
  const { calls, clock, log } = deps;
  const seen = await look(deps, ref, stored);
  const { call } = seen;
  const about = { runId: ref.runId, sessionId: ref.sessionId };
  if (call?.status === 'ended' && !isWordless(call)) {
    const settledAs = await calls.settle(ref, call, clock.now());
    log.info('voice.call_settled', { ...about, code: settledAs ?? call.ending ?? 'unknown' });
    // No work waits for it: a person finds it beside the conversation, and whoever runs this finds out here.
    if (settledAs === 'too_late') log.warn('voice.call_too_late', about);
    if (call.unread > 0) log.warn('voice.call_partly_read', { ...about, count: call.unread });
    return call;
  }
  if (!isWaitedOut(seen, stored, clock.now())) return 'waiting';
  if (call?.status === 'registered') {
    await calls.settle(ref, { ...call, status: 'ended', ending: 'not_joined' }, clock.now());
    return call;
  }
  await calls.settle(ref, null, clock.now());
  log.warn('voice.call_lost', about);
  return 'lost';
};

type Copied = { copied: CopiedRecording | null; hasNoAddress: boolean };

/** Copies the sound as its provider has it now; nothing from one that is away or not ours any more. */
const askForCopy = async (
  { calls, voice, signal }: CallDeps,
  ref: CallRef,
  { externalId, provider: name, recordingId }: StoredCall & { recordingId: string },
  known: ProviderCall | null,
): Promise<Copied> => {
  const provider = providerOf(voice, name);
  if (provider === null) return { copied: null, hasNoAddress: false };
  const { found: fresh } = await orUnavailable(() => provider.fetch(externalId, signal()));
  const call = fresh ?? known;
  const keep = (recording: CallRecording): Promise<void> =>
    calls.storeRecording(ref, recordingId, { ...recording, durationMs: lengthOf(call) });
  const copied = call && (await orUnavailable(() => provider.copyRecording(call, keep, signal()))).found;
  return { copied, hasNoAddress: fresh?.recordingUrl === null };
};

const lengthOf = (call: ProviderCall | null): number | null => {
  if (call === null || call.startedAt === null || call.endedAt === null) return null;
  return call.endedAt - call.startedAt;
};

/** Of a conversation that is closed, or goes on elsewhere, nobody may go on being heard. */
const stop = async ({ voice, signal }: CallDeps, stored: StoredCall): Promise<void> => {
  await orUnavailable(async () => providerOf(voice, stored.provider)?.stop(stored.externalId, signal()));
};

/** True once there is a copy, or there never will be one. */
const copyRecording = async (deps: CallDeps, ref: CallRef, stored: StoredCall, known: ProviderCall | null) => {
  const { calls, clock } = deps;
  const { recordingId } = stored;
  if (recordingId === null || !stored.recordingWaits) return true;
  const waitedMs = clock.now() - (stored.settledAt ?? clock.now());
  const { copied, hasNoAddress } = await askForCopy(deps, ref, { ...stored, recordingId }, known);
  if (copied === 'kept') return true;
  const mayCome = copied !== 'no_sound' && waitedMs <= (hasNoAddress ? recordingAddressWithinMs : recordingWithinMs);
  if (mayCome) return false;
  await calls.giveUpRecording(ref, recordingId);
  return true;
};

/** Nobody can have joined these, and nobody knows of them: they go at once. */
const dropOrphans = async ({ calls, voice, clock, signal }: CallDeps, ref: CallRef): Promise<void> => {
  for (const { provider: name, externalId } of await calls.copies(ref, { orphansOf: ref.sessionId })) {
    const provider = providerOf(voice, name);
    const gone = provider && (await orUnavailable(() => provider.delete(externalId, signal())));
    if (gone && !gone.away) await calls.markDeleted(ref, externalId, clock.now());
  }
};

const follow = async (deps: CallDeps, ref: CallRef): Promise<CallStanding> => {
  const { calls, clock, lookMs } = deps;
  await dropOrphans(deps, ref);
  const before = await calls.find(ref);
  if (before === null || before.doneAt !== null) return { state: 'done', lookAgainMs: 0 };
  const open = before.settledAt === null || before.ending === 'lost';
  const settled = open ? await settle(deps, ref, before) : null;
  if (settled === 'waiting') {
    if (before.isLeft) await stop(deps, before);
    return { state: 'waiting', lookAgainMs: lookMs };
  }
  const after = (await calls.find(ref)) ?? before;
  if (settled === 'lost' || after.ending === 'lost') return { state: 'lost', lookAgainMs: 0 };
  if (!(await copyRecording(deps, ref, after, settled))) {
    const waitedMs = clock.now() - (after.settledAt ?? clock.now());
    return { state: 'waiting', lookAgainMs: recordingLookMs(waitedMs, lookMs) };
  }
  await calls.close(ref, clock.now());
  return { state: 'done', lookAgainMs: 0 };
};

/** So long whatever comes next waits for a call to be over: the candidate waits with it. */
const openLooks = 4;
const openLookMs = 700;

/** `ends`: one that goes on is ended. */
type Settling = { but?: string; ends: boolean };

const settleOpen = async (deps: CallDeps, run: RunRef, { but, ends }: Settling): Promise<void> => {
  for (let looks = 0; looks < openLooks; looks += 1) {
    const open = await deps.calls.unsettled(run, but);
    if (open.length === 0) return;
    const standing = await Promise.all(
      open.map(async (stored) => {
        const own = { tenantId: run.tenantId, runId: run.runId, sessionId: stored.sessionId };
        const { call, away } = await look(deps, own, stored);
        if (away || call?.status === 'registered') return 'left';
        if (call?.status !== 'ongoing') return await settle(deps, own, stored);
        if (ends && looks === 0) await stop(deps, stored);
        return ends ? 'waiting' : 'left';
      }),
    );
    if (!standing.includes('waiting')) return;
    deps.heartbeat();
    await deps.pause(openLookMs);
  }
};

/**
 * Calls of the run before this session: what was said in them is known before anything is asked again. One that goes on is
 * ended; one of which nothing can be learned now is settled whenever its provider is back.
 */
export const settleEarlier = (deps: CallDeps, ref: CallRef): Promise<void> =>
  settleOpen(deps, ref, { but: ref.sessionId, ends: true });

/** Less than the workflow waits for what it asks about the conversation. */
const beforeEndWithinMs = 3_500;

/** The same before it is seen how far a conversation has come: when its window ends, what was said counts, whoever held it. Never fails. */
export const settleBeforeEnd = async (deps: CallDeps, run: RunRef, { ends }: { ends: boolean }): Promise<void> => {
  if (deps.voice.calls === null) return;
  const limit = AbortSignal.timeout(beforeEndWithinMs);
  const signal = (): AbortSignal => AbortSignal.any([deps.signal(), limit]);
  try {
    await settleOpen({ ...deps, signal }, run, { ends });
  } catch (error) {
    deps.log.warn('voice.not_settled', { runId: run.runId, error });
  }
};

export const createCallActivities = (deps: CallDeps): CallActivities => ({
  followCall: async ({ tenantId, runId, sessionId }) => {
    const ref = { tenantId, runId, sessionId };
    try {
      return await withHeartbeat(
        () => deps.heartbeat(),
        () => follow(deps, ref),
      );
    } catch (error) {
      // An erasure sees to the provider's copy itself.
      if (isErased(error)) return { state: 'done', lookAgainMs: 0 };
      throw error;
    }
  },
});

/** Opens a session at its provider, once: a call that is known already is not opened again. */
export const openCall = async (
  { calls, clock, signal }: CallDeps,
  provider: VoiceProvider,
  ref: CallRef,
  opening: Omit<Parameters<VoiceProvider['open']>[0], 'brief' | 'locale' | 'sessionId'>,
): Promise<{ externalId: string; expiresAt: number; openedAt: number }> => {
  const { sessionId } = ref;
  const run: RunRef = { tenantId: ref.tenantId, runId: ref.runId };
  const known = await calls.find(ref);
  if (known !== null)
    return { externalId: known.externalId, openedAt: known.openedAt, expiresAt: known.openedAt + lostAfterMs };
  const { locale, brief } = await calls.readBrief(run);
  const opened = await provider.open({ ...opening, sessionId, locale, brief }, signal());
  const openedAt = clock.now();
  const { externalId, credential, expiresAt } = opened;
  await calls.add(run, { sessionId, provider: provider.name, externalId, credential, openedAt });
  return { externalId, expiresAt, openedAt };
};
