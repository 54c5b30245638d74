// One call at a time from the page about one's own interview; its failure is said where it was asked for.
import { useCallback, useState } from 'react';
import { troubleOf } from '../state/calls.ts';
import type { RoomState } from '../state/state.ts';

export const useAsking = () => {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RoomState['trouble']>(null);
  /** Null when it failed; then `refusal` says how. */
  const ask = useCallback(async <T>(call: () => Promise<T>): Promise<T | null> => {
    setBusy(true);
    setRefusal(null);
    try {
      return await call();
    } catch (error) {
      setRefusal(troubleOf(error));
      return null;
    } finally {
      setBusy(false);
    }
  }, []);
  return { ask, isBusy, refusal };
};
