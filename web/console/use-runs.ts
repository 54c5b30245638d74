// The runs as they are now: asked for once, and from then on answered whenever they change.
import { useEffect, useState } from 'react';
import type { ConsoleFilter, ConsoleView } from '../../usecases/console/view.ts';
import { unawaited } from '../ui/unawaited.ts';
import type { ConsoleApi } from './api.ts';

/** Between two questions, whatever comes back: a server that has no patience left is not asked in circles. */
const restMs = 500;
const againMs = 2_000;

const pause = (timeoutMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, timeoutMs));

export type Runs = { view: ConsoleView | null; isLost: boolean };

export const useRuns = (api: Pick<ConsoleApi, 'runs'>, filter: ConsoleFilter): Runs => {
  const [runs, setRuns] = useState<Runs>({ view: null, isLost: false });
  useEffect(() => {
    const leaving = new AbortController();
    const isHere = (): boolean => !leaving.signal.aborted;
    const follow = async (): Promise<void> => {
      let known: string | null = null;
      while (isHere()) {
        try {
          const view: ConsoleView = await api.runs(filter, known, leaving.signal);
          known = view.version;
          if (isHere()) setRuns({ view, isLost: false });
          await pause(restMs);
        } catch {
          if (isHere()) setRuns((before) => ({ ...before, isLost: true }));
          await pause(againMs);
        }
      }
    };
    unawaited(follow());
    return () => leaving.abort();
  }, [api, filter]);
  return runs;
};
