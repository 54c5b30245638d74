// What the room's page adds to a conversation: who holds it, what was chosen, drafts, and the wish for a person's review.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    -- The window or device that goes on with the conversation; null until one says who it is.
    alter table room_clocks add column client_hash text, add column client_since timestamptz;

    create table room_choices (
      run_id text primary key constraint room_choices_run_fk references interviews (run_id),
      tenant_id text not null,
      language text,
      way text,
      pause_tolerance text,
      updated_at timestamptz not null default now()
    );

    create table room_drafts (
      run_id text not null constraint room_drafts_run_fk references interviews (run_id),
      turn int not null,
      tenant_id text not null,
      draft_sealed bytea,
      saved_at timestamptz not null default now(),
      primary key (run_id, turn)
    );

    create table appeals (
      run_id text primary key constraint appeals_run_fk references interviews (run_id),
      tenant_id text not null,
      appeal_sealed bytea,
      requested_at timestamptz not null
    );
  `);
};
