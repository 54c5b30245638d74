// The hooks that a simulated ATS sends: a ping when one is made, each event to each that wants it, and again as the vendor does.
import { setTimeout as sleep } from 'node:timers/promises';

/** One message, byte for byte as every attempt sends it. */
export type Message = { action: string; body: string; headers: Readonly<Record<string, string>> };

export type Hook = {
  id: string;
  url: string;
  secret: string;
  /** Absent: whatever the vendor tells. */
  actions: readonly string[] | null;
  /** False after a ping that failed: then nothing is sent to it. */
  enabled: boolean;
};

export type Sending = Message & {
  hookId: string;
  url: string;
  /** 0 where no answer came. */
  statuses: number[];
  state: 'held' | 'sending' | 'taken' | 'given_up';
};

/** How a vendor goes about it. */
export type HookDialect = {
  ping(hook: Hook): Message;
  isTaken(status: number): boolean;
  /** Never tried again after such a status. */
  isFinal(status: number): boolean;
  /** Before each further attempt, as the vendor's pages say. */
  retryAfterMs: readonly number[];
};

export type Hooks = {
  list: Hook[];
  sendings: Sending[];
  /** An administrator makes a hook; it is pinged before this returns. */
  add(hook: { url: string; secret?: string; actions?: readonly string[] }): Promise<Hook>;
  send(compose: (hook: Hook) => Message): void;
  /** From now on messages wait, and `release` sends them as they come out of it: later, fewer, or in another order. */
  hold(): void;
  release(choose?: (held: Sending[]) => Sending[]): void;
  /** The very same bytes once more, as an attempt whose answer was lost, or as a replay. */
  repeat(sending: Sending): Promise<number>;
  /** When nothing is on its way any more. */
  settled(): Promise<void>;
  stop(): void;
};

const patienceMs = 30_000;

/** So many at once, as its own machines would send them. */
const mostAtOnce = 64;

/** Runs what it is given, never more than so many at a time, and in the order in which they came. */
const createTurnstile = (most: number): (<Done>(act: () => Promise<Done>) => Promise<Done>) => {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (act) => {
    if (inside >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else inside += 1;
    try {
      return await act();
    } finally {
      // Whoever waits takes over the place.
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
};

const post = async (url: string, { body, headers }: Message, signal: AbortSignal): Promise<number> => {
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  }).catch(() => null);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.status ?? 0;
};

type Desk = {
  dialect: HookDialect;
  scale: number;
  stopped: AbortController;
  inTurn: ReturnType<typeof createTurnstile>;
};

const deliver = async ({ dialect, scale, stopped, inTurn }: Desk, sending: Sending): Promise<void> => {
  sending.state = 'sending';
  for (const waitMs of [0, ...dialect.retryAfterMs]) {
    if (waitMs > 0) await sleep(waitMs * scale, undefined, { signal: stopped.signal }).catch(() => undefined);
    if (stopped.signal.aborted) return;
    const status = await inTurn(() => post(sending.url, sending, stopped.signal));
    sending.statuses.push(status);
    if (dialect.isTaken(status)) return void (sending.state = 'taken');
    if (dialect.isFinal(status)) break;
  }
  sending.state = 'given_up';
};

const settle = async (running: ReadonlySet<Promise<void>>): Promise<void> => {
  while (running.size > 0) await Promise.all(running);
};

/** `scale` shortens the pauses before further attempts: 1 is as long as they are in truth. */
export const createHooks = (dialect: HookDialect, newId: () => string, scale: number): Hooks => {
  const desk: Desk = { dialect, scale, stopped: new AbortController(), inTurn: createTurnstile(mostAtOnce) };
  const list: Hook[] = [];
  const sendings: Sending[] = [];
  const running = new Set<Promise<void>>();
  let holding = false;
  const start = (sending: Sending): void => {
    const errand = deliver(desk, sending).finally(() => running.delete(errand));
    running.add(errand);
  };
  return {
    list,
    sendings,
    add: async ({ url, secret = '', actions = null }) => {
      const hook: Hook = { id: newId(), url, secret, actions, enabled: false };
      list.push(hook);
      hook.enabled = dialect.isTaken(await post(url, dialect.ping(hook), desk.stopped.signal));
      return hook;
    },
    send: (compose) => {
      for (const hook of list.filter(({ enabled }) => enabled)) {
        const message = compose(hook);
        if (hook.actions !== null && !hook.actions.includes(message.action)) continue;
        const sending: Sending = { ...message, hookId: hook.id, url: hook.url, statuses: [], state: 'held' };
        sendings.push(sending);
        if (!holding) start(sending);
      }
    },
    hold: () => void (holding = true),
    release: (choose = (held) => held) => {
      holding = false;
      for (const sending of choose(sendings.filter(({ state }) => state === 'held'))) start(sending);
    },
    repeat: (sending) => post(sending.url, sending, desk.stopped.signal),
    settled: () => settle(running),
    stop: () => desk.stopped.abort(),
  };
};
