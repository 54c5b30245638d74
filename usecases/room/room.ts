// All that a candidate can do, wired once.
import { createAnswer, createReadQuestion } from './answer.ts';
import { pause, resume, type RoomClock } from '../../domain/room/clock.ts';
import { createChoices } from './choices.ts';
import type { RoomDeps, Visit } from './deps.ts';
import { present } from '../../domain/present.ts';
import { clockViewOf, createChoose, createLater, createSaveDraft, createTakeOver } from './holding.ts';
import { createFinish } from './finish.ts';
import { createNextQuestion } from './next-question.ts';
import { createReadReceived, createStorePiece } from './recordings.ts';
import { createAppeal, createCorrect, createMine, createMyData } from './own.ts';
import { createOptOut, createRequestHelp, createWithdraw } from './requests.ts';
import { createAskErasure, createGiveConsent, createHolderOf, createOpenLink, createReadSession } from './session.ts';
import { createSpeakQuestion } from './speak-question.ts';
import { createStart } from './start.ts';
import { touchClock } from './visit.ts';

/** Pausing, going on and staying alive: the clock alone, no command to the workflow. */
const clockCall = (deps: RoomDeps, change?: (clock: RoomClock) => RoomClock) => async (visit: Visit) =>
  clockViewOf(await touchClock(deps, visit, present({ change })));

export const createRoom = (deps: RoomDeps) => {
  const nextQuestion = createNextQuestion(deps, createChoices(deps));
  return {
    holderOf: createHolderOf(deps),
    clientOf: (name: string) => deps.hashToken('client', name),
    openLink: createOpenLink(deps),
    readSession: createReadSession(deps),
    giveConsent: createGiveConsent(deps),
    start: createStart(deps, nextQuestion),
    readQuestion: createReadQuestion(deps, nextQuestion),
    storePiece: createStorePiece(deps),
    readReceived: createReadReceived(deps),
    answer: createAnswer(deps, nextQuestion),
    speakQuestion: createSpeakQuestion(deps),
    finish: createFinish(deps),
    pause: clockCall(deps, pause),
    resume: clockCall(deps, resume),
    ping: clockCall(deps),
    later: createLater(deps),
    takeOver: createTakeOver(deps),
    choose: createChoose(deps),
    saveDraft: createSaveDraft(deps),
    mine: createMine(deps),
    correct: createCorrect(deps),
    appeal: createAppeal(deps),
    myData: createMyData(deps),
    requestHelp: createRequestHelp(deps),
    optOut: createOptOut(deps),
    withdraw: createWithdraw(deps),
    askErasure: createAskErasure(deps),
  };
};

export type RoomUseCases = ReturnType<typeof createRoom>;
