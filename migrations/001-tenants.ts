// Platforms, tenants and their API keys.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table platforms (
      id text primary key,
      name text not null,
      created_at timestamptz not null default now()
    );
    create table tenants (
      id text primary key,
      platform_id text constraint tenants_platform_fk references platforms (id),
      name text not null,
      settings jsonb not null default '{}',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index tenants_by_platform on tenants (platform_id, id);
    create table api_keys (
      id text primary key,
      kind text not null,
      tenant_id text constraint api_keys_tenant_fk references tenants (id),
      platform_id text constraint api_keys_platform_fk references platforms (id),
      label text not null default '',
      scopes text[] not null,
      secret_hash text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz,
      constraint api_keys_one_owner check ((tenant_id is null) <> (platform_id is null))
    );
    create index api_keys_by_tenant on api_keys (tenant_id, kind);
    create index api_keys_by_platform on api_keys (platform_id);
    create table audit_log (
      tenant_id text not null,
      position bigint not null,
      at timestamptz not null,
      actor_kind text not null,
      actor_id text,
      on_behalf_of text,
      act text not null,
      target_kind text not null,
      target_id text,
      request_id text,
      reason text,
      previous_hash text not null,
      hash text not null,
      primary key (tenant_id, position)
    );
  `);
};
