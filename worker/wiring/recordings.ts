// Wires what becomes of spoken answers, and the start of those that nobody has started.
import { createHearingActivities } from '../../activities/hearing.ts';
import { createRecordingActivities } from '../../activities/recordings.ts';
import { measureSound, remuxAudio } from '../../infra/audio/remux-pool.ts';
import { createSpokenAnswers } from '../../infra/db/recordings/spoken-answers.ts';
import { createRecordingWork } from '../../infra/db/recordings/recording-work.ts';
import { takeUpRecordings } from '../../usecases/room/start-recording.ts';
import type { HearingActivities, RecordingActivities } from '../../workflows/contracts.ts';
import type { WorkerDeps } from './deps.ts';

export const recordingActivities = (deps: WorkerDeps): RecordingActivities & HearingActivities => ({
  ...createRecordingActivities({ ...deps, recordings: createRecordingWork(deps), remux: remuxAudio }),
  ...createHearingActivities({ ...deps, answers: createSpokenAnswers(deps), measure: measureSound }),
});

export const recordingStarts = (deps: WorkerDeps): (() => Promise<boolean>) =>
  takeUpRecordings({ recordings: createRecordingWork(deps), engine: deps.engine });
