// Telling the outside: who wants to hear of events, what was sent to whom, and how each attempt went.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table webhook_endpoints (
      id text primary key,
      kind text not null,
      tenant_id text constraint webhook_endpoints_tenant_fk references tenants (id),
      platform_id text constraint webhook_endpoints_platform_fk references platforms (id),
      url text,
      description text not null default '',
      events text[] not null default '{}',
      status text not null default 'active',
      status_reason text,
      ed25519 boolean not null default false,
      secret_sealed bytea not null,
      secret_hint text not null,
      secret_request text,
      secret_at timestamptz not null default now(),
      previous_secret_sealed bytea,
      previous_secret_until timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      deleted_at timestamptz,
      constraint webhook_endpoints_one_owner check ((tenant_id is null) <> (platform_id is null)),
      constraint webhook_endpoints_kind check (kind in ('registered', 'callback')),
      constraint webhook_endpoints_status check (status in ('active', 'paused', 'disabled')),
      constraint webhook_endpoints_url check ((kind = 'callback') = (url is null))
    );
    create index webhook_endpoints_by_tenant on webhook_endpoints (tenant_id, id) where deleted_at is null;
    create index webhook_endpoints_by_platform on webhook_endpoints (platform_id, id) where deleted_at is null;
    create unique index webhook_endpoints_one_callback on webhook_endpoints (tenant_id) where kind = 'callback';

    create table deliveries (
      id text primary key,
      tenant_id text not null,
      event_id uuid not null constraint deliveries_event_fk references events (id),
      event_type text not null,
      event_at timestamptz not null,
      run_id text not null,
      endpoint_id text not null constraint deliveries_endpoint_fk references webhook_endpoints (id),
      number int not null,
      status text not null default 'pending',
      reason text,
      attempts int not null default 0,
      next_attempt_at timestamptz,
      start_claimed_until timestamptz,
      started_at timestamptz,
      created_at timestamptz not null default now(),
      finished_at timestamptz,
      constraint deliveries_number_unique unique (event_id, endpoint_id, number),
      constraint deliveries_status check (status in ('pending', 'delivered', 'dead', 'skipped'))
    );
    create index deliveries_by_tenant on deliveries (tenant_id, created_at desc, id desc);
    create index deliveries_by_run on deliveries (run_id, created_at);
    create index deliveries_by_endpoint on deliveries (endpoint_id, created_at desc, id desc);
    create index deliveries_not_started on deliveries (created_at) where started_at is null;
    create index deliveries_pending on deliveries (created_at) where status = 'pending';

    create table delivery_attempts (
      delivery_id text not null constraint delivery_attempts_delivery_fk references deliveries (id),
      attempt int not null,
      tenant_id text not null,
      at timestamptz not null,
      duration_ms int not null,
      status int,
      failure text,
      retry_after_ms int,
      answer_sealed bytea,
      primary key (delivery_id, attempt)
    );
    create index events_by_run on events (run_id, seq);
    create index events_in_order on events (tenant_id, transaction_id, position);
    drop index events_by_tenant;
    -- What happened before anybody could listen is in the feed; nobody is called or written to about it now.
    update events set relayed_at = now() where relayed_at is null;
  `);
};
