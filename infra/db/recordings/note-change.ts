// Tells readers and caches that a run has changed by what became of a recording.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { Db } from '../knex.ts';

export const noteChange = async (trx: Db, { tenantId, runId }: RunRef): Promise<void> => {
  await trx.raw(
    `with changed as (
       update interviews set version = version + 1, updated_at = now() where tenant_id = :tenantId and run_id = :runId
       returning run_id
     )
     select pg_notify('interview_changed', run_id) from changed`,
    { tenantId, runId },
  );
};
