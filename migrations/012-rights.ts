// What candidates may ask for at any time, and who read what is about them.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    alter table interviews
      add column consent_withdrawn_at timestamptz,
      add column erasure_wished_at timestamptz;
    create index interviews_withdrawn on interviews (consent_withdrawn_at)
      where consent_withdrawn_at is not null and state not in ('ASSESSMENT_APPROVED', 'REJECTED', 'CANCELLED');

    create table access_reads (
      run_id text not null constraint access_reads_run_fk references interviews (run_id),
      tenant_id text not null,
      day date not null,
      reader_kind text not null,
      reader_id text not null,
      part text not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      count bigint not null,
      primary key (run_id, day, reader_kind, reader_id, part)
    );
  `);
};
