// What a run's candidate is called, out of the sealed request: for keeping names out of texts that outlive it.
import type { PersonalRequest } from '../../../domain/request/request.ts';
import type { PersonReader } from '../../../domain/ports/plan.ts';
import type { Sealer } from '../../../domain/ports/system.ts';
import { sealPlaces } from '../../../domain/seal/seal-places.ts';
import type { Db } from '../knex.ts';

export const createPersonReader = (db: Db, sealer: Sealer): PersonReader => ({
  read: async (tenantId, runId) => {
    const row: { personal_sealed: Buffer | null } | undefined = await db('interviews')
      .where({ tenant_id: tenantId, run_id: runId })
      .first('personal_sealed');
    if (!row?.personal_sealed) return {};
    const { purpose, place } = sealPlaces.personalRequest({ tenantId, runId });
    const personal = (await sealer.unseal(purpose, place, row.personal_sealed)) as PersonalRequest;
    return { name: personal.candidateName, email: personal.candidateEmail };
  },
});
