// All that a candidate can do, wired once.
import { createAnswer, createReadQuestion } from './answer.ts';
import { pause, resume, timeLeftMs, type RoomClock } from '../../domain/room/clock.ts';
import { createChoices } from './choices.ts';
import type { RoomDeps, Visit } from './deps.ts';
import { createFinish } from './finish.ts';
import { createNextQuestion } from './next-question.ts';
import { createOptOut, createRequestHelp, createWithdraw } from './requests.ts';
import { createAskErasure, createGiveConsent, createHolderOf, createOpenLink, createReadSession } from './session.ts';
import { createStart } from './start.ts';
import { touchClock } from './visit.ts';

/** Pausing, going on and staying alive: the clock alone, no command to the workflow. */
const clockCall = (deps: RoomDeps, change: (clock: RoomClock) => RoomClock) => async (visit: Visit) => {
  const clock = await touchClock(deps, visit, change);
  return { timeLeftMs: timeLeftMs(clock), paused: clock.paused };
};

export const createRoom = (deps: RoomDeps) => {
  const nextQuestion = createNextQuestion(deps, createChoices(deps));
  return {
    holderOf: createHolderOf(deps),
    openLink: createOpenLink(deps),
    readSession: createReadSession(deps),
    giveConsent: createGiveConsent(deps),
    start: createStart(deps, nextQuestion),
    readQuestion: createReadQuestion(deps, nextQuestion),
    answer: createAnswer(deps, nextQuestion),
    finish: createFinish(deps),
    pause: clockCall(deps, pause),
    resume: clockCall(deps, resume),
    ping: clockCall(deps, (clock) => clock),
    requestHelp: createRequestHelp(deps),
    optOut: createOptOut(deps),
    withdraw: createWithdraw(deps),
    askErasure: createAskErasure(deps),
  };
};

export type RoomUseCases = ReturnType<typeof createRoom>;
