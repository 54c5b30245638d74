// Wires the measures of hiring: our own call, and what ARIA's dialect shows of the same.
import { tenantSettings } from '../../infra/db/access/tenant-store.ts';
import { createMeasuresReader } from '../../infra/db/measures/measures-reader.ts';
import { createReviewFiguresReader } from '../../infra/db/measures/review-reader.ts';
import { createReadReview } from '../../usecases/measures/read-review.ts';
import { createReadMeasures, type ReadMeasures } from '../../usecases/measures/read-measures.ts';
import type { Route } from '../guard/route.ts';
import { reviewMeasuresRoute } from '../routes/measures/review.ts';
import { measuresRoutes } from '../routes/measures/routes.ts';
import type { ApiDeps } from './deps.ts';

export const readMeasuresOf = ({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>): ReadMeasures =>
  createReadMeasures({
    measures: createMeasuresReader(db),
    settingsOf: (tenantId) => tenantSettings(db, tenantId),
    clock,
  });

export const measuresFeature = (deps: ApiDeps): Route[] => {
  const { db, clock } = deps;
  const measures = readMeasuresOf(deps);
  const settingsOf = (tenantId: string) => tenantSettings(db, tenantId);
  const reviewFigures = createReviewFiguresReader(db);
  return [
    ...measuresRoutes({ readMeasures: measures }),
    reviewMeasuresRoute(createReadReview({ reviewFigures, measures, settingsOf, clock })),
  ];
};
