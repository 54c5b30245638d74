// Holds a reader back until the run has moved on, so that waiting for a change costs one request and no polling.
import type { RunRef } from '../../domain/access/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { InterviewReader, InterviewVersion } from '../../domain/ports/interview-reader.ts';
import type { ChangeListener } from '../../domain/ports/interviews.ts';
import type { Clock } from '../../domain/ports/system.ts';

export type AwaitChangeDeps = { reader: Pick<InterviewReader, 'version'>; changes: ChangeListener; clock: Clock };

export type AwaitOptions = {
  waitMs: number;
  /** Whether this is what the caller waits for; given the first version seen as well. */
  isNews(version: InterviewVersion, first: InterviewVersion): boolean;
  signal: AbortSignal;
};

export type AwaitChange = (run: RunRef, options: AwaitOptions) => Promise<void>;

/**
 * Returns at the first version that is news, when the time is up, or at once when too many are waiting already.
 * Throws 404 for a run that is absent or another tenant's.
 */
export const createAwaitChange =
  ({ reader, changes, clock }: AwaitChangeDeps): AwaitChange =>
  async (run, { waitMs, isNews, signal }) => {
    const deadline = clock.now() + waitMs;
    const look = async (): Promise<InterviewVersion> => {
      const version = await reader.version(run);
      if (version === null) throw new AppError('interview.not_found');
      return version;
    };
    // Watching begins before the first look, so that no change falls between the two.
    const watch = changes.watch(run.runId);
    if (watch === null) return;
    try {
      const first = await look();
      let version = first;
      while (!isNews(version, first)) {
        const timeoutMs = deadline - clock.now();
        if (timeoutMs <= 0 || (await watch.next({ timeoutMs, signal })) === 'stop') return;
        version = await look();
      }
    } finally {
      watch.close();
    }
  };
