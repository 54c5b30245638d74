// Every dialect of others that the API speaks. A new one is a folder in api/faces/ and a line in the list.
import type { Route } from '../guard/route.ts';
import type { FeatureDeps } from './deps.ts';

const faces: readonly ((deps: FeatureDeps) => Route[])[] = [];

export const facesFeature = (deps: FeatureDeps): Route[] => faces.flatMap((face) => face(deps));
