// Wires the hearing of what was said.
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import { createResultLinkStore, resultSettingsOf } from '../../infra/db/orders/result-link-store.ts';
import { createKeptRecordings } from '../../infra/db/recordings/kept-recordings.ts';
import type { ProcessDeps } from '../../infra/process.ts';
import { createRecordings, type Recordings } from '../../usecases/recordings/recordings.ts';
import type { Route } from '../guard/route.ts';
import { recordingRoutes } from '../routes/recordings/routes.ts';
import type { FeatureDeps } from './deps.ts';

export const recordingUseCases = (deps: ProcessDeps): Recordings =>
  createRecordings({
    ...deps,
    recordings: createKeptRecordings(deps),
    resultLinkStore: createResultLinkStore(deps.db),
    settingsOf: resultSettingsOf(deps.db),
    tenantOf: (runId) => tenantOfRun(deps.db, runId),
  });

export const recordingsFeature = (deps: FeatureDeps): Route[] => recordingRoutes(recordingUseCases(deps));
