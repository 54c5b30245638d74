// Wires what is written into the records of an ATS: the ledger, the composer, who hears of trouble.
import type { WritebackAttemptDeps } from '../../activities/writeback-attempts.ts';
import { createWritebackStore } from '../../infra/db/writebacks/writeback-store.ts';
import { createTellTrouble } from '../../infra/db/writebacks/tell-trouble.ts';
import { composerOf } from './composer.ts';
import type { WorkerDeps } from './deps.ts';

type Parts = Pick<WritebackAttemptDeps, 'writebacks' | 'compose' | 'tellTrouble'>;

export const writebackParts = (deps: WorkerDeps): Parts => ({
  writebacks: createWritebackStore(deps),
  compose: composerOf(deps).compose,
  tellTrouble: createTellTrouble({ db: deps.db, now: deps.clock.now }),
});
