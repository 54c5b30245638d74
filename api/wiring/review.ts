// Wires the recruiter's page behind a review link, and the making and listing of such links.
import { setTimeout as pause } from 'node:timers/promises';
import { createChatStore } from '../../infra/db/assessments/chat-store.ts';
import { openAssessment } from '../../infra/db/assessments/open-assessment.ts';
import { createReviewLinkStore } from '../../infra/db/deliveries/review-link-store.ts';
import { createReviewEvidenceStore } from '../../infra/db/review/evidence-store.ts';
import { createReviewInboxStore } from '../../infra/db/review/inbox-store.ts';
import { createInboxLinkStore } from '../../infra/db/review/inbox-link-store.ts';
import { createReviewSessionStore } from '../../infra/db/review/session-store.ts';
import { createReviewViewStore } from '../../infra/db/review/view-store.ts';
import { createRecordFiles } from '../../infra/record/record-files.ts';
import { newToken } from '../../infra/system.ts';
import { chatAboutAssessment } from '../../usecases/interviews/chat.ts';
import { createCompareRuns } from '../../usecases/review/compare.ts';
import { createReadInbox } from '../../usecases/review/inbox.ts';
import { createDecide } from '../../usecases/review/decide.ts';
import { createReaderUseCases } from '../../usecases/review/reader.ts';
import { createReviewRecord } from '../../usecases/review/record.ts';
import { createLinkMaking, createReviewLinkUseCases } from '../../usecases/review/review-links.ts';
import { createReviewSessions, type ReviewSessions } from '../../usecases/review/session.ts';
import { createShowReview, openMaterial, showMaterial, type RunReader } from '../../usecases/review/show.ts';
import type { Route } from '../guard/route.ts';
import { reviewLinkRoutes } from '../routes/interviews/review-links.ts';
import { reviewInboxRoutes, type ReviewInboxRoutes } from '../routes/review/inbox.ts';
import { reviewMaterialRoutes } from '../routes/review/material.ts';
import { reviewPages } from '../routes/review/page.ts';
import { reviewWay } from '../routes/review/reading.ts';
import { reviewRunRoutes } from '../routes/review/run.ts';
import { sessionRoutes } from '../routes/review/session.ts';
import { appealUseCases } from './appeals.ts';
import type { FeatureDeps } from './deps.ts';
import { readDocumentOf } from './mapping.ts';
import { recordingUseCases } from './recordings.ts';

export const reviewSessionsOf = (deps: FeatureDeps): ReviewSessions =>
  createReviewSessions({ ...deps, reviewSessions: createReviewSessionStore(deps), newToken });

const chatOf = ({ db, sealer, engines, spending, config, newId }: FeatureDeps) => {
  const { usage, ...budget } = spending;
  return chatAboutAssessment({
    chats: createChatStore(db, sealer),
    assistant: engines.assistant,
    usage: { recorder: usage, engine: config.engine.kind },
    ...budget,
    newId,
  });
};

const runRoutes = (deps: FeatureDeps, sessions: ReviewSessions): Route[] => {
  const parts = {
    ...deps,
    ...deps.interviews,
    ...appealUseCases(deps),
    views: createReviewViewStore(deps),
    evidence: createReviewEvidenceStore(deps),
    openAssessment: openAssessment(deps.sealer),
    hasMailServer: deps.config.mail.smtpUrl !== undefined,
    readDocument: readDocumentOf(deps),
    files: createRecordFiles(deps),
    pause,
  };
  const show = createShowReview(parts);
  const isBlind = async (reader: RunReader): Promise<boolean> => {
    const { assessment } = await showMaterial(parts, reader, await openMaterial(parts, reader));
    return assessment?.total === null;
  };
  const way = reviewWay(sessions);
  return [
    ...reviewRunRoutes({ way, show, reader: createReaderUseCases({ ...parts, show }), decide: createDecide(parts) }),
    ...reviewMaterialRoutes({
      way,
      recordings: recordingUseCases(deps),
      chatAboutAssessment: chatOf(deps),
      isBlind,
      makeRecord: createReviewRecord(parts),
    }),
  ];
};

const inboxRoutesOf = (deps: FeatureDeps, sessions: ReviewSessions): ReviewInboxRoutes => {
  const parts = { ...deps, reviewInboxes: createReviewInboxStore(deps.db) };
  return { way: reviewWay(sessions), readInbox: createReadInbox(parts), compareRuns: createCompareRuns(parts) };
};

export const reviewFeature = (deps: FeatureDeps): Route[] => {
  const sessions = reviewSessionsOf(deps);
  const parts = { ...deps, reviewLinkStore: createReviewLinkStore(deps), inboxes: createInboxLinkStore(deps) };
  return [
    ...sessionRoutes({ sessions, publicUrl: deps.publicUrl }),
    ...reviewPages(deps.web),
    ...runRoutes(deps, sessions),
    ...reviewInboxRoutes(inboxRoutesOf(deps, sessions)),
    ...reviewLinkRoutes({ links: createReviewLinkUseCases(parts), making: createLinkMaking(parts) }),
  ];
};
