// What recordings take up, by tenant, and how far the daily sweep of objects has come.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create index recordings_kept on recordings (tenant_id) include (bytes) where removed_at is null;
    -- Keys of objects are in lower case.
    create index recordings_named on recordings (lower(id)) where removed_at is null;
    create index recording_pieces_kept on recording_pieces (tenant_id) include (bytes);

    -- One row for each store: the key after which the next round goes on; null begins anew.
    create table object_sweeps (
      store text primary key,
      after_key text,
      swept_at timestamptz not null default now()
    );
  `);
};
