// Starting and continuing: one active session, one clock, and the question that is open.
import { AppError } from '../../domain/errors.ts';
import type { SessionMode } from '../../domain/lifecycle/state.ts';
import type { ActiveSession, Room } from '../../domain/ports/room.ts';
import { limitMsOf } from '../../domain/room/budget.ts';
import { closeQuestion, opensClock, resume, type RoomClock } from '../../domain/room/clock.ts';
import { fillGreeting } from '../../domain/room/next-question.ts';
import { isOpen } from '../../domain/room/transcript.ts';
import { candidateOf, type RoomDeps, type Visit } from './deps.ts';
import { isInCall } from './in-call.ts';
import type { NextQuestion } from './next-question.ts';
import {
  addressed,
  isDone,
  noticeNamed,
  noticeOf,
  presentQuestion,
  progressOf,
  timeLeftOf,
  type Progress,
  type QuestionView,
} from './view.ts';
import { readRoom, touchClock, visitRoom } from './visit.ts';

export type Started = {
  sessionId: string;
  provider: string;
  /** What the client needs to join at the provider; null where the room's own cookie is enough. */
  credential: string | null;
  greeting: string;
  question: QuestionView | null;
  done: boolean;
  timeLeftMs: number;
  progress: Progress;
};

const requireConsent = (deps: RoomDeps, room: Room): void => {
  if (room.frozenAt !== null) throw new AppError('room.frozen');
  if (!room.consent?.accepted) throw new AppError('room.consent_required');
  if (noticeNamed(deps, room, room.consent.noticeHash) === null)
    throw new AppError('room.notice_changed', { extra: { notice: noticeOf(deps, room) } });
};

type WithSession = Room & { session: ActiveSession };

const hasSession = (room: Room, mode: SessionMode): room is WithSession =>
  room.state === 'IN_PROGRESS' && room.session?.mode === mode;

/**
 * An active session is continued without asking the workflow. The update is named after the attempt, so devices that
 * start at once send the same one; after a failure, which calls for attention, a start sends a new one.
 */
const openSession = async (deps: RoomDeps, visit: Visit, room: Room, mode: SessionMode): Promise<WithSession> => {
  const attempt = ['openSession', visit.runId, mode, room.sessionCount, room.attentionSince];
  await deps.decisions.openSession(visit, { mode }, candidateOf(visit, deps.digest(attempt.join('/'))));
  const opened = await readRoom(deps, visit);
  if (!hasSession(opened, mode)) throw new AppError('session.provider_unavailable', { retryAfterSeconds: 2 });
  return opened;
};

type Opened = { room: WithSession; credential: string | null };

/** Of a call outside: what joins it was handed out once, so whoever comes after that is given another call. */
const enter = async (deps: RoomDeps, visit: Visit, room: Room, mode: SessionMode): Promise<Opened> => {
  const { tenantId, runId } = visit;
  const joining = ({ session }: WithSession): Promise<string | null> =>
    deps.calls.takeCredential({ tenantId, runId, sessionId: session.id }, deps.clock.now());
  if (hasSession(room, mode)) {
    if (!isInCall(deps, room)) return { room, credential: null };
    const credential = await joining(room);
    if (credential !== null) return { room, credential };
  }
  const opened = await openSession(deps, visit, room, mode);
  if (!isInCall(deps, opened)) return { room: opened, credential: null };
  const credential = await joining(opened);
  if (credential === null) throw new AppError('session.provider_unavailable', { retryAfterSeconds: 2 });
  return { room: opened, credential };
};

/** In a call its own time is counted; back in the room the open question counts again. */
const clockChange = (inCall: boolean, room: Room): ((clock: RoomClock) => RoomClock) => {
  const last = room.turns.at(-1);
  const isOpenQuestion = last !== undefined && isOpen(last) && opensClock(last.kind);
  return (clock) => (inCall ? closeQuestion(resume(clock)) : { ...resume(clock), questionOpen: isOpenQuestion });
};

const ensureClock = async (
  deps: RoomDeps,
  visit: Visit,
  room: WithSession,
  timeFactor: number | undefined,
): Promise<Room> => {
  if (room.clock !== null) return room;
  if (room.plan === null) throw new AppError('plan.not_found');
  await deps.store.createClock(visit, { limitMs: limitMsOf(room.plan, timeFactor), holder: visit.client ?? null });
  return readRoom(deps, visit);
};

/** Whoever starts goes on here, wherever it was before. */
const takeHold = async (deps: RoomDeps, visit: Visit, room: Room): Promise<Room> => {
  if (!visit.client || room.clock?.holder === visit.client) return room;
  await deps.store.takeOver(visit, visit.client, deps.clock.now());
  return readRoom(deps, visit);
};

export const createStart =
  (deps: RoomDeps, nextQuestion: NextQuestion) =>
  async (visit: Visit, { mode }: { mode: SessionMode }): Promise<Started> => {
    const found = await visitRoom(deps, visit);
    requireConsent(deps, found);
    const { room: opened, credential } = await enter(deps, visit, found, mode);
    const personal = await deps.store.readPersonal(visit);
    const clocked = await ensureClock(deps, visit, opened, personal.accommodations?.timeFactor);
    const room = await nextQuestion(visit, await takeHold(deps, visit, clocked));
    const inCall = isInCall(deps, opened);
    const change = clockChange(inCall, room);
    const isOther = room.clock !== null && room.clock.questionOpen !== change(room.clock).questionOpen;
    const clock =
      room.clock?.paused || isOther
        ? await touchClock(deps, { ...visit, arrivedAt: deps.clock.now() }, { change })
        : room.clock;
    return {
      sessionId: opened.session.id,
      provider: opened.session.provider,
      credential,
      greeting: fillGreeting(room.plan?.greeting ?? '', personal.candidateName),
      question: await addressed(deps, visit, presentQuestion(room)),
      done: isDone(room),
      timeLeftMs: timeLeftOf({ ...room, clock }),
      progress: progressOf(room),
    };
  };
