// Appeals in lists, those that are due first.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create index appeal_reviews_by_tenant on appeal_reviews (tenant_id, due_at, run_id);
  `);
};
