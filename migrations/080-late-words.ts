// What was said in a call and came after the conversation was closed: sealed, beside the conversation, for whoever decides.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw('alter table voice_calls add column late_sealed bytea');
};
