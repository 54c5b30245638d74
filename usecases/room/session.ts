// How a candidate gets in: the link's token is exchanged for a cookie, and the room shows where things stand.
import { AppError } from '../../domain/errors.ts';
import type { Draft, LinkTarget, Room } from '../../domain/ports/room.ts';
import { present } from '../../domain/present.ts';
import { candidateOf, type RoomDeps, type Visit } from './deps.ts';
import { offeredSpeech } from './speech.ts';
import {
  consentOf,
  noticeNamed,
  noticeOf,
  outcomeOf,
  presentQuestion,
  rightsIn,
  roomView,
  stateOf,
  type RoomView,
} from './view.ts';
import { readRoom, visitRoom } from './visit.ts';

export type OpenedLink = { view: RoomView; cookie: { value: string; maxAgeSeconds: number } };

/** A conversation under way may be continued from any device; before it and after it the link has an end. */
const isExpired = ({ state, linkExpiresAt }: LinkTarget, now: number): boolean =>
  state !== 'IN_PROGRESS' && (linkExpiresAt ?? 0) <= now;

/** Whose interview a link's token opens, ended ones included; null for nobody's. */
export const createHolderOf =
  ({ store, hashToken }: RoomDeps) =>
  async (token: string): Promise<string | null> =>
    (await store.findByLink(hashToken('link', token)))?.runId ?? null;

/** Exchanges the token; the link stays valid, so another device may open it too. */
export const createOpenLink =
  (deps: RoomDeps) =>
  async (token: string, mark: Pick<Visit, 'requestId' | 'client'> = {}): Promise<OpenedLink> => {
    const now = deps.clock.now();
    const target = await deps.store.findByLink(deps.hashToken('link', token));
    if (!target) throw new AppError('room.link_invalid');
    if (isExpired(target, now)) throw new AppError('room.link_expired');
    const { tenantId, runId } = target;
    const expiresAt = Math.max(now, target.linkExpiresAt ?? now) + target.sessionWindowMs;
    const value = deps.newToken();
    const cookieHash = deps.hashToken('cookie', value);
    await deps.store.addCookie(
      { tenantId, runId },
      {
        hash: cookieHash,
        createdAt: now,
        expiresAt,
        ...present({ requestId: mark.requestId }),
      },
    );
    const view = await createReadSession(deps)({ tenantId, runId, cookieHash, arrivedAt: now, ...mark });
    return { view, cookie: { value, maxAgeSeconds: Math.floor((expiresAt - now) / 1000) } };
  };

/** What is typed to the open question; there is none to read for most. */
const openDraft = async ({ store }: RoomDeps, visit: Visit, room: Room): Promise<Draft | null> => {
  const draft = room.frozenAt === null && room.clock?.draftTurn ? await store.readDraft(visit) : null;
  return draft?.turn === presentQuestion(room)?.turn ? draft : null;
};

/** Works in every state: after the end it gives the receipt. */
export const createReadSession =
  (deps: RoomDeps) =>
  async (visit: Visit): Promise<RoomView> => {
    const room = await visitRoom(deps, visit);
    const [personal, speech, draft, branding] = await Promise.all([
      deps.store.readPersonal(visit),
      offeredSpeech(deps, room),
      openDraft(deps, visit, room),
      deps.readBranding(visit.tenantId),
    ]);
    return roomView(deps, visit, { room, personal, speech, draft, branding });
  };

export type ConsentAnswer = Pick<RoomView, 'consent' | 'state' | 'outcome' | 'withdrawal' | 'erasure'>;

const openStates = ['APPROVED', 'SCHEDULED', 'IN_PROGRESS'];

/** Records what the candidate said to exactly the present notice; a refusal is kept too and opens nothing. */
const answerNotice = async (deps: RoomDeps, visit: Visit, room: Room, said: ConsentInput): Promise<void> => {
  if (room.frozenAt !== null || !openStates.includes(room.state)) throw new AppError('interview.closed');
  const notice = noticeNamed(deps, room, said.noticeHash);
  if (notice === null) throw new AppError('room.notice_changed', { extra: { notice: noticeOf(deps, room) } });
  await deps.store.recordConsent(visit, {
    ...said,
    noticeText: notice.text,
    locale: notice.language,
    planRevision: room.planRevision,
    retentionDays: room.retentionDays,
    at: deps.clock.now(),
    ...(visit.requestId !== undefined && { requestId: visit.requestId }),
  });
};

/**
 * Written down first, and never refused for its text: from then on nothing is asked or scored, whatever is down. The
 * workflow hears of it now, or from the reconciler, or when its own work finds it.
 */
const withdraw = async (deps: RoomDeps, visit: Visit): Promise<void> => {
  await deps.store.withdrawConsent(visit, { at: deps.clock.now(), requestId: visit.requestId });
  const { outcome } = await readRoom(deps, visit);
  if (outcome !== null) return;
  const updateKey = deps.digest(['room', visit.runId, 'withdrawConsent'].join('/'));
  try {
    await deps.decisions.withdrawConsent(visit, candidateOf(visit, updateKey));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== 'interview.closed')
      deps.logger.warn('room.withdrawal_waits', { runId: visit.runId, code: error.code });
  }
};

type ConsentInput = { noticeHash: string; accepted: boolean };

/** What is said to the notice: an acceptance or a refusal before the start, and a withdrawal from then on. */
export const createGiveConsent =
  (deps: RoomDeps) =>
  async (visit: Visit, said: ConsentInput): Promise<ConsentAnswer> => {
    const room = await readRoom(deps, visit);
    if (!said.accepted && room.startedAt !== null) await withdraw(deps, visit);
    else await answerNotice(deps, visit, room, said);
    const recorded = await readRoom(deps, visit);
    return {
      consent: consentOf(recorded),
      state: stateOf(recorded),
      outcome: outcomeOf(recorded),
      ...rightsIn(recorded),
    };
  };

/** The employer is told, and decides: a legal duty may stand against it. May be repeated. */
export const createAskErasure =
  (deps: RoomDeps) =>
  async (visit: Visit): Promise<Pick<RoomView, 'erasure'>> => {
    await deps.store.wishErasure(visit, { at: deps.clock.now(), requestId: visit.requestId });
    const { erasure } = rightsIn(await readRoom(deps, visit));
    return { erasure };
  };
