// All that a candidate can do, wired once.
import { createAnswer, createReadQuestion } from './answer.ts';
import { createPause, createPing, createResume } from './clock.ts';
import type { RoomDeps } from './deps.ts';
import { createFinish } from './finish.ts';
import { createNextQuestion } from './next-question.ts';
import { createOptOut, createRequestHelp, createWithdraw } from './requests.ts';
import { createGiveConsent, createOpenLink, createReadSession } from './session.ts';
import { createStart } from './start.ts';

export const createRoom = (deps: RoomDeps) => {
  const nextQuestion = createNextQuestion(deps);
  return {
    openLink: createOpenLink(deps),
    readSession: createReadSession(deps),
    giveConsent: createGiveConsent(deps),
    start: createStart(deps, nextQuestion),
    readQuestion: createReadQuestion(deps, nextQuestion),
    answer: createAnswer(deps, nextQuestion),
    finish: createFinish(deps),
    pause: createPause(deps),
    resume: createResume(deps),
    ping: createPing(deps),
    requestHelp: createRequestHelp(deps),
    optOut: createOptOut(deps),
    withdraw: createWithdraw(deps),
  };
};

export type RoomUseCases = ReturnType<typeof createRoom>;
