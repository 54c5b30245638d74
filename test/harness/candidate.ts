// A candidate made of plain HTTP: holds a whole interview by typing or voice, and repeats what was not answered, as people do.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { present } from '../../domain/present.ts';

export type AskedQuestion = {
  turn: number;
  id: string;
  kind: 'question' | 'follow_up' | 'repeat' | 'closing';
  text: string;
};

export type RoomReceipt = {
  consentHash: string | null;
  formId: string | null;
  transcriptHash: string | null;
  answered: number;
  questions: number;
};

export type RoomAnswer<Body> = { status: number; body: Body };

/** One device: it keeps the cookie it was given. */
export type CandidateDevice = {
  /** Any answer of the server, problems included; repeats itself while the service cannot answer. */
  call<Body = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
  ): Promise<RoomAnswer<Body>>;
  /** The same, but throws unless the call succeeded. */
  succeed<Body = Record<string, unknown>>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Body>;
};

type DeviceOptions = {
  /** How long to go on repeating a call that gets no answer or a 503. */
  patienceMs?: number;
  /** Told of every answer, transient ones included. */
  onExchange?: (exchange: Exchange) => void;
  /** Told of the cookie, for calls that this device cannot make. */
  onCookie?: (cookie: string) => void;
};

type Exchange = { method: string; path: string; status: number; contentType: string; text: string };

const repeatEveryMs = 250;

const wait = (durationMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, durationMs));

const isTransient = (status: number): boolean => status === 500 || status === 502 || status === 503 || status === 504;

type Session = { cookie: string | null } & Pick<DeviceOptions, 'onExchange' | 'onCookie'>;
type Call = { url: string; method: string; body: unknown };

/** Bytes are a piece of what was recorded. */
const encode = (body: unknown): { headers: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> } => {
  if (body === undefined) return { headers: {} };
  if (!(body instanceof Uint8Array))
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const digest = createHash('sha256').update(body).digest('base64');
  return {
    headers: { 'content-type': 'audio/webm', 'content-digest': `sha-256=:${digest}:` },
    body: new Uint8Array(body),
  };
};

const send = async (session: Session, { url, method, body }: Call): Promise<RoomAnswer<unknown>> => {
  const encoded = encode(body);
  if (session.cookie !== null) encoded.headers['cookie'] = session.cookie;
  const response = await fetch(url, { method, ...encoded });
  const [cookie] = response.headers.getSetCookie();
  if (cookie !== undefined) {
    session.cookie = cookie.split(';')[0] ?? null;
    session.onCookie?.(session.cookie ?? '');
  }
  const text = await response.text();
  const { pathname: path } = new URL(url);
  const contentType = response.headers.get('content-type') ?? '';
  session.onExchange?.({ method, path, status: response.status, contentType, text });
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
};

/** A call that got no answer may have arrived; every call of the room may be repeated. */
const sendPatiently = async (session: Session, call: Call, patienceMs: number): Promise<RoomAnswer<unknown>> => {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const answer = await send(session, call).catch((error: unknown) => ({ status: 0, body: null, error }));
    const given = answer.status !== 0 && !isTransient(answer.status);
    if (given) return answer;
    if (performance.now() > deadline) {
      if (answer.status !== 0) return answer;
      throw new Error(`${call.method} ${call.url}: no answer`, { cause: 'error' in answer ? answer.error : undefined });
    }
    await wait(repeatEveryMs);
  }
};

export const createDevice = (
  baseUrl: string,
  { patienceMs = 30_000, onExchange, onCookie }: DeviceOptions = {},
): CandidateDevice => {
  const session: Session = { cookie: null, ...present({ onExchange, onCookie }) };
  const call: CandidateDevice['call'] = async <Body>(method: string, path: string, body?: unknown) =>
    (await sendPatiently(session, { url: new URL(path, baseUrl).href, method, body }, patienceMs)) as RoomAnswer<Body>;
  return {
    call,
    succeed: async <Body>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => {
      const answer = await call<Body>(method, path, body);
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
};

type Opened = {
  notice: { text: string; hash: string };
  state: string;
  options: { modes: string[]; listen: boolean };
};
type Started = {
  sessionId: string;
  greeting: string;
  question: AskedQuestion | null;
  done: boolean;
  timeLeftMs: number;
};
export type Stored = { turn: number; next: AskedQuestion | null; done: boolean; timeLeftMs: number };

export const tokenOf = (link: string): string => link.slice(link.lastIndexOf('/') + 1);

/** Exchanges the link for a cookie. */
export const openRoom = (device: CandidateDevice, link: string): Promise<Opened> =>
  device.succeed<Opened>('POST', '/room/api/session', { token: tokenOf(link) });

/** Opens the link on a device, accepts the notice and begins, or goes on with what was begun before. */
export const enterRoom = async (
  device: CandidateDevice,
  link: string,
  mode: 'text' | 'voice' = 'text',
): Promise<Started> => {
  const { notice } = await openRoom(device, link);
  await device.succeed('POST', '/room/api/consent', { noticeHash: notice.hash, accepted: true });
  return device.succeed<Started>('POST', '/room/api/start', { mode });
};

/** 4.5 s of speech as a browser records it. */
export const sound: Uint8Array = readFileSync(new URL('../recordings/spoken.webm', import.meta.url));

/** What is said goes in three pieces, and then the answer that names them; a text goes as it is. */
export const say = async (device: CandidateDevice, turn: number, said: string | Uint8Array): Promise<Stored> => {
  const answer = (given: object) =>
    device.succeed<Stored>('POST', '/room/api/answers', { clientTurnId: `turn-${turn}`, turn, ...given });
  if (typeof said === 'string') return answer({ text: said });
  const size = Math.ceil(said.length / 3);
  for (const n of [0, 1, 2])
    await device.succeed('PUT', `/room/api/recordings/${turn}/1/${n}`, said.subarray(n * size, (n + 1) * size));
  return answer({ spoken: { take: 1, pieces: 3 } });
};

/** What to say: one text per turn (the last one again when they run out), or a text or a sound for each question. */
export type Answers = readonly [string, ...string[]] | ((question: AskedQuestion) => string | Uint8Array);

const answerTo = (answers: Answers, question: AskedQuestion): string | Uint8Array =>
  typeof answers === 'function' ? answers(question) : (answers[question.turn - 1] ?? answers.at(-1) ?? '');

export type HeldInterview = { state: string; receipt: RoomReceipt; questions: AskedQuestion[] };

const turnsMax = 200;

/** Answers question by question until the closing. `questions` are those it was asked, the closing included. */
export const answerAll = async (
  device: CandidateDevice,
  first: AskedQuestion | null,
  answers: Answers,
): Promise<AskedQuestion[]> => {
  const questions: AskedQuestion[] = [];
  let question = first;
  while (question !== null && questions.length < turnsMax) {
    questions.push(question);
    if (question.kind === 'closing') return questions;
    question = (await say(device, question.turn, answerTo(answers, question))).next;
  }
  return questions;
};

/**
 * Holds the interview behind `link` from the notice to the receipt; called again after a break it goes on where it
 * stopped, and after the end it gives the receipt again. `link` is the whole interview link or its token.
 */
export const interviewByTyping = async (
  baseUrl: string,
  link: string,
  answers: Answers,
  options: DeviceOptions = {},
): Promise<HeldInterview> => {
  const device = createDevice(baseUrl, options);
  const { state: before } = await openRoom(device, link);
  const questions =
    before === 'COMPLETED' ? [] : await answerAll(device, (await enterRoom(device, link)).question, answers);
  const { state, receipt } = await device.succeed<{ state: string; receipt: RoomReceipt }>('POST', '/room/api/finish');
  return { state, receipt, questions };
};
