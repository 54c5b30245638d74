// Wires ARIA's dialect: candidates, what brings them in, jobs and figures.
import { createAnalyticsReader } from '../../infra/db/analytics/analytics-reader.ts';
import { createCandidateStore } from '../../infra/db/candidates/candidate-store.ts';
import { createReportStore } from '../../infra/db/measures/report-store.ts';
import { createJobReader } from '../../infra/db/templates/job-reader.ts';
import { createInviteCandidate } from '../../usecases/candidates/invite-candidate.ts';
import { createReadCandidates } from '../../usecases/candidates/read-candidates.ts';
import { createReports } from '../../usecases/measures/reports.ts';
import { analyticsRoutes } from '../faces/aria/analytics.ts';
import { candidateRoutes } from '../faces/aria/candidates.ts';
import { importRoutes } from '../faces/aria/imports.ts';
import { jobRoutes } from '../faces/aria/jobs.ts';
import { reportsRoutes } from '../faces/aria/reports.ts';
import type { Route } from '../guard/route.ts';
import type { FeatureDeps } from './deps.ts';
import { readMeasuresOf } from './measures.ts';
import { templateUseCases } from './templates.ts';

export const ariaFeature = (deps: FeatureDeps): Route[] => {
  const parts = { ...deps, candidates: createCandidateStore(deps.db) };
  const readCandidates = createReadCandidates(parts);
  const inviteCandidate = createInviteCandidate({ ...parts, readCandidates });
  const { db, publicUrl } = deps;
  const measures = readMeasuresOf(deps);
  return [
    ...candidateRoutes({ readCandidates, publicUrl }),
    ...importRoutes({ inviteCandidate }),
    ...jobRoutes({ jobs: createJobReader(db), templates: templateUseCases(deps), candidates: parts.candidates }),
    ...analyticsRoutes({ analytics: createAnalyticsReader(db), readMeasures: measures }),
    ...reportsRoutes({ reports: createReports({ ...deps, reports: createReportStore(db), measures }) }),
  ];
};
