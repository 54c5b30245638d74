// What of a result goes where in an ATS's record: the customer's table, one for each connection, counted up with each saving.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table connection_mappings (
      connection_id text primary key constraint connection_mappings_connection_fk references connections (id),
      tenant_id text not null,
      version int not null,
      mapping jsonb not null,
      -- The fields as the vendor described them when the mapping was checked: types, and the ids of options.
      targets jsonb not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
  `);
};
