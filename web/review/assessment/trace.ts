// What its reader looked at: collected here, sent in batches, and kept with the decision.
import type { TraceEntry } from '../../../usecases/review/view.ts';

/** In view for less than this is not looked at, whatever the eyes did. */
const glanceSeconds = 2;
const entriesMax = 50;

type Deps = { send: (entries: TraceEntry[]) => Promise<unknown>; now: () => number };

export type Trace = {
  note: (kind: 'opened' | 'played' | 'revealed', target: string) => void;
  enter: (target: string) => void;
  /** `isAbove`: it went out of view at the top, so its reader went on past it. */
  leave: (target: string, isAbove: boolean) => void;
  /** Whether all of it arrived. What is still in view counts up to now; `away`: and no longer, until its reader is `back`. */
  flush: (away?: 'away') => Promise<boolean>;
  back: () => void;
  hasOpened: () => boolean;
};

export const createTrace = ({ send, now }: Deps): Trace => {
  let waiting: TraceEntry[] = [];
  let opened = false;
  const since = new Map<string, number>();
  const looked = new Set<string>();
  const seconds = (target: string): number => Math.round((now() - (since.get(target) ?? now())) / 1_000);
  const add = (entry: TraceEntry): void => void waiting.push(entry);
  const seen = (target: string): boolean => {
    const inView = isAway ? 0 : seconds(target);
    if (inView < glanceSeconds) return false;
    looked.add(target);
    add({ kind: 'seen', target, seconds: inView });
    return true;
  };
  let isAway = false;
  const restart = (): void => {
    for (const target of since.keys()) since.set(target, now());
  };
  const settle = (): void => {
    for (const target of since.keys()) if (!isAway && seen(target)) since.set(target, now());
  };
  return {
    note: (kind, target) => {
      opened ||= kind !== 'revealed';
      add({ kind, target, seconds: 0 });
    },
    enter: (target) => void since.set(target, now()),
    leave: (target, isAbove) => {
      if (!since.has(target)) return;
      if (!seen(target) && isAbove && !looked.has(target)) add({ kind: 'scrolled_past', target, seconds: 0 });
      since.delete(target);
    },
    back: () => {
      isAway = false;
      restart();
    },
    flush: async (away) => {
      settle();
      isAway ||= away !== undefined;
      while (waiting.length > 0) {
        const batch = waiting.slice(0, entriesMax);
        waiting = waiting.slice(entriesMax);
        try {
          await send(batch);
        } catch {
          // It is sent with the next, in the order in which it was.
          waiting = [...batch, ...waiting].slice(-10 * entriesMax);
          return false;
        }
      }
      return true;
    },
    hasOpened: () => opened,
  };
};
