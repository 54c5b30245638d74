// Wires the life of an interview: submitting, reading, deciding, asking about it, ranking.
import { randomUUID } from 'node:crypto';
import { noteOpened, openedSoFar } from '../../infra/seal/openings.ts';
import { wantsDeciderNames } from '../../infra/db/access/tenant-store.ts';
import { createChatStore } from '../../infra/db/assessments/chat-store.ts';
import { openAssessment } from '../../infra/db/assessments/open-assessment.ts';
import { createRankingReader } from '../../infra/db/assessments/ranking-store.ts';
import { createInterviewReader } from '../../infra/db/interviews/interview-read-store.ts';
import { createInterviewStore } from '../../infra/db/interviews/interview-store.ts';
import { createProjectionStore } from '../../infra/db/interviews/projection-store.ts';
import { createRunTexts } from '../../infra/db/interviews/run-texts.ts';
import { createSubmissionSettings } from '../../infra/db/interviews/submission-settings.ts';
import { readConversation } from '../../infra/db/room/turn-store.ts';
import { createPlanStore } from '../../infra/db/plans/plan-store.ts';
import { localesOf } from '../../domain/request/interview-locales.ts';
import { chatAboutAssessment } from '../../usecases/interviews/chat.ts';
import { createInterviewUseCases } from '../../usecases/interviews/interviews.ts';
import { createListRankings } from '../../usecases/interviews/lists.ts';
import type { Route } from '../guard/route.ts';
import { createKeptAnswers } from '../routes/interviews/kept-answers.ts';
import { nativeRoutes } from '../routes/interviews/routes.ts';
import { appealUseCases } from './appeals.ts';
import type { ApiDeps, FeatureDeps } from './deps.ts';

export const interviewUseCases = (deps: ApiDeps & Pick<FeatureDeps, 'packages'>): FeatureDeps['interviews'] => {
  const { db, sealer, clock, newId, log, config, engines } = deps;
  return createInterviewUseCases({
    ...deps,
    projection: createProjectionStore({ ...deps, pepper: config.keys.pepper.reveal() }),
    wantsDeciderNames: (tenantId) => wantsDeciderNames(db, tenantId),
    interviews: createInterviewStore(db, log),
    texts: createRunTexts({ db, sealer }),
    plans: createPlanStore({ db, sealer }),
    planner: engines.planner,
    locales: localesOf(config.engine.kind),
    reader: createInterviewReader(db),
    settingsOf: createSubmissionSettings(db, clock.now),
    openAssessment: openAssessment(sealer),
    readConversation: readConversation(db, sealer),
    newRunId: () => newId('run'),
    newInterviewId: randomUUID,
    logger: log,
  });
};

export const interviewsFeature = (deps: FeatureDeps): Route[] => {
  const { db, sealer, engines, spending, config, digest } = deps;
  const { usage, ...budget } = spending;
  return nativeRoutes({
    ...deps,
    ...deps.interviews,
    ...appealUseCases(deps),
    reader: createInterviewReader(db),
    answers: createKeptAnswers({
      clock: deps.clock,
      lifeMs: config.keys.cacheMs,
      openings: { noteOpened, openedSoFar },
    }),
    chatAboutAssessment: chatAboutAssessment({
      chats: createChatStore(db, sealer),
      assistant: engines.assistant,
      usage: { recorder: usage, engine: config.engine.kind },
      ...budget,
      newId: deps.newId,
    }),
    listRankings: createListRankings({ rankings: createRankingReader(db), digest }),
  });
};
