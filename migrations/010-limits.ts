// What keeps one caller from taking everybody's share: counters of requests, networks of keys, caps of tenants.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create unlogged table rate_limits (key varchar(255) primary key, points integer not null default 0, expire bigint);
    create index rate_limits_by_end on rate_limits (expire);
    alter table api_keys
      add column allowed_networks text[] not null default '{}',
      add column requests_per_hour int;
    alter table tenants add column caps jsonb not null default '{}';
    create index interviews_out_of_budget on interviews (tenant_id, updated_at)
      where attention_code = 'tenant.model_budget_spent';
    create index interviews_open_by_tenant on interviews (tenant_id)
      where state not in ('ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED');
  `);
};
