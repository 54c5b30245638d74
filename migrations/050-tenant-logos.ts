// The picture that a tenant shows its candidates, as it is sent to them; found by its hash, which names no tenant.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table tenant_logos (
      tenant_id text primary key constraint tenant_logos_tenant_fk references tenants (id),
      hash text not null,
      image bytea not null,
      updated_at timestamptz not null default now()
    );
    create index tenant_logos_hash on tenant_logos (hash);
  `);
};
