// The browser around a page: its time, and when it may be worth trying again.
export type Browser = {
  now(): number;
  later(work: () => void, ms: number): () => void;
  /** Calls back when the line may be there again: back online, or back on the screen. */
  onWake(work: () => void): () => void;
  /** Calls back when a page that was left comes back whole: what it shows may be long behind. */
  onRestored(work: () => void): void;
};

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
