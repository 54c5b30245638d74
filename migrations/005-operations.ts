// What keeps the machinery honest: stored answers of idempotent requests and the workers' signs of life.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table idempotency_keys (
      tenant_id text not null,
      route text not null,
      key_hash text not null,
      fingerprint text not null,
      state text not null,
      lease_token text not null,
      lease_until timestamptz not null,
      status int,
      run_id text,
      answer text,
      answer_sealed bytea,
      created_at timestamptz not null default now(),
      primary key (tenant_id, route, key_hash),
      constraint idempotency_keys_state check (state in ('running', 'done'))
    );
    create index idempotency_keys_by_age on idempotency_keys (created_at);

    create table worker_heartbeats (
      worker_id text primary key,
      task_queue text not null,
      started_at timestamptz not null default now(),
      at timestamptz not null default now()
    );
  `);
};
