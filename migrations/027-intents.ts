// What an answer was instead of one: a wish about the interview, or what a choice was answered with.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw('alter table turns add column intent text');
};
