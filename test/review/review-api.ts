// The recruiter's page as its API has it: somebody opens a link, gets a cookie, and asks with it.
import { useReviewWorld } from '../mail/review-world.ts';
import { publicUrl } from '../native/native-bench.ts';

export const cookieName = 'parley_review';

export const useReviewApi = async () => {
  const world = await useReviewWorld();
  const { api, db, pathOf } = world;

  const send = async (
    method: string,
    path: string,
    { body, cookie, headers = {} }: { body?: unknown; cookie?: string; headers?: Record<string, string> } = {},
  ) => {
    const response = await fetch(`${api.url}/review/api/${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie === undefined ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the answers are what is tested
      body: (isJson ? JSON.parse(text) : { text }) as any,
    };
  };

  /** Exchanges the token at the end of a path; `cookie` is what the browser has. */
  const enter = async (path: string, cookie?: string) => {
    const answer = await send('POST', 'session', {
      body: { token: path.split('/').at(-1) },
      ...(cookie === undefined ? {} : { cookie }),
      headers: { origin: publicUrl },
    });
    const set = answer.headers.get('set-cookie') ?? '';
    const value = new RegExp(`${cookieName}=([^;]*)`).exec(set)?.[1] ?? '';
    return { ...answer, setCookie: set, value, cookie: `${cookieName}=${value}` };
  };

  /** A reader of a run by the newest mail about it. */
  const readerOf = async (runId: string) => {
    const { cookie } = await enter(await pathOf(runId));
    const on = (method: string, path = '', body?: unknown) =>
      send(method, `runs/${runId}${path}`, { cookie, ...(body === undefined ? {} : { body }) });
    return { cookie, on, view: () => on('GET'), decide: (body: unknown) => on('POST', '/decisions', body) };
  };

  /** What a call costs the database the second time, when keys are known: without what is counted and noted beside it. */
  const statementsOf = async (act: () => Promise<{ status: number }>): Promise<string[]> => {
    const first = await act();
    if (first.status !== 200) throw new Error(`${first.status}`);
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }): void => void statements.push(sql.trim().slice(0, 60));
    db.on('query', note);
    await act();
    db.off('query', note);
    return statements.filter((sql) => !/access_reads|rate_limits/.test(sql));
  };

  return { ...world, send, enter, readerOf, statementsOf };
};
