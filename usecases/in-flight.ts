// Bounds the commands of one run that are under way in this process: the engine takes ten, and hides the eleventh.
import { AppError } from '../domain/errors.ts';

export type InFlight = {
  /** Counts one more command of the run and returns how to count it off; throws 429 when there are too many. */
  enter(runId: string): () => void;
};

export const createInFlight = ({ perRunMax }: { perRunMax: number } = { perRunMax: 8 }): InFlight => {
  const counts = new Map<string, number>();
  const leave = (runId: string): void => {
    const left = (counts.get(runId) ?? 1) - 1;
    if (left > 0) counts.set(runId, left);
    else counts.delete(runId);
  };
  return {
    enter: (runId) => {
      const count = counts.get(runId) ?? 0;
      if (count >= perRunMax) throw new AppError('interview.too_many_commands', { retryAfterSeconds: 1 });
      counts.set(runId, count + 1);
      return () => leave(runId);
    },
  };
};
