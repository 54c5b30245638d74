// What a screen shows, fetched: tried again by itself while the line is bad, and read anew when the page comes back whole.
import { useCallback, useEffect, useState } from 'react';
import { realBrowser } from '../ui/page-browser.ts';
import { untilDone } from '../ui/retry.ts';
import { deadReasonOf, troubleOf, type DeadReason, type Trouble } from './failure.ts';

export type Loaded<T> = {
  value: T | null;
  /** Nobody answers at the moment; it goes on by itself. */
  isRetrying: boolean;
  dead: DeadReason | null;
  trouble: Trouble | null;
};

const nothing = { value: null, isRetrying: false, dead: null, trouble: null };

/** `key` names what is loaded: another one begins anew. `set` puts what a call answered in its place. */
export const useLoaded = <T>(load: () => Promise<T>, key: string): Loaded<T> & { set: (value: T) => void } => {
  const [loaded, setLoaded] = useState<Loaded<T> & { key: string }>({ ...nothing, key });
  const set = useCallback((value: T) => setLoaded({ ...nothing, key, value }), [key]);
  useEffect(() => {
    let isWanted = true;
    const tell = (change: Partial<Loaded<T>>): void => {
      if (isWanted) setLoaded({ ...nothing, key, ...change });
    };
    untilDone(realBrowser, load, { wanted: () => isWanted, failed: () => tell({ isRetrying: true }) }).then(
      (value) => tell({ value }),
      (error: unknown) => {
        const dead = deadReasonOf(error);
        tell(dead === null ? { trouble: troubleOf(error) } : { dead });
      },
    );
    return () => {
      isWanted = false;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key says what is loaded
  }, [key]);
  return { ...(loaded.key === key ? loaded : nothing), set };
};
