// Templates: what can be ordered. A version owns one plan; a run names the version that it used.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table templates (
      id text primary key,
      tenant_id text not null constraint templates_tenant_fk references tenants (id),
      external_id text,
      name text not null,
      description text,
      auto_approve_plan boolean,
      completes_when text not null default 'approved',
      archived_at timestamptz,
      made_by_request text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint templates_external_id_unique unique (tenant_id, external_id),
      constraint templates_request_unique unique (tenant_id, made_by_request),
      constraint templates_completes_when check (completes_when in ('approved', 'scored'))
    );
    create index templates_by_tenant on templates (tenant_id, created_at desc, id desc);

    create table template_versions (
      template_id text not null constraint template_versions_template_fk references templates (id),
      version int not null,
      tenant_id text not null,
      job jsonb not null,
      locale text not null,
      state text not null default 'drafting',
      -- Of the plan: the version whose plan this one redrafts and what was asked of it, or null for a draft of its own.
      revises int,
      wishes jsonb,
      plan jsonb,
      rubric_hash text,
      form_id text,
      failure text,
      -- Of the present attempt to draft: each has a workflow of its own.
      attempt int not null default 1,
      start_claimed_until timestamptz,
      started_at timestamptz,
      drafted_at timestamptz,
      decided_at timestamptz,
      -- Who asked for it and who decided, where they were named: sealed for this row alone.
      requester_sealed bytea,
      decider_sealed bytea,
      feedback text,
      -- Hashes of the idempotency keys that made and that decided it: a repeat finds what it brought about.
      made_by_request text,
      decided_by_request text,
      created_at timestamptz not null default now(),
      primary key (template_id, version),
      constraint template_versions_state check (state in ('drafting', 'pending', 'approved', 'rejected', 'failed'))
    );
    create index template_versions_not_started on template_versions (created_at) where started_at is null;

    alter table interviews
      add column template_id text,
      add column template_version int,
      add column completes_when text not null default 'approved',
      add constraint interviews_template_fk foreign key (template_id, template_version)
        references template_versions (template_id, version);
    create index interviews_by_template on interviews (tenant_id, template_id, created_at desc) where template_id is not null;

    -- Keys of the presets that run a tenant get the scopes that they are made with from now on.
    update api_keys set scopes = scopes || array['templates:read', 'templates:manage']
      where kind in ('integration', 'platform') and revoked_at is null and not 'templates:manage' = any(scopes);
  `);
};
