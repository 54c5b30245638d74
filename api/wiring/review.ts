// Wires the recruiter's page behind a review link, and the list of such links.
import { createReviewLinkStore } from '../../infra/db/deliveries/review-link-store.ts';
import { createOwnStore } from '../../infra/db/room/own-store.ts';
import { createRunTexts } from '../../infra/db/interviews/run-texts.ts';
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import { openAssessment } from '../../infra/db/assessments/open-assessment.ts';
import { createReviewEvidenceStore } from '../../infra/db/review/evidence-store.ts';
import { createReviewInboxStore } from '../../infra/db/review/inbox-store.ts';
import { createReviewSessionStore } from '../../infra/db/review/session-store.ts';
import { createReviewViewStore } from '../../infra/db/review/view-store.ts';
import { newToken } from '../../infra/system.ts';
import { createCompareRuns } from '../../usecases/review/compare.ts';
import { createReadInbox } from '../../usecases/review/inbox.ts';
import { createDecide } from '../../usecases/review/decide.ts';
import { createReaderUseCases } from '../../usecases/review/reader.ts';
import { createReviewSessions, type ReviewSessions } from '../../usecases/review/session.ts';
import { createShowReview } from '../../usecases/review/show.ts';
import { createReviewLinkUseCases } from '../../usecases/review/review-links.ts';
import { createReview } from '../../usecases/review/review.ts';
import type { Route } from '../guard/route.ts';
import { reviewLinkRoutes } from '../routes/interviews/review-links.ts';
import { reviewInboxRoutes, type ReviewInboxRoutes } from '../routes/review/inbox.ts';
import { reviewPages } from '../routes/review/page.ts';
import { reviewWay } from '../routes/review/reading.ts';
import { reviewRunRoutes, type ReviewRunRoutes } from '../routes/review/run.ts';
import { sessionRoutes } from '../routes/review/session.ts';
import { reviewRoutes } from '../routes/review/routes.ts';
import type { FeatureDeps } from './deps.ts';

export const reviewSessionsOf = (deps: FeatureDeps): ReviewSessions =>
  createReviewSessions({ ...deps, reviewSessions: createReviewSessionStore(deps), newToken });

const runRoutesOf = (deps: FeatureDeps, sessions: ReviewSessions): ReviewRunRoutes => {
  const { sealer, config } = deps;
  const parts = {
    ...deps,
    ...deps.interviews,
    views: createReviewViewStore(deps),
    evidence: createReviewEvidenceStore(deps),
    openAssessment: openAssessment(sealer),
    hasMailServer: config.mail.smtpUrl !== undefined,
  };
  const show = createShowReview(parts);
  return {
    way: reviewWay(sessions),
    show,
    reader: createReaderUseCases({ ...parts, show }),
    decide: createDecide(parts),
  };
};

const inboxRoutesOf = (deps: FeatureDeps, sessions: ReviewSessions): ReviewInboxRoutes => {
  const parts = { ...deps, reviewInboxes: createReviewInboxStore(deps.db) };
  return { way: reviewWay(sessions), readInbox: createReadInbox(parts), compareRuns: createCompareRuns(parts) };
};

export const reviewFeature = (deps: FeatureDeps): Route[] => {
  const { db, interviews, config } = deps;
  const parts = {
    ...deps,
    ...interviews,
    texts: createRunTexts(deps),
    readAppeal: createOwnStore(deps).readAppeal,
    hasMailServer: config.mail.smtpUrl !== undefined,
    reviewLinkStore: createReviewLinkStore(db),
  };
  const sessions = reviewSessionsOf(deps);
  return [
    ...sessionRoutes({ sessions, publicUrl: deps.publicUrl }),
    ...reviewPages(deps.web),
    ...reviewRunRoutes(runRoutesOf(deps, sessions)),
    ...reviewInboxRoutes(inboxRoutesOf(deps, sessions)),
    ...reviewRoutes({ review: createReview({ ...parts, tenantOf: (runId) => tenantOfRun(db, runId) }), web: deps.web }),
    ...reviewLinkRoutes(createReviewLinkUseCases(parts)),
  ];
};
