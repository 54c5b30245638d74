// What a run's candidate is called, out of the sealed request: for keeping names out of texts that outlive it.
import type { PersonReader } from '../../../domain/ports/plan.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { openPersonal } from '../../../domain/seal/open.ts';
import type { Db } from '../knex.ts';

export const createPersonReader = (db: Db, sealer: Sealer): PersonReader => ({
  read: async (tenantId, runId) => {
    const row: { personal_sealed: Buffer | null } | undefined = await db('interviews')
      .where({ tenant_id: tenantId, run_id: runId })
      .first('personal_sealed');
    const personal = await openPersonal(sealer, { tenantId, runId }, row?.personal_sealed ?? null);
    return { name: personal.candidateName, email: personal.candidateEmail };
  },
});
