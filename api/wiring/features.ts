// Every feature of the API. A new one is a file beside this one and a line in the list.
import type { Route } from '../guard/route.ts';
import { describeRoutes } from '../routes/service/description.ts';
import { describeWebhooks } from '../routes/webhooks/describe-webhooks.ts';
import type { FeatureDeps } from './deps.ts';
import { interviewsFeature } from './interviews.ts';
import { privacyFeature } from './privacy.ts';
import { reviewFeature } from './review.ts';
import { roomFeature } from './room.ts';
import { serviceFeature } from './service.ts';
import { webhooksFeature } from './webhooks.ts';

const features: readonly ((deps: FeatureDeps) => Route[])[] = [
  interviewsFeature,
  roomFeature,
  reviewFeature,
  privacyFeature,
  webhooksFeature,
  serviceFeature,
];

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
