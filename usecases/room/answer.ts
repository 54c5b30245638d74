// Answers: stored before they are acknowledged, once each, and never after the conversation was frozen.
import { AppError } from '../../domain/errors.ts';
import type { NewAnswer, Room } from '../../domain/ports/room.ts';
import { present } from '../../domain/present.ts';
import { labelOf } from '../../domain/room/aside-words.ts';
import { optionsOf, wishBehind, wishTold } from '../../domain/room/asides.ts';
import type { CandidateOutcome } from '../../domain/room/candidate-state.ts';
import { closeQuestion, isGraceOver, isTimeOver } from '../../domain/room/clock.ts';
import { recordingIdOf } from '../../domain/room/pieces.ts';
import { isOpen, type ChoiceCode, type Turn } from '../../domain/room/transcript.ts';
import { intentOf } from '../../domain/room/wish-in.ts';
import type { RoomDeps, Visit } from './deps.ts';
import type { NextQuestion } from './next-question.ts';
import {
  addressed,
  isDone,
  outcomeOf,
  presentQuestion,
  progressOf,
  questionAt,
  timeLeftOf,
  type Progress,
  type QuestionView,
} from './view.ts';
import { clockAt, requireHolder, requireStarted, visitRoom } from './visit.ts';

/** Words, one of the options that the open choice offers, or a take of what was said aloud. */
export type AnswerInput = { clientTurnId: string; turn: number } & (
  | { text: string }
  | { choice: ChoiceCode }
  | { spoken: { take: number; pieces: number } }
);

export type PresentQuestion = { question: QuestionView | null; done: boolean; timeLeftMs: number; progress: Progress };

export type AnswerStored = {
  turn: number;
  next: QuestionView | null;
  done: boolean;
  timeLeftMs: number;
  progress: Progress;
  /** Set once the interview has ended before its assessment, by the candidate's own choice too. */
  outcome?: CandidateOutcome;
};

const isSame = ({ digest }: RoomDeps, { runId }: Room, known: Turn, input: AnswerInput): boolean => {
  if ('choice' in input) return known.intent === input.choice;
  if ('text' in input) return known.answer === input.text && !known.recordingId;
  return known.recordingId === recordingIdOf(digest, runId, { ...input.spoken, turn: input.turn });
};

const isRepeated = (deps: RoomDeps, room: Room, input: AnswerInput): boolean => {
  const known = room.turns.find(({ clientTurnId }) => clientTurnId === input.clientTurnId);
  if (!known) return false;
  if (known.turn !== input.turn || !isSame(deps, room, known, input)) throw new AppError('room.client_turn_reused');
  return true;
};

const requireOpen = (room: Room): void => {
  if (room.frozenAt !== null) throw new AppError('room.frozen');
  if (room.clock === null || room.state !== 'IN_PROGRESS') throw new AppError('room.not_started');
  if (!room.consent?.accepted) throw new AppError('room.consent_required');
};

/** The words for the transcript, and what they are if they are no answer. A chosen option stands there in its own words. */
const saidIn = (
  { digest, speech }: RoomDeps,
  { turns, locale, runId }: Room,
  input: AnswerInput,
): Pick<NewAnswer, 'text' | 'intent' | 'spoken'> => {
  if ('spoken' in input) {
    if (speech.hearing === null) throw new AppError('room.voice_unavailable');
    const recordingId = recordingIdOf(digest, runId, { ...input.spoken, turn: input.turn });
    return { text: null, intent: null, spoken: { ...input.spoken, recordingId } };
  }
  if ('text' in input) return { text: input.text, intent: intentOf(turns, input.text, locale) };
  const wish = wishBehind(turns);
  if (wish === null || !optionsOf(turns).includes(input.choice)) throw new AppError('room.turn_mismatch');
  return { text: labelOf(input.choice, wish, locale), intent: input.choice };
};

/** What to store, or null when this very answer is stored already. Asked again where the room was written meanwhile. */
const decide = (deps: RoomDeps, visit: Visit, input: AnswerInput, room: Room): NewAnswer | null => {
  if (isRepeated(deps, room, input)) return null;
  requireOpen(room);
  requireHolder(room.clock, visit);
  const last = room.turns.at(-1);
  if (!last || last.turn !== input.turn || !isOpen(last)) throw new AppError('room.turn_mismatch');
  const clock = clockAt(deps, visit, requireStarted(room).clock, closeQuestion);
  if (clock.paused) throw new AppError('room.paused');
  // The closing needs no answer; a last remark is welcome while there is time.
  const tooLate = last.kind === 'closing' ? isTimeOver(clock) : isGraceOver(clock);
  if (tooLate) throw new AppError('room.time_over');
  const { clientTurnId, turn } = input;
  const said = saidIn(deps, room, input);
  const wish = wishTold(room.turns, said.intent);
  return { clientTurnId, turn, ...said, wish, answeredAt: deps.clock.now(), clock };
};

const presented = async (deps: RoomDeps, visit: Visit, room: Room): Promise<PresentQuestion> => ({
  question: await addressed(deps, visit, presentQuestion(room)),
  done: isDone(room),
  timeLeftMs: timeLeftOf(room),
  progress: progressOf(room),
});

export const createReadQuestion =
  (deps: RoomDeps, nextQuestion: NextQuestion) =>
  async (visit: Visit): Promise<PresentQuestion> =>
    presented(deps, visit, await nextQuestion(visit, await visitRoom(deps, visit)));

export const createAnswer = (deps: RoomDeps, nextQuestion: NextQuestion) => {
  const readQuestion = createReadQuestion(deps, nextQuestion);

  /** Adds the question that is open to a refusal that is about the wrong one. */
  const explain = async (visit: Visit, error: unknown): Promise<unknown> => {
    const aboutQuestion =
      error instanceof AppError && (error.code === 'room.turn_mismatch' || error.code === 'room.time_over');
    return aboutQuestion ? new AppError(error.code, { extra: { ...(await readQuestion(visit)) } }) : error;
  };

  return async (visit: Visit, input: AnswerInput): Promise<AnswerStored> => {
    const { tenantId, runId } = visit;
    let stored: Room;
    try {
      stored = await deps.store.answer({ tenantId, runId }, deps.clock.now(), (room) =>
        decide(deps, visit, input, room),
      );
    } catch (error) {
      throw await explain(visit, error);
    }
    const recordingId = 'spoken' in input && stored.turns.find(({ turn }) => turn === input.turn)?.recordingId;
    if (recordingId) deps.recordings.start({ tenantId, runId, recordingId });
    const room = await nextQuestion(visit, stored);
    return {
      turn: input.turn,
      next: await addressed(deps, visit, questionAt(room, input.turn + 1)),
      done: isDone(room),
      timeLeftMs: timeLeftOf(room),
      progress: progressOf(room),
      ...present({ outcome: outcomeOf(room) ?? undefined }),
    };
  };
};
