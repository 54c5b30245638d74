// Every call of the interview room, for mounting.
import type { Route } from '../../guard/route.ts';
import { conversationRoutes } from './conversation.ts';
import { holdingRoutes } from './holding.ts';
import { recordingRoutes } from './recordings.ts';
import { ownRoutes } from './own.ts';
import { requestRoutes } from './requests.ts';
import { sessionRoutes } from './session.ts';
import type { RoomFaceDeps } from './visit.ts';

export const roomRoutes = (deps: RoomFaceDeps): Route[] => [
  ...sessionRoutes(deps),
  ...conversationRoutes(deps),
  ...holdingRoutes(deps),
  ...recordingRoutes(deps),
  ...requestRoutes(deps),
  ...ownRoutes(deps),
];
