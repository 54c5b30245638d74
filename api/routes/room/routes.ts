// Every call of the interview room, for mounting.
import type { Route } from '../../guard/route.ts';
import { answerRoutes } from './answers.ts';
import { clockRoutes } from './clock.ts';
import { consentRoutes } from './consent.ts';
import { finishRoutes } from './finish.ts';
import { questionRoutes } from './question.ts';
import { requestRoutes } from './requests.ts';
import { sessionRoutes } from './session.ts';
import { startRoutes } from './start.ts';
import type { RoomFaceDeps } from './visit.ts';

export const roomRoutes = (deps: RoomFaceDeps): Route[] => [
  ...sessionRoutes(deps),
  ...consentRoutes(deps),
  ...startRoutes(deps),
  ...questionRoutes(deps),
  ...answerRoutes(deps),
  ...finishRoutes(deps),
  ...clockRoutes(deps),
  ...requestRoutes(deps),
];
