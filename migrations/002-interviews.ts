// Interviews: the row people read, its keys, its timeline, its events and the sealed texts around it.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table interviews (
      run_id text primary key,
      tenant_id text not null constraint interviews_tenant_fk references tenants (id),
      interview_id uuid not null unique,
      source text not null,
      candidate_ref text,
      external_id text,
      creation_key text,
      request_hash text not null,
      position text,
      level text,
      company_name text,
      locale text not null,
      job jsonb not null,
      personal_sealed bytea,
      callback_url text,
      requested_start_at timestamptz,
      policy jsonb not null,
      state text not null,
      outcome text,
      attention_code text,
      machine jsonb not null,
      seq bigint not null,
      version bigint not null default 1,
      plan_revision int not null default 0,
      form_id text,
      link_hash text,
      link_sealed bytea,
      link_expires_at timestamptz,
      scheduled_at timestamptz,
      deadline_at timestamptz,
      assessment_revision int not null default 0,
      overall_score double precision,
      verdict text,
      frozen_at timestamptz,
      workflow_started_at timestamptz,
      projected_at timestamptz not null default now(),
      reconciled_at timestamptz,
      completed_at timestamptz,
      decided_at timestamptz,
      erased_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint interviews_external_id_unique unique (tenant_id, external_id),
      constraint interviews_creation_key_unique unique (tenant_id, creation_key)
    );
    create index interviews_by_tenant on interviews (tenant_id, created_at desc, run_id desc);
    create index interviews_by_state on interviews (tenant_id, state, created_at desc, run_id desc);
    create index interviews_by_update on interviews (tenant_id, updated_at, run_id);
    create index interviews_by_position on interviews (tenant_id, position, created_at desc);
    create index interviews_by_candidate on interviews (tenant_id, candidate_ref, created_at desc);
    create index interviews_by_form on interviews (tenant_id, form_id, overall_score desc, run_id);
    create unique index interviews_by_link on interviews (link_hash) where link_hash is not null;
    create index interviews_open on interviews (deadline_at nulls last, created_at)
      where state not in ('ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED');
    create index interviews_not_started on interviews (created_at) where workflow_started_at is null;

    create table run_keys (
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

    create table transitions (
      run_id text not null constraint transitions_run_fk references interviews (run_id),
      seq bigint not null,
      tenant_id text not null,
      at timestamptz not null,
      type text not null,
      from_state text,
      to_state text not null,
      actor_kind text not null,
      actor_id text,
      detail jsonb not null,
      primary key (run_id, seq)
    );

    create table events (
      position bigint generated always as identity primary key,
      id uuid not null unique,
      transaction_id xid8 not null default pg_current_xact_id(),
      tenant_id text not null,
      run_id text not null,
      seq bigint not null,
      type text not null,
      at timestamptz not null,
      state text not null,
      outcome text,
      data jsonb not null,
      relayed_at timestamptz
    );
    create index events_by_tenant on events (tenant_id, position);
    create index events_not_relayed on events (position) where relayed_at is null;

    create table command_notes (
      id text primary key,
      run_id text not null constraint command_notes_run_fk references interviews (run_id),
      tenant_id text not null,
      command text not null,
      note_sealed bytea,
      decided_by_sealed bytea,
      created_at timestamptz not null default now()
    );
    create index command_notes_by_run on command_notes (run_id, created_at);

    create table info_submissions (
      id text primary key,
      run_id text not null constraint info_submissions_run_fk references interviews (run_id),
      tenant_id text not null,
      submission_sealed bytea,
      result jsonb,
      merged_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index info_submissions_by_run on info_submissions (run_id, created_at);
  `);
};
