// An order's ATS is told by one delivery at a time: which, and until when it may take.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw('alter table orders add column telling_id text, add column telling_until timestamptz');
};
