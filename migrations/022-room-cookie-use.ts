// When a device last showed its cookie, so that of too many the idle ones go and not those that are in use.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw('alter table room_cookies add column last_used_at timestamptz');
};
