// A room whose server is a script and whose time is turned by hand: for the tests of what the page does with answers, silence and refusals.
import { Problem, NoAnswer } from '../../ui/call.ts';
import { createRoomApi } from '../api.ts';
import type { RoomView } from '../../../usecases/room/view.ts';
import type { Browser } from '../../ui/page-browser.ts';
import { createRoom, type Room } from './room.ts';
import { createMemory } from '../../ui/session-memory.ts';
import { initialState } from './state.ts';
import { createStore } from './store.ts';

export const aView = (change: Partial<RoomView> = {}): RoomView => ({
  interview: { companyName: 'Example Ltd', position: 'Welder', locale: 'en' },
  notice: { text: 'The notice.', hash: 'h1' },
  consent: { accepted: true, noticeHash: 'h1', at: '2026-01-01T10:00:00.000Z' },
  state: 'IN_PROGRESS',
  outcome: null,
  turn: 1,
  timeLeftMs: 600_000,
  progress: { question: 1, questions: 3 },
  options: {
    voiceProvider: null,
    inCall: false,
    modes: ['text'],
    sessionMode: 'text',
    helpCodes: ['technical'],
    pauseTolerance: 'normal',
    timeFactor: 1,
    paused: false,
    pingEveryMs: 10_000,
    listen: false,
  },
  language: 'en',
  languages: ['en', 'de', 'fr', 'es'],
  choices: { language: 'en', way: 'typed', pauseTolerance: 'normal' },
  draft: null,
  branding: { logoUrl: null, accent: null },
  client: 'active',
  resumableUntil: null,
  linkExpiresAt: null,
  receipt: null,
  appeal: { possible: false, requestedAt: null, decided: null },
  withdrawal: null,
  erasure: { requestedAt: null, text: '' },
  ...change,
});

export const aQuestion = (turn: number) => ({
  turn,
  id: `q${turn}`,
  kind: 'question' as const,
  text: `Question ${turn}?`,
});

export const refusal = (status: number, code: string, more: object = {}): Problem =>
  new Problem(status, { code, requestId: 'req_1', ...more }, null);

export const silence = (): NoAnswer => new NoAnswer();

type Said = { method: string; path: string; body: unknown };
type Answering = (said: Said) => unknown;

/** Timers run when time is turned past them, or when somebody wakes the page. */
const fakeBrowser = () => {
  let now = 1_000_000;
  const timers = new Set<{ at: number; work: () => void }>();
  const wakers = new Set<() => void>();
  const restorers: (() => void)[] = [];
  const browser: Browser = {
    now: () => now,
    later: (work, ms) => {
      const timer = { at: now + ms, work };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    onWake: (work) => {
      wakers.add(work);
      return () => {
        wakers.delete(work);
      };
    },
    onRestored: (work) => void restorers.push(work),
  };
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1)
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
  };
  return {
    browser,
    settle,
    wake: async (): Promise<void> => {
      for (const work of wakers) work();
      await settle();
    },
    restore: async (): Promise<void> => {
      for (const work of restorers) work();
      await settle();
    },
    pass: async (ms: number): Promise<void> => {
      const until = now + ms;
      await settle();
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        now = next.at;
        next.work();
        await settle();
      }
      now = until;
      await settle();
    },
  };
};

export const memoryStorage = (): Storage => {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      kept.set(key, value);
    },
    removeItem: (key) => {
      kept.delete(key);
    },
    clear: () => kept.clear(),
  };
};

/** `answers` is asked for every call, and may be exchanged meanwhile; what it throws is how the call fails. */
export const fakeRoom = (answers: Answering, { storage = memoryStorage(), path = '/interview' } = {}) => {
  const said: Said[] = [];
  const script = { answers };
  const { browser, ...time } = fakeBrowser();
  const address = { path };
  const api = createRoomApi(async <T>(method: string, call: string, { body }: { body?: BodyInit } = {}) => {
    const one = { method, path: call, body: typeof body === 'string' ? (JSON.parse(body) as unknown) : null };
    said.push(one);
    return (await script.answers(one)) as T;
  });
  const store = createStore(initialState);
  const room: Room = createRoom(
    { store, api, memory: createMemory(() => storage), browser },
    { path: () => address.path, replace: (next) => (address.path = next) },
  );
  return { room, said, script, address, storage, ...time, state: () => store.get() };
};
