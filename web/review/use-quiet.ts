// When there is time for what is not needed first: what is to be read has been, and is drawn.
import { useEffect, useState } from 'react';
import { fetchAhead } from '../ui/chunks.ts';

const patienceMs = 2_000;

/** Where a browser cannot say that it has nothing to do it is given a moment. */
const idle = (work: () => void): void => {
  if (typeof window.requestIdleCallback === 'function') window.requestIdleCallback(work, { timeout: patienceMs });
  else setTimeout(work, 200);
};

export const useQuiet = (isRead: Promise<void>): boolean => {
  const [isQuiet, setQuiet] = useState(false);
  useEffect(() => {
    let isWanted = true;
    const begin = (): void => {
      if (!isWanted) return;
      fetchAhead('quiet');
      setQuiet(true);
    };
    isRead.then(() => idle(begin)).catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [isRead]);
  return isQuiet;
};
