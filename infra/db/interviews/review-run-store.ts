// Finds whose interview a signed review link is about; everything else is read under that tenant.
import type { ReviewRuns } from '../../../domain/ports/review.ts';
import type { Db } from '../knex.ts';

export const createReviewRuns = (db: Db): ReviewRuns => ({
  tenantOf: async (runId) => {
    const row: { tenant_id: string } | undefined = await db('interviews')
      .select('tenant_id')
      .where({ run_id: runId })
      .first();
    return row?.tenant_id ?? null;
  },
});
