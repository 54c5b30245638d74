// Wires the developer's console, where `npm start` has made a tenant for it.
import { randomBytes } from 'node:crypto';
import { createInterviewReader } from '../../infra/db/interviews/interview-read-store.ts';
import { createConsole } from '../../usecases/console/console.ts';
import type { Route } from '../guard/route.ts';
import { consoleRoutes } from '../routes/console/console.ts';
import type { FeatureDeps } from './deps.ts';
import { templateUseCases } from './templates.ts';

export const consoleFeature = (deps: FeatureDeps): Route[] => {
  const { config, db, interviews } = deps;
  if (config.console === null) return [];
  const { tenantId, temporalUiUrl } = config.console;
  const console = createConsole({
    ...deps,
    ...interviews,
    tenantId,
    makeReviewLink: null,
    reader: createInterviewReader(db),
    templates: templateUseCases(deps),
  });
  const workflows = `/namespaces/${config.temporal.namespace}/workflows`;
  return consoleRoutes({
    console,
    web: deps.web,
    token: randomBytes(32).toString('base64url'),
    places: {
      temporal: temporalUiUrl === undefined ? null : `${temporalUiUrl}${workflows}`,
      outbox: config.mail.smtpUrl === undefined ? '/dev/outbox' : null,
    },
  });
};
