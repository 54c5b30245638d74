// Wires ARIA's dialect: candidates, what brings them in, jobs and figures.
import { createCandidateStore } from '../../infra/db/candidates/candidate-store.ts';
import { createInviteCandidate } from '../../usecases/candidates/invite-candidate.ts';
import { createReadCandidates } from '../../usecases/candidates/read-candidates.ts';
import { candidateRoutes } from '../faces/aria/candidates.ts';
import { importRoutes } from '../faces/aria/imports.ts';
import type { Route } from '../guard/route.ts';
import type { FeatureDeps } from './deps.ts';

export const ariaFeature = (deps: FeatureDeps): Route[] => {
  const parts = { ...deps, candidates: createCandidateStore(deps.db) };
  const readCandidates = createReadCandidates(parts);
  const inviteCandidate = createInviteCandidate({ ...parts, readCandidates });
  const { publicUrl } = deps;
  return [...candidateRoutes({ readCandidates, publicUrl }), ...importRoutes({ inviteCandidate })];
};
