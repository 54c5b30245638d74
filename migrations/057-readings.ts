// Readings of an interview that is being scored: each is kept when it arrives, until the assessment takes their place.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table readings (
      run_id text not null constraint readings_run_fk references interviews (run_id),
      tenant_id text not null,
      revision int not null,
      competency_id text not null,
      reading int not null,
      -- Hash of all that it was made of.
      basis text not null,
      reading_sealed bytea not null,
      at timestamptz not null default now(),
      primary key (run_id, revision, competency_id, reading)
    );
  `);
};
