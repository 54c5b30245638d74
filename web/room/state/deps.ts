// What the room's actions share: the store, the calls, what this window remembers, and the browser around it.
import type { RoomApi } from '../api.ts';
import type { Memory } from './session-memory.ts';
import type { RoomState } from './state.ts';
import type { Store } from './store.ts';

export type Browser = {
  now(): number;
  later(work: () => void, ms: number): () => void;
  /** Calls back when the line may be there again: back online, or back on the screen. */
  onWake(work: () => void): () => void;
  /** Calls back when a page that was left comes back whole: what it shows may be long behind. */
  onRestored(work: () => void): void;
};

export type Deps = { store: Store<RoomState>; api: RoomApi; memory: Memory; browser: Browser };

export const realBrowser: Browser = {
  now: () => Date.now(),
  later: (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  onWake: (work) => {
    const shown = (): void => {
      if (document.visibilityState === 'visible') work();
    };
    window.addEventListener('online', work);
    document.addEventListener('visibilitychange', shown);
    return () => {
      window.removeEventListener('online', work);
      document.removeEventListener('visibilitychange', shown);
    };
  },
  onRestored: (work) =>
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) work();
    }),
};
