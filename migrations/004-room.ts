// The conversation: sessions, the candidate's cookie, consent, turns and the clock.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table sessions (
      id text primary key,
      run_id text not null constraint sessions_run_fk references interviews (run_id),
      tenant_id text not null,
      attempt int not null,
      provider text not null,
      external_id text,
      mode text not null,
      started_at timestamptz,
      expires_at timestamptz,
      ended_at timestamptz,
      end_reason text,
      created_at timestamptz not null default now(),
      constraint sessions_attempt_unique unique (run_id, attempt)
    );

    create table room_cookies (
      hash text primary key,
      run_id text not null constraint room_cookies_run_fk references interviews (run_id),
      tenant_id text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index room_cookies_by_run on room_cookies (run_id);

    create table consents (
      number bigint generated always as identity primary key,
      run_id text not null constraint consents_run_fk references interviews (run_id),
      tenant_id text not null,
      notice_hash text not null,
      notice_text text not null,
      locale text not null,
      accepted boolean not null,
      plan_revision int not null,
      at timestamptz not null
    );
    create index consents_by_run on consents (run_id, number desc);

    create table turns (
      run_id text not null constraint turns_run_fk references interviews (run_id),
      turn int not null,
      version int not null default 1,
      tenant_id text not null,
      session_id text not null,
      kind text not null,
      question_id text not null,
      question_sealed bytea,
      answer_sealed bytea,
      client_turn_id text,
      follow_up_skipped boolean not null default false,
      asked_at timestamptz not null,
      answered_at timestamptz,
      primary key (run_id, turn, version)
    );
    create unique index turns_by_client_turn on turns (run_id, client_turn_id) where client_turn_id is not null;

    create table room_clocks (
      run_id text primary key constraint room_clocks_run_fk references interviews (run_id),
      tenant_id text not null,
      limit_ms bigint not null,
      used_ms bigint not null default 0,
      question_open boolean not null default false,
      paused boolean not null default false,
      last_seen_at timestamptz,
      revision int not null default 0
    );
  `);
};
