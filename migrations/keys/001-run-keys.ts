// The data keys of runs, in a database of their own: the same table as in the main one, and nothing else.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  // Already there when somebody prepared this database with the main schema.
  await db.raw(`
    create table if not exists run_keys (
      run_id text not null,
      purpose text not null,
      tenant_id text not null,
      key_id text not null unique,
      wrapped_key bytea,
      master_key_id text not null,
      created_at timestamptz not null default now(),
      destroyed_at timestamptz,
      primary key (run_id, purpose)
    );
  `);
};
