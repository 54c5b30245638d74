// Every feature of the API. A new one is a file beside this one and a line in the list.
import { join } from 'node:path';
import { readWebBuild } from '../../infra/web-build.ts';
import type { Route } from '../guard/route.ts';
import { describeRoutes } from '../routes/service/description.ts';
import { describeWebhooks } from '../routes/webhooks/describe-webhooks.ts';
import { createPackages } from '../../infra/db/templates/package-store.ts';
import type { ApiDeps, FeatureDeps } from './deps.ts';
import { connectionsFeature } from './connections.ts';
import { consoleFeature } from './console.ts';
import { facesFeature } from './faces.ts';
import { hooksFeature, hookTellerOf } from './hooks.ts';
import { interviewsFeature, interviewUseCases } from './interviews.ts';
import { measuresFeature } from './measures.ts';
import { mappingFeature } from './mapping.ts';
import { ordersOf } from './orders.ts';
import { privacyFeature } from './privacy.ts';
import { recordingsFeature } from './recordings.ts';
import { resultsFeature } from './results.ts';
import { reviewFeature } from './review.ts';
import { roomFeature } from './room.ts';
import { serviceFeature } from './service.ts';
import { templatesFeature } from './templates.ts';
import { voiceFeature } from './voice.ts';
import { webhooksFeature } from './webhooks.ts';
import { writebacksFeature } from './writebacks.ts';

const features: readonly ((deps: FeatureDeps) => Route[])[] = [
  interviewsFeature,
  roomFeature,
  reviewFeature,
  privacyFeature,
  webhooksFeature,
  connectionsFeature,
  mappingFeature,
  writebacksFeature,
  templatesFeature,
  measuresFeature,
  facesFeature,
  hooksFeature,
  voiceFeature,
  resultsFeature,
  recordingsFeature,
  serviceFeature,
  consoleFeature,
];

const projectFolder = join(import.meta.dirname, '..', '..');

/** What several features share. */
export const featureDeps = (deps: ApiDeps): FeatureDeps => {
  const packages = createPackages(deps.db);
  const interviews = interviewUseCases({ ...deps, packages });
  const web = readWebBuild(projectFolder);
  const hookTeller = hookTellerOf({ ...deps, packages, interviews });
  return { ...deps, packages, interviews, orders: ordersOf({ ...deps, packages, interviews }), hookTeller, web };
};

export const featureRoutes = (deps: FeatureDeps): Route[] => features.flatMap((feature) => feature(deps));

/** All routes and the pages that describe them. */
export const createRoutes = (deps: FeatureDeps): Route[] => {
  const { publicUrl, version } = deps;
  return describeRoutes(featureRoutes(deps), {
    publicUrl,
    version,
    webhooks: describeWebhooks(publicUrl),
  });
};
