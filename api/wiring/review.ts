// Wires the recruiter's page behind a review link, and the list of such links.
import { createReviewLinkStore } from '../../infra/db/deliveries/review-link-store.ts';
import { createOwnStore } from '../../infra/db/room/own-store.ts';
import { createRunTexts } from '../../infra/db/interviews/run-texts.ts';
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import { createReviewLinkUseCases } from '../../usecases/review/review-links.ts';
import { createReview } from '../../usecases/review/review.ts';
import type { Route } from '../guard/route.ts';
import { reviewLinkRoutes } from '../routes/interviews/review-links.ts';
import { reviewRoutes } from '../routes/review/routes.ts';
import type { FeatureDeps } from './deps.ts';

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
  return [
    ...reviewRoutes({ review: createReview({ ...parts, tenantOf: (runId) => tenantOfRun(db, runId) }) }),
    ...reviewLinkRoutes(createReviewLinkUseCases(parts)),
  ];
};
