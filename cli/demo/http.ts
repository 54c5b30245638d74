// Calls the API as any program would, by HTTP alone, and says in a sentence what was not as it should be.
import { performance } from 'node:perf_hooks';
import type { z } from 'zod';

import { CliError } from '../cli-error.ts';

export type Call<Body> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  expected: number;
  answer: z.ZodType<Body>;
};

export type DemoAnswer<Body> = { status: number; body: Body; tookMs: number };

/** @throws CliError when there is no answer, another status than the expected one, or a body of another shape */
export type DemoCaller = <Body>(call: Call<Body>) => Promise<DemoAnswer<Body>>;

const patienceMs = 60_000;
const shownCharacters = 300;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const unexpected = (what: string, status: number, text: string): CliError =>
  new CliError(`${what} was answered with ${status}: ${text.slice(0, shownCharacters)}`);

type Options = { baseUrl: string; headers?: Record<string, string> };

/** A caller with the same headers in each call; it keeps the cookie it is given, as a browser does. */
export const createCaller = ({ baseUrl, headers = {} }: Options): DemoCaller => {
  let cookie: string | null = null;

  const send = async (what: string, { method, path, body, headers: own }: Call<unknown>): Promise<Response> => {
    const all = {
      ...headers,
      ...own,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie === null ? {} : { cookie }),
    };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      return await fetch(new URL(path, baseUrl), {
        method,
        headers: all,
        ...content,
        signal: AbortSignal.timeout(patienceMs),
      });
    } catch (error) {
      throw new CliError(`${what} got no answer from ${baseUrl}.`, { cause: error });
    }
  };

  return async (call) => {
    const what = `${call.method} ${call.path.split('?')[0] ?? ''}`;
    const startedAt = performance.now();
    const response = await send(what, call);
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const text = await response.text();
    if (response.status !== call.expected) throw unexpected(what, response.status, text);
    const parsed = call.answer.safeParse(parse(text));
    if (!parsed.success) {
      const places = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
      throw new CliError(`${what} was answered without what the demo needs: ${places}`);
    }
    return { status: response.status, body: parsed.data, tookMs: performance.now() - startedAt };
  };
};
