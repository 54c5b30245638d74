// Conversations that a voice provider outside holds: the call of each session, and what the provider told of it, as it came.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table voice_calls (
      id text primary key,
      tenant_id text not null,
      run_id text not null constraint voice_calls_run_fk references interviews (run_id),
      session_id text not null constraint voice_calls_session_fk references sessions (id),
      provider text not null,
      -- The provider's; null once the run is erased.
      external_id text,
      -- Opened and never known to us, since we ended in between: nobody can have joined it.
      orphan boolean not null default false,
      -- What the candidate's browser joins with; null once it was handed out or is void.
      credential_sealed bytea,
      credential_until timestamptz,
      opened_at timestamptz not null,
      -- Its turns are stored, or nothing comes of it any more.
      settled_at timestamptz,
      ending text,
      duration_ms bigint,
      -- Codes and ids of questions: how what was asked differs from the plan.
      deviations jsonb not null default '[]',
      recording_id text,
      -- Nothing more is done with it.
      done_at timestamptz,
      -- The provider's copy is gone.
      deleted_at timestamptz,
      constraint voice_calls_external_unique unique (provider, external_id)
    );
    create unique index voice_calls_by_session on voice_calls (session_id) where not orphan;
    create index voice_calls_by_run on voice_calls (run_id);

    create table voice_events (
      id text primary key,
      tenant_id text not null,
      run_id text not null constraint voice_events_run_fk references interviews (run_id),
      session_id text not null,
      kind text not null,
      -- The same event is kept once.
      digest text not null,
      -- What is used of it, sealed; never as it came.
      event_sealed bytea not null,
      received_at timestamptz not null,
      constraint voice_events_unique unique (session_id, digest)
    );
    create index voice_events_by_run on voice_events (run_id);
  `);
};
