// Wires what becomes of conversations that are held outside.
import { createCallActivities, type CallDeps } from '../../activities/calls.ts';
import { createRecordingWork } from '../../infra/db/recordings/recording-work.ts';
import { createRoomStore } from '../../infra/db/room/room-store.ts';
import { createCallStore } from '../../infra/db/voice/call-store.ts';
import type { CallActivities } from '../../workflows/contracts.ts';
import type { WorkerDeps } from './deps.ts';

export const callDeps = (deps: WorkerDeps): CallDeps => ({
  ...deps,
  lookMs: deps.config.voice.lookMs,
  calls: createCallStore({
    ...deps,
    now: () => deps.clock.now(),
    room: createRoomStore(deps),
    recordings: createRecordingWork(deps),
  }),
});

export const callActivities = (deps: WorkerDeps): CallActivities => createCallActivities(callDeps(deps));
