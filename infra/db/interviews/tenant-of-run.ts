// Whose run this is: for operators only, who may act for every tenant and know a run by its id alone.
import type { Db } from '../knex.ts';

export const tenantOfRun = async (db: Db, runId: string): Promise<string | null> => {
  const row: { tenant_id: string } | undefined = await db('interviews')
    .select('tenant_id')
    .where({ run_id: runId })
    .first();
  return row?.tenant_id ?? null;
};
