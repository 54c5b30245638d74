// The calls of every page: each may fail as `Problem` (we were understood and refused) or `NoAnswer`.
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

export type Sending = {
  body?: NonNullable<RequestInit['body']>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};
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

/** Calls below `base`, each with `own` headers. */
export const createCall =
  (base: string, own: Readonly<Record<string, string>> = {}): Call =>
  async <T>(method: string, path: string, { body, headers, signal }: Sending = {}) => {
    const controller = new AbortController();
    const giveUp = (): void => controller.abort();
    const timer = setTimeout(giveUp, timeoutMs);
    signal?.addEventListener('abort', giveUp);
    try {
      const response = await fetch(`${base}/${path}`, {
        method,
        headers: { ...own, ...headers },
        signal: controller.signal,
        ...(body !== undefined && { body }),
      });
      if (!response.ok) throw await problemOf(response);
      // An answer that begins and never ends is none: the time is for all of it.
      return (await response.json()) as T;
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw signal?.aborted === true ? new Overtaken() : new NoAnswer();
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    }
  };

export const json = (value: unknown): Sending => ({
  body: JSON.stringify(value),
  headers: { 'Content-Type': 'application/json' },
});
