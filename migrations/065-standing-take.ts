// What of the take under way has arrived stands on the clock's row, which every piece writes anyway: no piece counts those before it.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    -- take_id: of the recording that the other three speak of; null as long as nothing was recorded. A piece of another take counts anew, and they speak of that.
    alter table room_clocks
      add column take_id text,
      add column take_numbers int4multirange,
      add column take_bytes int,
      add column turn_bytes int;
    -- Those under way have takes as well: which is found at the next piece.
    update room_clocks c set take_id = '' where exists (select 1 from recordings r where r.run_id = c.run_id);
  `);
};
