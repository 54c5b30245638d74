// An integrator made of plain HTTP: it sends each request with an Idempotency-Key and repeats what got no answer, as the docs promise it may.
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { interviewSchema } from '../../api/schemas/interview.ts';
import { pause } from './eventually.ts';

export type InterviewView = z.infer<typeof interviewSchema>;

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export type Exchange = { method: string; path: string; status: number; contentType: string; text: string };

export type NativeAnswer<Body> = { status: number; headers: Headers; body: Body };

type Sending = { body?: unknown; headers?: Record<string, string>; key?: string | null };

export type NativeClient = {
  /** One request, one answer, whatever it is. */
  call<Body = Record<string, unknown>>(method: Method, path: string, sending?: Sending): Promise<NativeAnswer<Body>>;
  /** Under one `Idempotency-Key` until there is a final answer; throws unless it is a success. */
  insist<Body = Record<string, unknown>>(method: Method, path: string, body?: unknown): Promise<Body>;
  read(runId: string): Promise<InterviewView>;
  /** Waits on the server, not in a loop, until the run is in one of the states. */
  until(runId: string, ...states: string[]): Promise<InterviewView>;
};

type Options = {
  baseUrl: string;
  apiKey: string;
  /** How long to go on repeating. */
  patienceMs?: number;
  onExchange?: (exchange: Exchange) => void;
};

export const interviewsPath = '/api/v1/integration/interviews';
export const pathOf = (runId: string, rest = ''): string => `${interviewsPath}/${runId}${rest}`;

const repeatAfterMs = 200;

const parse = (text: string): unknown => {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
};

const createCall =
  ({ baseUrl, apiKey, onExchange }: Options): NativeClient['call'] =>
  async <Body>(method: Method, path: string, { body, headers = {}, key = apiKey }: Sending = {}) => {
    const response = await fetch(new URL(path, baseUrl), {
      method,
      headers: {
        ...(key === null ? {} : { 'X-API-Key': key }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const contentType = response.headers.get('content-type') ?? '';
    onExchange?.({ method, path, status: response.status, contentType, text });
    return { status: response.status, headers: response.headers, body: parse(text) as Body };
  };

/** No answer at all, an answer that says "later", or our own request that is still under way. */
const isUnsettled = (answer: NativeAnswer<unknown> | null): boolean =>
  answer === null ||
  answer.status >= 500 ||
  answer.status === 429 ||
  (answer.status === 409 && (answer.body as { code?: string }).code === 'idempotency.running');

export const createNativeClient = (options: Options): NativeClient => {
  const { patienceMs = 120_000 } = options;
  const call = createCall(options);

  const persist = async <Body>(method: Method, path: string, sending: Sending): Promise<NativeAnswer<Body>> => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const answer = await call<Body>(method, path, sending).catch(() => null);
      if (answer !== null && !isUnsettled(answer)) return answer;
      if (Date.now() > deadline) throw new Error(`${method} ${path}: ${JSON.stringify(answer) ?? 'no answer'}`);
      await pause(repeatAfterMs);
    }
  };
  const insist: NativeClient['insist'] = async <Body>(method: Method, path: string, body?: unknown) => {
    const answer = await persist<Body>(method, path, { body, headers: { 'Idempotency-Key': randomUUID() } });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const readWith = async (path: string): Promise<InterviewView> => {
    const answer = await persist<InterviewView>('GET', path, {});
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return {
    call,
    insist,
    read: (runId) => readWith(pathOf(runId)),
    until: async (runId, ...states) => {
      const deadline = Date.now() + patienceMs;
      let view = await readWith(pathOf(runId));
      while (!states.includes(view.state)) {
        if (Date.now() > deadline)
          throw new Error(`${runId} is ${view.state}, not ${states.join(' or ')}: ${JSON.stringify(view.timeline)}`);
        view = await readWith(pathOf(runId, `?wait=5&afterSeq=${view.seq}`));
      }
      return view;
    },
  };
};
