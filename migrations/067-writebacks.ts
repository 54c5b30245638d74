// What is written into the record that an ATS keeps of a candidate: one row for each thing and revision, whatever became of it.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table writebacks (
      id text primary key,
      tenant_id text not null,
      run_id text not null constraint writebacks_run_fk references interviews (run_id),
      order_id text not null constraint writebacks_order_fk references orders (id),
      connection_id text not null constraint writebacks_connection_fk references connections (id),
      kind text not null,
      target text not null,
      revision int not null,
      status text not null default 'intended',
      -- A code: why it failed, what it conflicts with, what it gave way to.
      reason text,
      -- What an audit finds in it: questions, transcript, rubric, rationale, decision, scores.
      parts text[] not null default '{}',
      -- What is written, and what stood there before: sealed, since a person's words may be in them.
      value_sealed bytea,
      theirs_sealed bytea,
      -- Keyed, so that equal values are known without being opened.
      value_digest text,
      -- By which a note or a file of ours is found again; and what the vendor calls it.
      mark text,
      vendor_id text,
      attempts int not null default 0,
      created_at timestamptz not null default now(),
      attempted_at timestamptz,
      confirmed_at timestamptz,
      updated_at timestamptz not null default now(),
      constraint writebacks_unique unique (run_id, connection_id, target, revision),
      constraint writebacks_kind check (kind in ('field', 'note', 'tag', 'file', 'link', 'stage')),
      constraint writebacks_status check (status in ('intended', 'attempting', 'confirmed', 'conflicted', 'failed',
        'superseded', 'kept_theirs', 'removed', 'left'))
    );
    create index writebacks_by_connection on writebacks (connection_id, updated_at desc, id desc);
  `);
};
