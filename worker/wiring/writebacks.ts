// Wires what is written into the records of an ATS: the ledger, the composer, sessions with the vendor.
import { AppError } from '../../domain/errors.ts';
import type { WritebackAttemptDeps } from '../../activities/writeback-attempts.ts';
import { createWritebackStore } from '../../infra/db/writebacks/writeback-store.ts';
import type { WorkerDeps } from './deps.ts';

type Parts = Pick<WritebackAttemptDeps, 'writebacks' | 'atsSessions' | 'compose' | 'tellTrouble'>;

export const writebackParts = (deps: WorkerDeps): Parts => ({
  writebacks: createWritebackStore(deps),
  atsSessions: { open: () => Promise.reject(new AppError('connection.not_found')) },
  compose: () => Promise.resolve(null),
  tellTrouble: () => Promise.resolve(),
});
