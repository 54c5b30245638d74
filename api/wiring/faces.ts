// Every dialect of others that the API speaks. A new one is a folder in api/faces/ and a line in the list.
import { testStatusOf } from '../../infra/ats/greenhouse/test-status.ts';
import { createResponseErrors } from '../../infra/db/connections/response-errors.ts';
import { greenhouseRoutes } from '../faces/greenhouse/routes.ts';
import type { Route } from '../guard/route.ts';
import { responseErrorRoutes } from '../routes/connections/errors.ts';
import type { FeatureDeps } from './deps.ts';
import { resultLinkUrls } from './results.ts';

const greenhouseFeature = (deps: FeatureDeps): Route[] => {
  const parts = { ...deps, responseErrors: createResponseErrors(deps), resultLinks: resultLinkUrls(deps) };
  return [...greenhouseRoutes({ ...parts, statusOf: testStatusOf }), ...responseErrorRoutes(parts)];
};

const faces: readonly ((deps: FeatureDeps) => Route[])[] = [greenhouseFeature];

export const facesFeature = (deps: FeatureDeps): Route[] => faces.flatMap((face) => face(deps));
