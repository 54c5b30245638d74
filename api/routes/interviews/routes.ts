// The native API: every call of `/api/v1/integration`.
import type { AppealUseCases } from '../../../usecases/review/appeals.ts';
import type { Route } from '../../guard/route.ts';
import { appealRoute, appealsRoute } from './appeals.ts';
import { assessmentRoutes } from './assessment.ts';
import { chatRoute, type ChatRouteDeps } from './chat.ts';
import { createInterviewRoute, type CreateInterviewDeps } from './create-interview.ts';
import { infoRoute } from './info.ts';
import { planRoutes } from './plan.ts';
import { rankingsRoute, type RankingsRouteDeps } from '../rankings.ts';
import { listInterviewsRoute, readInterviewRoute, type ReadInterviewsDeps } from './read-interviews.ts';
import { transcriptRoute, type TranscriptDeps } from './transcript.ts';
import { runCommandRoutes, type RunCommandRoutesDeps } from './run-commands.ts';

export type NativeFaceDeps = CreateInterviewDeps &
  ReadInterviewsDeps &
  TranscriptDeps &
  RunCommandRoutesDeps &
  ChatRouteDeps &
  RankingsRouteDeps &
  Pick<AppealUseCases, 'decideAppeal' | 'listAppeals'>;

export const nativeRoutes = (deps: NativeFaceDeps): Route[] => [
  createInterviewRoute(deps),
  listInterviewsRoute(deps),
  readInterviewRoute(deps),
  transcriptRoute(deps),
  ...runCommandRoutes(deps),
  infoRoute(deps),
  ...planRoutes(deps),
  ...assessmentRoutes(deps),
  appealRoute(deps),
  appealsRoute(deps),
  chatRoute(deps),
  rankingsRoute(deps),
];
