// Mails that follow events; their text is sealed with the run's personal key and goes with it.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table mails (
      id text primary key,
      tenant_id text not null,
      run_id text not null constraint mails_run_fk references interviews (run_id),
      event_id uuid not null constraint mails_event_fk references events (id),
      event_type text not null,
      template text not null,
      audience text not null,
      status text not null default 'pending',
      reason text,
      attempts int not null default 0,
      next_attempt_at timestamptz,
      content_sealed bytea,
      start_claimed_until timestamptz,
      started_at timestamptz,
      created_at timestamptz not null default now(),
      finished_at timestamptz,
      constraint mails_audience check (audience in ('candidate', 'recruiter')),
      constraint mails_status check (status in ('pending', 'sent', 'outbox', 'dead', 'skipped'))
    );
    create index mails_by_tenant on mails (tenant_id, created_at desc, id desc);
    create index mails_by_run on mails (run_id, created_at);
    create index mails_not_started on mails (created_at) where started_at is null;
  `);
};
