// Follow-ups are counted, those that were asked and those that were skipped: an index of them alone, by time.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(
    `create index turns_follow_ups on turns (asked_at) where (kind = 'follow_up' or follow_up_skipped) and version = 1`,
  );
};
