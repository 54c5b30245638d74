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

/** Our side's refusal, as `application/problem+json` says it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryAfterMs: number | null;
  constructor(status: number, body: Readonly<Record<string, unknown>>, retryAfterMs: number | null) {
    super(`refused with ${status}`);
    this.status = status;
    this.code = typeof body['code'] === 'string' ? body['code'] : 'internal.error';
    this.body = body;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Nobody answered: no line, a server that restarts, or something between that is not ours. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** We gave the call up ourselves, since something else has made it pointless. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

const timeoutMs = 20_000;

/** By the oldest means there is: phones of seven years ago have no `randomUUID`. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

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

export type Sending = { body?: BodyInit; headers?: Record<string, string>; signal?: AbortSignal };
export type Call = <T>(method: string, path: string, sending?: Sending) => Promise<T>;

const problemOf = async (response: Response): Promise<Problem | NoAnswer> => {
  const after = Number(response.headers.get('Retry-After'));
  try {
    const body = (await response.json()) as Record<string, unknown>;
    return new Problem(response.status, body, Number.isFinite(after) && after > 0 ? after * 1_000 : null);
  } catch {
    return new NoAnswer();
  }
};

export const createCall =
  (client: string): Call =>
  async <T>(method: string, path: string, { body, headers, signal }: Sending = {}) => {
    const controller = new AbortController();
    const giveUp = (): void => controller.abort();
    const timer = setTimeout(giveUp, timeoutMs);
    signal?.addEventListener('abort', giveUp);
    let response: Response;
    try {
      response = await fetch(`/room/api/${path}`, {
        method,
        headers: { 'Parley-Room-Client': client, ...headers },
        signal: controller.signal,
        ...(body !== undefined && { body }),
      });
    } catch {
      throw signal?.aborted === true ? new Overtaken() : new NoAnswer();
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    }
    if (!response.ok) throw await problemOf(response);
    return (await response.json().catch(() => Promise.reject(new NoAnswer()))) as T;
  };

const json = (value: unknown): Sending => ({
  body: JSON.stringify(value),
  headers: { 'Content-Type': 'application/json' },
});

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
