// What a reviewer did at the page: own ratings, the draft of a decision, and which evidence was looked at.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table review_ratings (
      tenant_id text not null,
      run_id text not null constraint review_ratings_run_fk references interviews (run_id),
      revision int not null,
      reviewer text not null,
      competency_id text not null,
      -- Null for a pass: looked at the proposal without rating.
      rating smallint,
      -- Given before the proposal was shown.
      blind boolean not null,
      rated_at timestamptz not null,
      constraint review_ratings_pk primary key (run_id, revision, reviewer, competency_id),
      constraint review_ratings_rating check (rating between 1 and 5)
    );

    create table review_drafts (
      tenant_id text not null,
      run_id text not null constraint review_drafts_run_fk references interviews (run_id),
      reviewer text not null,
      revision int not null,
      draft_sealed bytea,
      saved_at timestamptz not null,
      constraint review_drafts_pk primary key (run_id, reviewer)
    );

    create table review_traces (
      tenant_id text not null,
      run_id text not null constraint review_traces_run_fk references interviews (run_id),
      revision int not null,
      reviewer text not null,
      kind text not null,
      target text not null,
      -- The order in which things were first looked at.
      place bigint generated always as identity,
      times int not null,
      seconds int not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      constraint review_traces_pk primary key (run_id, revision, reviewer, kind, target)
    );
  `);
};
