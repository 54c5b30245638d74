// Wires the steps of an interview that need no model: what people read, supplied data, sessions.
import { createInfoActivities } from '../../activities/info.ts';
import { createProjectionActivities } from '../../activities/projection.ts';
import { createSessionActivities } from '../../activities/session.ts';
import { createInfoMerger } from '../../infra/db/interviews/info-merger.ts';
import { createSessionStore } from '../../infra/db/room/session-store.ts';
import { readProgressOf } from '../../infra/db/room/turn-store.ts';
import { callDeps } from './calls.ts';
import type { WorkerDeps } from './deps.ts';

export const interviewActivities = (deps: WorkerDeps) => {
  const { db, sealer, keyedDigest } = deps;
  return {
    ...createProjectionActivities(deps),
    ...createInfoActivities({ ...deps, info: createInfoMerger(db, sealer, keyedDigest) }),
    ...createSessionActivities({
      ...deps,
      ...callDeps(deps),
      sessions: createSessionStore(db),
      readProgress: readProgressOf(db),
    }),
  };
};
