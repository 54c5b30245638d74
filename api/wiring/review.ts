// Wires the recruiter's page behind a signed link.
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import { createReview } from '../../usecases/review/review.ts';
import type { Route } from '../guard/route.ts';
import { reviewRoutes } from '../routes/review/routes.ts';
import type { FeatureDeps } from './deps.ts';

export const reviewFeature = ({ db, clock, reviewLinks, interviews }: FeatureDeps): Route[] =>
  reviewRoutes({
    review: createReview({ ...interviews, links: reviewLinks, tenantOf: (runId) => tenantOfRun(db, runId), clock }),
  });
