// Hears PostgreSQL say which run has changed and whose feed has grown, on one connection per process, and wakes those who wait.
import { createOutageLog } from '../../log/outage-log.ts';
import type { ChangeListener, Watch } from '../../../domain/ports/interviews.ts';
import type { Logger } from '../../../domain/ports/log.ts';
import { listenOnce, sleep } from '../listen.ts';

/** Their payloads are ids of runs and of tenants: one never is the other. */
const channels = ['interview_changed', 'event_added'] as const;
const reconnectAfterMs = 500;
/** Also while the connection seems fine: it may be dead without either side knowing. */
const lookAgainAfterMs = 5_000;
const lookAgainUnheardMs = 1_000;

export type ListenerOptions = { databaseUrl: string; watchesMax?: number; logger: Logger };

export type RunningListener = ChangeListener & {
  /** Resolves once the connection is being listened on. */
  ready(): Promise<void>;
  /** Ends all waits at once and closes the connection. */
  stop(): Promise<void>;
};

type Watcher = { changed: boolean; wake: () => void };

/** Who waits for which run or tenant. */
const createWatchers = (watchesMax: number) => {
  const watchers = new Map<string, Set<Watcher>>();
  let count = 0;
  const wakeAll = (members: Iterable<Watcher>): void => {
    for (const watcher of members) {
      watcher.changed = true;
      watcher.wake();
    }
  };
  return {
    add: (runId: string): Watcher | null => {
      if (count >= watchesMax) return null;
      const watcher: Watcher = { changed: false, wake: () => undefined };
      const members = watchers.get(runId) ?? new Set();
      watchers.set(runId, members.add(watcher));
      count += 1;
      return watcher;
    },
    remove: (runId: string, watcher: Watcher): void => {
      const members = watchers.get(runId);
      if (!members?.delete(watcher)) return;
      count -= 1;
      if (members.size === 0) watchers.delete(runId);
    },
    wake: (runId: string): void => wakeAll(watchers.get(runId) ?? []),
    wakeEveryone: (): void => [...watchers.values()].forEach(wakeAll),
  };
};

type Watchers = ReturnType<typeof createWatchers>;

const createWatch = (
  watchers: Watchers,
  runId: string,
  state: { heard: boolean; stopping: AbortSignal },
): Watch | null => {
  const watcher = watchers.add(runId);
  if (watcher === null) return null;
  return {
    next: async ({ timeoutMs, signal }) => {
      const woken = new AbortController();
      watcher.wake = () => woken.abort();
      if (!watcher.changed) {
        const patienceMs = Math.min(timeoutMs, state.heard ? lookAgainAfterMs : lookAgainUnheardMs);
        await sleep(patienceMs, AbortSignal.any([woken.signal, signal, state.stopping]));
      }
      watcher.changed = false;
      return signal.aborted || state.stopping.aborted ? 'stop' : 'look';
    },
    close: () => watchers.remove(runId, watcher),
  };
};

/** Starts listening in the background; while there is no connection, waits end early so that readers look themselves. */
export const createChangeListener = (options: ListenerOptions): RunningListener => {
  const watchers = createWatchers(options.watchesMax ?? 1_000);
  const stop = new AbortController();
  const state = { heard: false, stopping: stop.signal };
  let markReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    markReady = resolve;
  });
  const outage = createOutageLog(options.logger, 'listener.connection_failed');
  const onHearing = (): void => {
    outage.worked();
    state.heard = true;
    markReady();
    // What happened while nobody listened is not told again.
    watchers.wakeEveryone();
  };
  const listening = {
    databaseUrl: options.databaseUrl,
    applicationName: 'parley-listener',
    channels,
    onNotification: watchers.wake,
    onHearing,
  };
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await listenOnce(listening, stop.signal).catch((error: unknown) => outage.failed({ error }));
      state.heard = false;
      watchers.wakeEveryone();
      await sleep(reconnectAfterMs, stop.signal);
    }
  };
  const running = run();
  return {
    watch: (id) => createWatch(watchers, id, state),
    ready: () => ready,
    stop: async () => {
      stop.abort();
      watchers.wakeEveryone();
      await running;
    },
  };
};
