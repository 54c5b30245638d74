// How a candidate gets in: the link's token is exchanged for a cookie, and the room shows where things stand.
import { AppError } from '../../domain/errors.ts';
import type { LinkTarget } from '../../domain/ports/room.ts';
import type { RoomDeps, Visit } from './deps.ts';
import { consentOf, noticeOf, roomView, stateOf, type RoomView } from './view.ts';
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
  async (token: string, mark: { requestId?: string } = {}): Promise<OpenedLink> => {
    const now = deps.clock.now();
    const target = await deps.store.findByLink(deps.hashToken('link', token));
    if (!target) throw new AppError('room.link_invalid');
    if (isExpired(target, now)) throw new AppError('room.link_expired');
    const { tenantId, runId } = target;
    const expiresAt = Math.max(now, target.linkExpiresAt ?? now) + target.sessionWindowMs;
    const value = deps.newToken();
    const cookieHash = deps.hashToken('cookie', value);
    await deps.store.addCookie({ tenantId, runId }, { hash: cookieHash, createdAt: now, expiresAt, ...mark });
    const view = await createReadSession(deps)({ tenantId, runId, cookieHash, arrivedAt: now });
    return { view, cookie: { value, maxAgeSeconds: Math.floor((expiresAt - now) / 1000) } };
  };

/** Works in every state: after the end it gives the receipt. */
export const createReadSession =
  (deps: RoomDeps) =>
  async (visit: Visit): Promise<RoomView> => {
    const room = await visitRoom(deps, visit);
    return roomView(deps, room, await deps.store.readPersonal(visit));
  };

export type ConsentAnswer = Pick<RoomView, 'consent' | 'state'>;

const openStates = ['APPROVED', 'SCHEDULED', 'IN_PROGRESS'];

/** Records what the candidate said to exactly the present notice; a refusal is kept too and opens nothing. */
export const createGiveConsent =
  (deps: RoomDeps) =>
  async (visit: Visit, { noticeHash, accepted }: { noticeHash: string; accepted: boolean }): Promise<ConsentAnswer> => {
    const room = await readRoom(deps, visit);
    if (room.frozenAt !== null || !openStates.includes(room.state)) throw new AppError('interview.closed');
    const notice = noticeOf(deps, room);
    if (notice.hash !== noticeHash) throw new AppError('room.notice_changed', { extra: { notice } });
    await deps.store.recordConsent(visit, {
      accepted,
      noticeHash,
      noticeText: notice.text,
      locale: room.locale,
      planRevision: room.planRevision,
      retentionDays: room.retentionDays,
      at: deps.clock.now(),
      ...(visit.requestId !== undefined && { requestId: visit.requestId }),
    });
    const recorded = await readRoom(deps, visit);
    return { consent: consentOf(recorded), state: stateOf(recorded) };
  };
