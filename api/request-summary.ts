// One line a minute about all requests, where a line for each would bury everything else; none while nobody asks.
import type { Logger } from '../domain/ports/log.ts';
import type { AnsweredRequest } from './guard/deps.ts';

const everyMs = 60_000;

export type RequestSummary = { note(request: AnsweredRequest): void; stop(): void };

type Counts = { count: number; status2xx: number; status3xx: number; status4xx: number; status5xx: number };

const classOf = (status: number): Exclude<keyof Counts, 'count'> | null => {
  const known = { 2: 'status2xx', 3: 'status3xx', 4: 'status4xx', 5: 'status5xx' } as const;
  return known[Math.floor(status / 100) as keyof typeof known] ?? null;
};

/** `stop` says what is left. Probes are no requests of anybody. */
export const createRequestSummary = ({ log, pauseMs = everyMs }: { log: Logger; pauseMs?: number }): RequestSummary => {
  const none: Counts = { count: 0, status2xx: 0, status3xx: 0, status4xx: 0, status5xx: 0 };
  let counts = { ...none };
  let slowest: AnsweredRequest | null = null;
  const say = (): void => {
    if (slowest === null) return;
    const { method, route, durationMs: slowestMs } = slowest;
    log.info('http.requests', { ...counts, slowestMs, method, route });
    [counts, slowest] = [{ ...none }, null];
  };
  const timer = setInterval(say, pauseMs);
  timer.unref();
  return {
    note: (request) => {
      counts.count += 1;
      const status = classOf(request.status);
      if (status !== null) counts[status] += 1;
      if (slowest === null || request.durationMs > slowest.durationMs) slowest = request;
    },
    stop: () => {
      clearInterval(timer);
      say();
    },
  };
};
