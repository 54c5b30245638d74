// What an ATS tells on its own: each hook as it came, before it was answered; and the rules of a connection for what then happens.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table ats_inbox (
      id text primary key,
      -- Hooks of one application are worked on in this order.
      position bigint generated always as identity,
      tenant_id text not null,
      connection_id text not null constraint ats_inbox_connection_fk references connections (id),
      -- Keyed hashes: of what the vendor knows the event by, and of the bytes that were signed.
      event_key text not null,
      body_digest text not null,
      -- The vendor's word, and ours.
      action text not null,
      event text not null,
      -- One after the other: those of an application, else of what the hook is about.
      lane text not null,
      -- Ids of the vendor's; nothing about a person.
      application_id text,
      candidate_id text,
      job_id text,
      -- As it came, sealed; null once its time is over or the candidate is erased.
      body_sealed bytea,
      -- Its signature covers the body: who is gone by it needs no second look.
      body_signed boolean not null,
      status text not null default 'received',
      -- A code: what came of it, or why nothing did.
      outcome text,
      rule_id text,
      order_id text,
      -- Where the application stood by this hook, for the next one to be held against.
      stage_id text,
      application_status text,
      changed_at timestamptz,
      received_at timestamptz not null default now(),
      start_claimed_until timestamptz,
      -- Its workflow has heard of it.
      told_at timestamptz,
      finished_at timestamptz,
      -- How often something failed that nobody foresaw.
      unforeseen integer not null default 0,
      constraint ats_inbox_event_unique unique (connection_id, event_key),
      constraint ats_inbox_status check (status in ('received', 'done', 'failed'))
    );
    create index ats_inbox_untold on ats_inbox (lane, position) where status = 'received' and told_at is null;
    create index ats_inbox_by_body on ats_inbox (connection_id, body_digest);
    create index ats_inbox_by_connection on ats_inbox (connection_id, position desc);
    create index ats_inbox_failed on ats_inbox (connection_id, position desc) where status = 'failed';
    create index ats_inbox_by_application on ats_inbox (connection_id, application_id, position desc);
    create index ats_inbox_by_candidate on ats_inbox (connection_id, candidate_id, position desc);
    create index ats_inbox_of_jobs on ats_inbox (connection_id, job_id, position desc)
      where event in ('job_closed', 'job_opened');
    create index ats_inbox_bodies on ats_inbox (received_at) where body_sealed is not null;

    create table connection_rules (
      connection_id text primary key constraint connection_rules_connection_fk references connections (id),
      tenant_id text not null,
      -- In the order in which they are tried.
      rules jsonb not null,
      updated_at timestamptz not null default now()
    );
  `);
};
