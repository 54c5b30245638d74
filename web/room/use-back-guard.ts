// The back button never leaves the interview: it closes what lies above, or goes back a step before the first question.
import { useEffect, useRef } from 'react';

const guard = 'room';

const stand = (): void => {
  if ((window.history.state as { guard?: string } | null)?.guard !== guard)
    window.history.pushState({ guard }, '', window.location.pathname);
};

/** Browsers ask before a window is closed whose words are nowhere else yet. */
export const useUnsavedGuard = (isUnsaved: boolean): void => {
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsaved]);
};

/** `place` changes with every screen: browsers only keep steps that follow from what a person did. */
export const useBackGuard = (place: string, onBack: () => void): void => {
  const latest = useRef(onBack);
  useEffect(() => {
    latest.current = onBack;
  });
  useEffect(() => {
    const wasFirst = place === 'opening' || place === 'trouble' || place === 'dead-link';
    if (!wasFirst) stand();
  }, [place]);
  useEffect(() => {
    const back = (): void => {
      latest.current();
      stand();
    };
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, []);
};
