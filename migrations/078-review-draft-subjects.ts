// A draft says what it is about: the plan, the verdict, or the candidate's appeal. One without a word of that is shown nowhere.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    alter table review_drafts add column about text
      constraint review_drafts_about check (about in ('plan', 'verdict', 'appeal'));
  `);
};
