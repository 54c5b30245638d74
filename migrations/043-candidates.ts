// Candidates: which runs are about one person. A mailbox is known by a keyed hash that goes with the last run that holds it.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table candidates (
      tenant_id text not null constraint candidates_tenant_fk references tenants (id),
      email_digest text not null,
      id text not null,
      used_at timestamptz not null default now(),
      primary key (tenant_id, email_digest)
    );
    create index candidates_by_id on candidates (tenant_id, id);

    alter table interviews add column candidate_id text;
    -- Their addresses are sealed: each is a candidate of its own, until somebody supplies its address again.
    update interviews set candidate_id = 'cand_' || substr(run_id, 5) where erased_at is null;
    create index interviews_of_candidate on interviews (tenant_id, candidate_id, created_at desc, run_id desc)
      where candidate_id is not null;
  `);
};
