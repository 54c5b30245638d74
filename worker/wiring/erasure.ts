// Wires the steps of an erasure.
import { createErasureActivities } from '../../activities/erasure.ts';
import { createErasureWork } from '../../infra/db/erasure/erasure-work-store.ts';
import { createRunKeys } from '../../infra/erasure/run-keys.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import type { ErasureActivities } from '../../workflows/contracts.ts';
import type { WorkerDeps } from './deps.ts';

export const erasureActivities = (deps: WorkerDeps): ErasureActivities =>
  createErasureActivities({
    ...deps,
    work: createErasureWork(deps.db),
    keys: createRunKeys({ ...deps, keys: createKeyStore(deps.keyDb) }),
    workflows: deps.engine,
    signingKey: deps.signingKeys.certificate,
  });
