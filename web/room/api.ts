// The room's calls, typed by what answers them. Each may fail as `Problem` (we were understood and refused) or `NoAnswer`.
import type { RoomChoices } from '../../domain/room/choices.ts';
import type { ChoiceCode } from '../../domain/room/transcript.ts';
import type { AnswerStored, PresentQuestion } from '../../usecases/room/answer.ts';
import type { Finished } from '../../usecases/room/finish.ts';
import type { MyInterview, MyTurn } from '../../usecases/room/mine.ts';
import type { RequestAnswer } from '../../usecases/room/requests.ts';
import type { ConsentAnswer } from '../../usecases/room/session.ts';
import type { Started } from '../../usecases/room/start.ts';
import type { AppealView, DraftView, RoomView } from '../../usecases/room/view.ts';
import { createCall, json, randomId, type Call } from '../ui/call.ts';

/** Names this window until it is closed: a reload is the same one, a second window another. */
export const clientId = (storage: Storage = sessionStorage): string => {
  try {
    const known = storage.getItem('room-client');
    if (known !== null) return known;
    const made = randomId();
    storage.setItem('room-client', made);
    return made;
  } catch {
    return randomId();
  }
};

/** As this window. */
export const callAs = (client: string): Call => createCall('/room/api', { 'Parley-Room-Client': client });

/** An answer is typed, chosen, or spoken: then it names the take and how many pieces of it were made. */
export type NewAnswer = { clientTurnId: string; turn: number } & (
  | { text: string }
  | { choice: ChoiceCode }
  | { spoken: { take: number; pieces: number } }
);

type Clock = { timeLeftMs: number; paused: boolean };

/** Drafts and signs of life run beside everything else, and would be refused after an answer or the end. */
const createBeside = () => {
  let running = new AbortController();
  return {
    signal: () => running.signal,
    stop: (): void => {
      running.abort();
      running = new AbortController();
    },
  };
};

export const createRoomApi = (call: Call) => {
  const beside = createBeside();
  const overtaking: Call = (method, path, sending) => {
    beside.stop();
    return call(method, path, sending);
  };
  return {
    openLink: (token: string) => call<RoomView>('POST', 'session', json({ token })),
    readSession: () => call<RoomView>('GET', 'session'),
    consent: (said: { noticeHash: string; accepted: boolean }) =>
      overtaking<ConsentAnswer>('POST', 'consent', json(said)),
    choose: (choices: Partial<RoomChoices>) => call<RoomView>('PUT', 'choices', json(choices)),
    takeOver: () => call<RoomView>('POST', 'take-over'),
    start: (mode: 'text' | 'voice') => call<Started>('POST', 'start', json({ mode })),
    readQuestion: () => call<PresentQuestion>('GET', 'question'),
    saveDraft: (turn: number, text: string) =>
      call<{ draft: DraftView | null }>('PUT', `drafts/${turn}`, { ...json({ text }), signal: beside.signal() }),
    answer: (answer: NewAnswer) => overtaking<AnswerStored>('POST', 'answers', json(answer)),
    finish: () => overtaking<Finished>('POST', 'finish'),
    pause: () => call<Clock>('POST', 'pause'),
    resume: () => call<Clock>('POST', 'resume'),
    ping: () => call<Clock>('POST', 'ping', { signal: beside.signal() }),
    later: () => call<Clock & { resumableUntil: string | null }>('POST', 'later'),
    help: (said: { code: string; note?: string }) => call<RequestAnswer>('POST', 'help', json(said)),
    optOut: (said: { note?: string }) => overtaking<RequestAnswer>('POST', 'opt-out', json(said)),
    withdraw: (said: { note?: string }) => overtaking<RequestAnswer>('POST', 'withdraw', json(said)),
    askErasure: () => call<Pick<RoomView, 'erasure'>>('POST', 'erasure'),
    mine: () => call<MyInterview>('GET', 'mine'),
    correct: (said: { turn: number; version: number; text: string }) => call<MyTurn>('POST', 'corrections', json(said)),
    appeal: (text: string) => call<{ appeal: AppealView }>('POST', 'appeal', json({ text })),
  };
};

export type RoomApi = ReturnType<typeof createRoomApi>;
