// What all processes share of a connection while it is called: its access token, and until when the vendor asked for peace.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table ats_sessions (
      connection_id text primary key constraint ats_sessions_connection_fk references connections (id),
      tenant_id text not null,
      -- Lives for an hour, and is asked for anew when it cannot be opened any more.
      token_sealed bytea,
      -- Keyed hash of what the token was asked for with: credentials that were exchanged ask for another one.
      token_credential text,
      token_renew_at timestamptz,
      token_ends_at timestamptz,
      -- Grows with each token, so that of many who saw the same one a single one asks for the next.
      token_version int not null default 0,
      token_claimed_until timestamptz,
      paused_until timestamptz,
      -- As the vendor last said it: how many calls it takes in its window.
      calls_limit int
    );
  `);
};
