// Erasing for real: what was erased and proven, what must not be erased yet, and when an interview ended.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table erasures (
      run_id text primary key constraint erasures_run_fk references interviews (run_id),
      tenant_id text not null,
      scope text not null,
      cause text not null,
      state text not null default 'running',
      requested_by_kind text not null,
      requested_by_id text,
      request_id text,
      requested_at timestamptz not null default now(),
      done jsonb not null default '{}',
      certificate jsonb,
      certified_at timestamptz,
      constraint erasures_scope check (scope in ('personal', 'all')),
      constraint erasures_state check (state in ('running', 'certified'))
    );
    create index erasures_by_tenant on erasures (tenant_id, requested_at desc);

    create table legal_holds (
      id text primary key,
      tenant_id text not null,
      run_id text not null constraint legal_holds_run_fk references interviews (run_id),
      reason_code text not null,
      note_sealed bytea,
      placed_by_kind text not null,
      placed_by_id text,
      placed_at timestamptz not null default now(),
      ends_at timestamptz not null,
      released_at timestamptz
    );
    create index legal_holds_by_run on legal_holds (run_id) where released_at is null;
    create index legal_holds_by_tenant on legal_holds (tenant_id, placed_at desc);

    -- What the candidate was told when accepting: a tenant that later keeps data longer does so for others only.
    alter table consents add column retention_days jsonb;

    alter table interviews add column ended_at timestamptz, add column assessments_erased_at timestamptz;
    update interviews i set ended_at = (select max(t.at) from transitions t where t.run_id = i.run_id)
      where i.state in ('ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED');
    create index interviews_to_retain on interviews (tenant_id, ended_at)
      where ended_at is not null and (erased_at is null or assessments_erased_at is null);
  `);
};
