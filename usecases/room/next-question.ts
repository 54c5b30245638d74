// Finds and asks the next question, exactly once per turn, whatever devices, crashes and models do.
import { AppError } from '../../domain/errors.ts';
import type { Plan, Question } from '../../domain/plan/plan.ts';
import type { NewQuestion, Room, RoomTurn, StoredClock } from '../../domain/ports/room.ts';
import { findProtectedMatter } from '../../domain/protected-matters/find-protected-matter.ts';
import { followUpTurn, nextStep, type NextStep, type NextTurn } from '../../domain/room/next-question.ts';
import type { RoomDeps, Visit } from './deps.ts';
import { readRoom } from './visit.ts';

export const followUpWaitMs = 6_000;

/** A room whose conversation has begun. */
export type StartedRoom = Room & { clock: StoredClock; plan: Plan };

type Asking = Extract<NextStep, { kind: 'ask' }>;
type Choice = { next: NextTurn; followUpSkipped: boolean };

export const requireStarted = (room: Room): StartedRoom => {
  const { clock, plan } = room;
  if (clock === null || plan === null) throw new AppError('room.not_started');
  return { ...room, clock, plan };
};

/** Ends the wait even when an engine ignores its signal. */
const withinWait = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new AppError('model.timeout'));
    }, followUpWaitMs);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
};

const findFollowUp = async (
  deps: RoomDeps,
  room: StartedRoom,
  question: Question,
  turn: number,
): Promise<NextTurn | null> => {
  const competencies = room.plan.competencies.filter(({ id }) => question.competencyIds.includes(id));
  const turns = room.turns.map(({ clientTurnId: _, ...said }) => said);
  const { tenantId, runId } = room;
  const purpose = { runId, step: 'follow_up', revision: null, engine: deps.disclosure.engine };
  const { value } = await withinWait(async (signal) => {
    await deps.budget?.check(tenantId);
    const call = () => deps.interviewer.followUp({ question, competencies, turns }, { signal, tenantId });
    return await (deps.usage === undefined ? call() : deps.usage.record(tenantId, purpose, call));
  });
  if (value === null) return null;
  const next = followUpTurn(room, question, turn, value);
  if (next === null || findProtectedMatter(next.text) !== null) throw new AppError('model.invalid_output');
  return next;
};

/** A model that fails or is late never stops the conversation: the planned question comes, and that is recorded. */
const choose = async (deps: RoomDeps, room: StartedRoom, { planned, followUpTo }: Asking): Promise<Choice> => {
  if (followUpTo === null) return { next: planned, followUpSkipped: false };
  try {
    const followUp = await findFollowUp(deps, room, followUpTo, planned.turn);
    return { next: followUp ?? planned, followUpSkipped: false };
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal.error';
    deps.logger.warn('room.follow_up_skipped', { runId: room.runId, code, error });
    return { next: planned, followUpSkipped: true };
  }
};

/** The room after `question` was stored, as reading it again would show it. */
const withQuestion = (room: StartedRoom, { next, sessionId, askedAt }: NewQuestion): Room => {
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
    answeredAt: null,
    clientTurnId: null,
  };
  const { clock } = room;
  return {
    ...room,
    turns: [...room.turns, asked],
    clock: {
      ...clock,
      limitMs: clock.limitMs + extraMs,
      questionOpen: kind !== 'closing',
      lastSeenAt: Math.max(clock.lastSeenAt ?? 0, askedAt),
      revision: clock.revision + 1,
    },
  };
};

const ask = async (deps: RoomDeps, visit: Visit, room: StartedRoom, step: Asking): Promise<Room> => {
  const { next, followUpSkipped } = await choose(deps, room, step);
  const sessionId = room.session?.id ?? room.turns.at(-1)?.sessionId;
  if (sessionId === undefined) throw new AppError('room.not_started');
  const question = { next, sessionId, followUpSkipped, askedAt: deps.clock.now() };
  const isFirst = await deps.store.ask(room, question);
  // Somebody else was faster, or the conversation was frozen: what is stored counts.
  return isFirst ? withQuestion(room, question) : readRoom(deps, visit);
};

export type NextQuestion = (visit: Visit, room: Room) => Promise<Room>;

/**
 * Returns the room with its present question asked. Callers that wait for the same turn in this process share one
 * computation; between processes the first one stored wins and all others read it.
 */
export const createNextQuestion = (deps: RoomDeps): NextQuestion => {
  const running = new Map<string, Promise<Room>>();
  return async (visit, room) => {
    if (room.frozenAt !== null) return room;
    const started = requireStarted(room);
    const step = nextStep(started);
    if (step.kind !== 'ask') return room;
    const key = `${room.runId}/${step.planned.turn}`;
    const shared = running.get(key);
    if (shared) return shared;
    const work = ask(deps, visit, started, step).finally(() => running.delete(key));
    running.set(key, work);
    return work;
  };
};
