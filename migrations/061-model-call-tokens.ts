// Cached input costs less and thoughts are paid like words: the record of calls says how many tokens of each there were.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw('alter table model_calls add column cached_tokens int, add column reasoning_tokens int');
};
