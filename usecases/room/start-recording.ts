// Starts what stands for a received recording: at once where it was received, and later whatever nobody has started.
import type { RecordingEngine, RecordingRef, RecordingStarter, RecordingWork } from '../../domain/ports/recordings.ts';
import type { Logger } from '../../domain/ports/log.ts';

type Deps = {
  recordings: Pick<RecordingWork, 'claimUnstarted' | 'markStarted' | 'giveUp'>;
  engine: RecordingEngine;
};

const startsMax = 8;

const begin = async ({ recordings, engine }: Deps, recording: RecordingRef): Promise<void> => {
  const started = await engine.startRecording(recording);
  await recordings.markStarted(recording);
  // A workflow writes down how it ended: one that is over beside words that are still awaited was ended by force.
  if (started === 'closed') await recordings.giveUp(recording);
};

export const createRecordingStarter = (deps: Deps & { log: Pick<Logger, 'warn'> }): RecordingStarter => ({
  start: (recording) => {
    begin(deps, recording).catch((error: unknown) =>
      deps.log.warn('recording.start_failed', { runId: recording.runId, error }),
    );
  },
});

/** True when there may be more to start; throws what failed first, once all have settled. */
export const takeUpRecordings = (deps: Deps) => async (): Promise<boolean> => {
  const claimed = await deps.recordings.claimUnstarted(startsMax);
  const results = await Promise.allSettled(claimed.map((recording) => begin(deps, recording)));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return claimed.length === startsMax;
};
