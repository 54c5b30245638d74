// Wires the public page of a result, and the links to it.
import type { ResultLinks } from '../../domain/ports/result-links.ts';
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import { readResultFacts } from '../../infra/db/orders/order-store.ts';
import { createResultLinkStore, resultSettingsOf } from '../../infra/db/orders/result-link-store.ts';
import type { ProcessDeps } from '../../infra/process.ts';
import { createResultLinkUrls, createResultPages } from '../../usecases/orders/result-links.ts';
import type { Route } from '../guard/route.ts';
import { resultRoutes } from '../routes/results/routes.ts';
import type { FeatureDeps } from './deps.ts';

const linkParts = (deps: ProcessDeps) => ({
  ...deps,
  resultLinkStore: createResultLinkStore(deps.db),
  settingsOf: resultSettingsOf(deps.db),
});

export const resultLinkUrls = (deps: ProcessDeps): ResultLinks => createResultLinkUrls(linkParts(deps));

export const resultsFeature = (deps: FeatureDeps): Route[] =>
  resultRoutes(
    createResultPages({
      ...linkParts(deps),
      tenantOf: (runId) => tenantOfRun(deps.db, runId),
      readFacts: (run) => readResultFacts(deps.db, run),
      readReport: (run) => deps.orders.readReport(run),
    }),
  );
