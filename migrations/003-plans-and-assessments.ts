// Artefacts of model work, keyed by run and revision: plans, assessments, chats, and what the calls cost.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table plans (
      run_id text not null constraint plans_run_fk references interviews (run_id),
      revision int not null,
      tenant_id text not null,
      plan jsonb not null,
      rubric_hash text not null,
      form_id text not null,
      planner_input_hash text not null,
      reused_from text,
      approved_at timestamptz,
      created_at timestamptz not null default now(),
      primary key (run_id, revision)
    );
    create index plans_reusable on plans (tenant_id, planner_input_hash, approved_at desc) where approved_at is not null;

    create table assessments (
      run_id text not null constraint assessments_run_fk references interviews (run_id),
      revision int not null,
      tenant_id text not null,
      plan_revision int not null,
      engine text not null,
      model text,
      advisory boolean not null,
      rubric_hash text not null,
      prompt_hash text not null,
      transcript_hash text not null,
      overall_score double precision,
      verdict text,
      result jsonb not null,
      texts_sealed bytea,
      judgements_sealed bytea,
      created_at timestamptz not null default now(),
      primary key (run_id, revision)
    );

    create table chats (
      id text primary key,
      conversation_id text not null,
      run_id text not null constraint chats_run_fk references interviews (run_id),
      tenant_id text not null,
      exchange_sealed bytea,
      created_at timestamptz not null default now()
    );
    create index chats_by_conversation on chats (run_id, conversation_id, created_at);

    create table model_calls (
      id bigint generated always as identity primary key,
      tenant_id text not null,
      run_id text not null,
      step text not null,
      revision int,
      engine text not null,
      model text,
      result text not null,
      input_tokens int not null default 0,
      output_tokens int not null default 0,
      cost_micros bigint not null default 0,
      duration_ms int not null default 0,
      at timestamptz not null default now()
    );
    create index model_calls_by_run on model_calls (run_id, at);
    create index model_calls_by_tenant on model_calls (tenant_id, at);
  `);
};
