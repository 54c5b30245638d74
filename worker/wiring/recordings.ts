// Wires what becomes of spoken answers, and the start of those that nobody has started.
import { createRecordingActivities } from '../../activities/recordings.ts';
import { remuxAudio } from '../../infra/audio/remux.ts';
import { createRecordingWork } from '../../infra/db/recordings/recording-work.ts';
import { takeUpRecordings } from '../../usecases/room/start-recording.ts';
import type { HearingActivities, RecordingActivities } from '../../workflows/contracts.ts';
import type { WorkerDeps } from './deps.ts';

export const recordingActivities = (deps: WorkerDeps): RecordingActivities & HearingActivities => ({
  ...createRecordingActivities({ ...deps, recordings: createRecordingWork(deps), remux: remuxAudio }),
  // Nobody listens yet: what was said is kept, and its words are given up.
  hearRecording: () => Promise.resolve({ hearing: 'waiting' }),
});

export const recordingStarts = (deps: WorkerDeps): (() => Promise<boolean>) =>
  takeUpRecordings({ recordings: createRecordingWork(deps), engine: deps.engine });
