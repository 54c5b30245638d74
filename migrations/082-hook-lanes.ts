// What waits before a hook in its lane, seen by one keeper after the other: two that arrive at once have an order too.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create index ats_inbox_received on ats_inbox (lane) where status = 'received';

    -- The lock lasts until the caller's hook is committed, and the question is a statement of its own: it sees what whoever
    -- held the lock before has committed.
    create function ats_lane_before(asked_lane text) returns text language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended('ats_lane:' || asked_lane, 0));
        return (select case when count(*) = 0 then 'nothing' when bool_or(told_at is null) then 'untold' else 'told' end
          from ats_inbox where lane = asked_lane and status = 'received');
      end $$;
  `);
};
