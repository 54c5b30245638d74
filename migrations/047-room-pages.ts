// What the room's page adds to a conversation: who holds it, what was chosen, drafts, and the wish for a person's review.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    -- client: the window or device that goes on with the conversation; null until one says who it is. draft: what is typed to
    -- the open question; the clock's row is written with every sign of life anyway. put_off_at: since when it waits for later.
    alter table room_clocks
      add column client_hash text,
      add column client_since timestamptz,
      add column draft_turn int,
      add column draft_sealed bytea,
      add column draft_saved_at timestamptz,
      add column put_off_at timestamptz;

    create table room_choices (
      run_id text primary key constraint room_choices_run_fk references interviews (run_id),
      tenant_id text not null,
      language text,
      way text,
      pause_tolerance text,
      updated_at timestamptz not null default now()
    );

    -- A correction after the conversation was frozen: it stands beside what is assessed.
    alter table turns add column late boolean not null default false;

    create table appeals (
      run_id text primary key constraint appeals_run_fk references interviews (run_id),
      tenant_id text not null,
      appeal_sealed bytea,
      requested_at timestamptz not null
    );
  `);
};
