// Wires the candidate's room: the link, the cookie, the conversation.
import { setTimeout as pause } from 'node:timers/promises';
import { roomCookieName } from '../../domain/room/cookie.ts';
import { readersOf } from '../../infra/config/judges.ts';
import { createAdministration } from '../../infra/db/access/administration.ts';
import { createRecordingQuota } from '../../infra/db/recordings/kept-recordings.ts';
import { createPieceStore } from '../../infra/db/recordings/piece-store.ts';
import { createRecordingWork } from '../../infra/db/recordings/recording-work.ts';
import { createOwnStore } from '../../infra/db/room/own-store.ts';
import { createRoomCalls } from '../../infra/db/voice/call-store.ts';
import { createRoomStore } from '../../infra/db/room/room-store.ts';
import { newToken } from '../../infra/system.ts';
import type { RoomDeps } from '../../usecases/room/deps.ts';
import { createReadBranding } from '../../usecases/access/branding.ts';
import { createFaultWatch } from '../../usecases/room/fault-watch.ts';
import { createRecordingStarter } from '../../usecases/room/start-recording.ts';
import { createRoom } from '../../usecases/room/room.ts';
import type { Route } from '../guard/route.ts';
import { ownRecordingRoute } from '../routes/recordings/routes.ts';
import { linkRoutes } from '../routes/room/link.ts';
import { roomRoutes } from '../routes/room/routes.ts';
import type { FeatureDeps } from './deps.ts';
import { recordingUseCases } from './recordings.ts';

/** What the room asks of a model costs nothing offline, and is not worth a row then. */
export const roomParts = (deps: FeatureDeps): RoomDeps => {
  const { config, engines, spending, keyedDigest } = deps;
  const { engine } = config;
  return {
    ...deps,
    ...deps.interviews,
    ...(engine.kind === 'offline' ? {} : spending),
    store: createRoomStore(deps),
    pieces: createPieceStore(deps),
    recordingQuota: createRecordingQuota({ db: deps.db, now: deps.clock.now }),
    recordings: createRecordingStarter({ ...deps, recordings: createRecordingWork(deps) }),
    own: createOwnStore(deps),
    calls: createRoomCalls(deps),
    pause: (durationMs) => pause(durationMs),
    interviewer: engines.interviewer,
    logger: deps.log,
    faults: createFaultWatch(),
    disclosure: {
      engine: engine.kind,
      model: readersOf(engine, config.assessment),
      voiceProvider: (deps.voice.calls ?? deps.voice.room).name,
      speech: config.speech.hearing && {
        host: new URL(config.speech.hearing.url).host,
        model: config.speech.hearing.modelName,
      },
    },
    readBranding: createReadBranding({ administration: createAdministration(deps) }),
    newToken,
    hashToken: (kind, value) => keyedDigest(`${kind}:${value}`),
  };
};

export const roomFeature = (deps: FeatureDeps): Route[] => {
  const parts = roomParts(deps);
  const cookieName = roomCookieName(deps.publicUrl);
  return [
    ...roomRoutes({ ...parts, room: createRoom(parts), cookieName }),
    ownRecordingRoute(recordingUseCases(deps)),
    ...linkRoutes(deps.web, deps.voice.calls?.browserSources),
  ];
};
