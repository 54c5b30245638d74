// Wires the reviews that candidates' appeals open, for every door that they are decided through.
import { createAppealStore } from '../../infra/db/appeals/appeal-store.ts';
import { createAppealUseCases, type AppealUseCases } from '../../usecases/review/appeals.ts';
import type { ApiDeps } from './deps.ts';

export const appealUseCases = (
  deps: Pick<ApiDeps, 'db' | 'sealer' | 'keyedDigest' | 'digest' | 'clock'>,
): AppealUseCases => createAppealUseCases({ ...deps, appeals: createAppealStore(deps) });
