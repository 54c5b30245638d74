// Places for work that is done a few at a time: whoever has the fewest comes first, and nobody gets all of them.
import { AppError } from '../../domain/errors.ts';

export type PlaceLimits = {
  /** How many may hold a place at once, and how many of one tenant. */
  placesMax: number;
  tenantPlacesMax: number;
  /** How many may wait, and how many of one tenant; the next one is refused. */
  waitingMax: number;
  tenantWaitingMax: number;
  /** Longest wait for a place. */
  waitMs: number;
};

export type Wait = { tenantId: string; signal?: AbortSignal | undefined; waitMs?: number | undefined };
type Waiting = { tenantId: string; admit(): void };

export type FairPlaces = {
  /**
   * Resolves with a function that gives the place back. Throws `text.busy` when the queue is full or the wait too long,
   * and the signal's reason when it fires first.
   */
  take(wait: Wait): Promise<() => void>;
};

const createCounts = () => {
  const counts = new Map<string, number>();
  const of = (tenantId: string): number => counts.get(tenantId) ?? 0;
  return {
    of,
    all: (): number => [...counts.values()].reduce((sum, count) => sum + count, 0),
    add: (tenantId: string): void => void counts.set(tenantId, of(tenantId) + 1),
    remove: (tenantId: string): void => {
      if (of(tenantId) > 1) counts.set(tenantId, of(tenantId) - 1);
      else counts.delete(tenantId);
    },
  };
};

/** Joins the queue until it is admitted, told to go or tired of waiting; leaves it in any case. */
const waitInLine = (queue: Waiting[], { tenantId, signal, waitMs }: Wait & { waitMs: number }): Promise<void> =>
  new Promise((resolve, reject) => {
    const settle = (outcome: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      queue.splice(queue.indexOf(one), 1);
      outcome();
    };
    const one = { tenantId, admit: () => settle(resolve) };
    const abort = (): void => settle(() => reject(signal?.reason as Error));
    const timer = setTimeout(() => settle(() => reject(new AppError('text.busy'))), waitMs);
    signal?.addEventListener('abort', abort);
    queue.push(one);
  });

export const createFairPlaces = (limits: PlaceLimits): FairPlaces => {
  const held = createCounts();
  const queue: Waiting[] = [];

  /** The longest waiting of those who hold fewest. */
  const next = (): Waiting | undefined =>
    queue
      .filter(({ tenantId }) => held.of(tenantId) < limits.tenantPlacesMax)
      .reduce<Waiting | undefined>(
        (best, one) => (best === undefined || held.of(one.tenantId) < held.of(best.tenantId) ? one : best),
        undefined,
      );

  const admitNext = (): void => {
    for (let one = next(); one !== undefined && held.all() < limits.placesMax; one = next()) {
      held.add(one.tenantId);
      one.admit();
    }
  };

  const isFull = (tenantId: string): boolean =>
    queue.length >= limits.waitingMax ||
    queue.filter((one) => one.tenantId === tenantId).length >= limits.tenantWaitingMax;

  return {
    take: async ({ tenantId, signal, waitMs = limits.waitMs }) => {
      signal?.throwIfAborted();
      if (isFull(tenantId)) throw new AppError('text.busy');
      const turn = waitInLine(queue, { tenantId, signal, waitMs: Math.min(waitMs, limits.waitMs) });
      admitNext();
      await turn;
      return () => {
        held.remove(tenantId);
        admitNext();
      };
    },
  };
};
