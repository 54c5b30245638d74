// What was sent about a job where it was not plain text, beside the clean text that everything reads.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw('alter table interviews add column original_sealed bytea');
};
