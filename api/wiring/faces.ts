// Every dialect of others that the API speaks. A new one is a folder in api/faces/ and a line here.
import { testStatusOf } from '../../infra/ats/greenhouse/test-status.ts';
import type { AtsKindName } from '../../infra/ats/kinds.ts';
import { createResponseErrors } from '../../infra/db/connections/response-errors.ts';
import { ashbyRoutes } from '../faces/ashby/routes.ts';
import { greenhouseRoutes } from '../faces/greenhouse/routes.ts';
import { solidatsRoutes } from '../faces/solidats/routes.ts';
import { workableRoutes } from '../faces/workable/routes.ts';
import { ariaFeature } from './aria.ts';
import type { Route } from '../guard/route.ts';
import { responseErrorRoutes } from '../routes/connections/errors.ts';
import type { FeatureDeps } from './deps.ts';
import { resultLinkUrls } from './results.ts';

type Face = (deps: FeatureDeps) => Route[];

const greenhouseFeature = (deps: FeatureDeps): Route[] => {
  const parts = { ...deps, responseErrors: createResponseErrors(deps), resultLinks: resultLinkUrls(deps) };
  return [...greenhouseRoutes({ ...parts, statusOf: testStatusOf }), ...responseErrorRoutes(parts)];
};

/** One for each kind of ATS: the compiler refuses a kind without a face, and a face without a kind. */
const facesOfKinds: Readonly<Record<AtsKindName, Face>> = {
  ashby: (deps) => ashbyRoutes({ ...deps, ...deps.interviews }),
  greenhouse: greenhouseFeature,
  // It orders nothing: there is no dialect to speak.
  lever: () => [],
  solidats: solidatsRoutes,
  workable: workableRoutes,
};

/** ARIA is asked and tells nobody: it needs no connection, and is no kind of one. */
export const facesFeature = (deps: FeatureDeps): Route[] =>
  [...Object.values(facesOfKinds), ariaFeature].flatMap((face) => face(deps));
