// Asks the next question, exactly once per turn, whatever devices, crashes and models do.
import { AppError } from '../../domain/errors.ts';
import type { NewQuestion, Room, RoomTurn } from '../../domain/ports/room.ts';
import { opensClock } from '../../domain/room/clock.ts';
import { nextStep } from '../../domain/room/next-question.ts';
import { chooseQuestion, followUpWaitMs, type Asking } from './choose-question.ts';
import type { Choices } from './choices.ts';
import type { RoomDeps, Visit } from './deps.ts';
import { isInCall } from './in-call.ts';
import { awaitWords } from './speech.ts';
import { readRoom, requireStarted, type StartedRoom } from './visit.ts';

/** The room after `question` was stored, as reading it again would show it. */
const withQuestion = (room: StartedRoom, { next, wish, sessionId, askedAt }: NewQuestion): Room => {
  const { turn, kind, questionId, text, extraMs } = next;
  const asked: RoomTurn = {
    turn,
    kind,
    questionId,
    question: text,
    sessionId,
    askedAt,
    version: 1,
    answer: null,
    intent: null,
    hearing: null,
    recordingId: null,
    answeredAt: null,
    clientTurnId: null,
  };
  const { clock, turns } = room;
  const said = wish === null ? turns : turns.map((one) => (one.turn === turn - 1 ? { ...one, intent: wish } : one));
  return {
    ...room,
    turns: [...said, asked],
    clock: {
      ...clock,
      limitMs: clock.limitMs + extraMs,
      questionOpen: opensClock(kind),
      lastSeenAt: Math.max(clock.lastSeenAt ?? 0, askedAt),
      revision: clock.revision + 1,
    },
  };
};

const ask = async (
  deps: RoomDeps,
  { visit, choices }: { visit: Visit; choices: Choices },
  room: StartedRoom,
  { step, patienceMs }: { step: Asking; patienceMs: number },
): Promise<Room> => {
  if (step.tellsHelp) await choices.tellHelp(visit, step.planned.turn);
  const found = await chooseQuestion(deps, room, { step, patienceMs });
  const sessionId = room.session?.id ?? room.turns.at(-1)?.sessionId;
  if (sessionId === undefined) throw new AppError('room.not_started');
  const question = { ...found, sessionId, askedAt: deps.clock.now() };
  const isFirst = await deps.store.ask(room, question);
  // Somebody else was faster, or the conversation was frozen: what is stored counts.
  return isFirst ? withQuestion(room, question) : readRoom(deps, visit);
};

/** What was spoken is followed up where its words are there soon; both together get the patience of one. */
const goOn = async (
  deps: RoomDeps,
  { visit, choices }: { visit: Visit; choices: Choices },
  before: StartedRoom,
): Promise<Room> => {
  const startedAt = performance.now();
  const room = requireStarted(await awaitWords(deps, visit, { room: before, patienceMs: followUpWaitMs }));
  const step = room.frozenAt === null ? nextStep(room) : { kind: 'done' as const };
  if (step.kind === 'leave') return choices.leave(visit, step.how);
  if (step.kind !== 'ask') return room;
  const patienceMs = Math.max(0, followUpWaitMs - (performance.now() - startedAt));
  return ask(deps, { visit, choices }, room, { step, patienceMs });
};

export type NextQuestion = (visit: Visit, room: Room) => Promise<Room>;

/**
 * Returns the room with its present question asked. Callers that wait for the same turn in this process share one
 * computation; between processes the first one stored wins and all others read it.
 */
export const createNextQuestion = (deps: RoomDeps, choices: Choices): NextQuestion => {
  const running = new Map<string, Promise<Room>>();
  return async (visit, room) => {
    if (room.frozenAt !== null || isInCall(deps, room)) return room;
    const started = requireStarted(room);
    const key = `${room.runId}/${room.turns.length}`;
    const shared = running.get(key);
    if (shared) return shared;
    const step = nextStep(started);
    if (step.kind === 'done' || step.kind === 'waiting') return room;
    const work = goOn(deps, { visit, choices }, started).finally(() => running.delete(key));
    running.set(key, work);
    return work;
  };
};
