// Wires the developer's console, where `npm start` has made a tenant for it.
import { randomBytes } from 'node:crypto';
import { createReviewLinkStore } from '../../infra/db/deliveries/review-link-store.ts';
import { createInboxLinkStore } from '../../infra/db/review/inbox-link-store.ts';
import { createInterviewReader } from '../../infra/db/interviews/interview-read-store.ts';
import { createLinkMaking } from '../../usecases/review/review-links.ts';
import { createConsole } from '../../usecases/console/console.ts';
import type { Route } from '../guard/route.ts';
import { consoleRoutes } from '../routes/console/console.ts';
import type { FeatureDeps } from './deps.ts';
import { templateUseCases } from './templates.ts';

/** A working day. */
const linkLifeMs = 12 * 3_600_000;
const actor = { kind: 'operator', id: 'console' } as const;

export const consoleFeature = (deps: FeatureDeps): Route[] => {
  const { config, db, interviews } = deps;
  if (config.console === null) return [];
  const { tenantId, temporalUiUrl } = config.console;
  const making = createLinkMaking({
    ...deps,
    reviewLinkStore: createReviewLinkStore(deps),
    inboxes: createInboxLinkStore(deps),
  });
  const console = createConsole({
    ...deps,
    ...interviews,
    tenantId,
    makeReviewLink: async (run) => {
      const { url } = await making.makeLink(
        run,
        { reviewer: 'console', lifeMs: linkLifeMs },
        { actor, requestId: null },
      );
      return url;
    },
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
