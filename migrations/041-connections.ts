// Connections: an ATS of a tenant, with what it is called with, and the keys and addresses under which it calls.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table connections (
      id text primary key,
      tenant_id text not null constraint connections_tenant_fk references tenants (id),
      kind text not null,
      name text not null,
      config jsonb not null,
      status text not null default 'active',
      credentials_sealed bytea,
      -- The end of each, by which people tell which one is stored.
      credentials_hints jsonb not null default '{}',
      -- After a rotation the ones before are tried as well, until then.
      previous_credentials_sealed bytea,
      previous_credentials_until timestamptz,
      -- Keyed hashes of the secret in the address that an ATS calls.
      hook_secret_hash text,
      previous_hook_secret_hash text,
      previous_hook_secret_until timestamptz,
      made_by_request text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      deleted_at timestamptz,
      constraint connections_status check (status in ('active', 'paused', 'deleted'))
    );
    create index connections_by_tenant on connections (tenant_id, created_at, id);

    alter table api_keys add column connection_id text constraint api_keys_connection_fk references connections (id);
    create index api_keys_by_connection on api_keys (connection_id) where connection_id is not null;

    update api_keys set scopes = scopes || array['connections:manage']
      where kind in ('integration', 'platform') and revoked_at is null and not 'connections:manage' = any(scopes);
  `);
};
