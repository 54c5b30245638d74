// Links to the public page of one result: what an ATS shows its recruiters. Tokens are signed, so none is kept here.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table result_links (
      id text primary key,
      tenant_id text not null,
      run_id text not null constraint result_links_run_fk references interviews (run_id),
      expires_at timestamptz not null,
      used_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index result_links_by_run on result_links (run_id, created_at desc);
  `);
};
