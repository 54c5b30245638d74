// What rules work with: calls that are kept as exchanges, steps that are made once, and what came to our own address.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Call, Exchange } from './exchange.ts';
import type { Listener, Told } from './listener.ts';
import { Broken, skip } from './verdicts.ts';

export type Settings = {
  /** Without a slash at its end. */
  url: string;
  /** Whether it is on this machine. */
  isLocal: boolean;
  options: Readonly<Record<string, string | undefined>>;
  email: string;
  /** For one answer, before it counts as none. */
  timeoutMs: number;
  /** For answers that are promised quickly. */
  withinMs: number;
  /** For what comes by itself: callbacks, a plan. */
  waitMs: number;
  listener: Listener | null;
  /** Makes the ids of one run its own. */
  mark: string;
};

export type Bench = Settings & {
  call(call: Call): Promise<Answer>;
  /** The same step for all rules that need it; its exchanges count for each of them. */
  once<T>(name: string, step: () => Promise<T>): Promise<T>;
  /** The value of an option; the rule is skipped without it. */
  option(name: string): string;
  /** Where the vendor is to call us back: our own address, or one where nothing listens. */
  callbackUrl(name: string): string;
  /** What came to that address, waited for once in a run; the rule is skipped while nothing did. */
  told(name: string): Promise<readonly Told[]>;
  /** The exchanges since the last time. */
  takeExchanges(): Exchange[];
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const bodyOf = (body: unknown): string => {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
};

/** In words for whoever runs the check; what fetch throws hides the reason in its cause. */
export const failureOf = (error: unknown, timeoutMs: number): string => {
  if (!(error instanceof Error)) return 'No answer.';
  if (error.name === 'TimeoutError') return `No answer within ${timeoutMs / 1_000} s.`;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return `No answer: ${code === '' ? error.message : code}.`;
};

const answerBytesMax = 1_024 * 1_024;

/** Whoever is checked may answer without end. */
const readText = async ({ body }: Response): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > answerBytesMax) throw new Error(`the answer has more than ${answerBytesMax} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

const makeCall = async (
  { method, url, headers = {}, body }: Call,
  timeoutMs: number,
  keep: (exchange: Exchange) => void,
): Promise<Answer> => {
  const sent = bodyOf(body);
  const all = {
    'user-agent': 'parley-conformance',
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  };
  const request = { method, url, headers: all, body: sent };
  const startedAt = performance.now();
  const lasted = (): number => Math.round(performance.now() - startedAt);
  try {
    const response = await fetch(url, {
      method,
      headers: all,
      ...(body !== undefined && { body: sent }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await readText(response);
    const { status } = response;
    const durationMs = lasted();
    const answer = { status, headers: Object.fromEntries(response.headers), body: text };
    keep({ request, answer, failure: null, durationMs });
    return { status, headers: response.headers, text, body: parse(text), durationMs };
  } catch (error) {
    const failure = failureOf(error, timeoutMs);
    keep({ request, answer: null, failure, durationMs: lasted() });
    throw new Broken(failure);
  }
};

const lookEveryMs = 25;

export const createBench = (settings: Settings): Bench => {
  const { listener, mark, waitMs } = settings;
  let current: Exchange[] = [];
  const steps = new Map<string, { result: Promise<unknown>; exchanges: Exchange[] }>();

  const once: Bench['once'] = async <T>(name: string, step: () => Promise<T>): Promise<T> => {
    const known = steps.get(name);
    if (known !== undefined) {
      current.push(...known.exchanges);
      return (await known.result) as T;
    }
    const before = current.length;
    const made = { result: step(), exchanges: [] as Exchange[] };
    steps.set(name, made);
    try {
      return await made.result;
    } finally {
      made.exchanges = current.slice(before);
    }
  };

  const path = (name: string): string => `/${mark}/${name}`;
  const bench: Bench = {
    ...settings,
    once,
    call: (call) => makeCall(call, settings.timeoutMs, (exchange) => current.push(exchange)),
    option: (name) => settings.options[name] ?? skip(`Needs --${name}.`),
    // A reserved name: nobody is called there, and it is an address that may be named.
    callbackUrl: (name) => (listener?.url ?? 'https://example.com/parley-conformance') + path(name),
    told: (name) =>
      once(`told ${name}`, async () => {
        if (listener === null) return skip('Needs an address of ours that the other side can call: see --listen.');
        const deadline = Date.now() + waitMs;
        const here = (): Told[] => listener.told.filter((one) => one.path === path(name) || one.path === name);
        while (here().length === 0 && Date.now() < deadline) await sleep(lookEveryMs);
        const told = here();
        current.push(...told.map(({ exchange }) => exchange));
        if (told.length === 0) skip(`Nothing was told within ${waitMs / 1_000} s: finish the interview, see --wait.`);
        return told;
      }),
    takeExchanges: () => {
      const taken = current;
      current = [];
      return taken;
    },
  };
  return bench;
};
