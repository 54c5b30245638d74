// The review that a candidate's appeal opens: a second decision beside the first, with its time and what came of it.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table appeal_reviews (
      run_id text primary key constraint appeal_reviews_run_fk references interviews (run_id),
      tenant_id text not null,
      state text not null default 'open',
      opened_at timestamptz not null,
      due_at timestamptz not null,
      -- Keyed hashes of who decided, as those of mails: first_decider is null where the first decision named nobody.
      first_decider text,
      decider text,
      reviewed_by text,
      -- How often it was reminded of, and when next; null once it is decided.
      reminders int not null default 0,
      remind_at timestamptz,
      overdue_at timestamptz,
      decided_at timestamptz,
      -- The verdict that stood, and the one that stands where it was changed.
      first_verdict text,
      verdict text,
      reason_codes text[] not null default '{}',
      -- What the reviewer wrote: it may quote the candidate. Who it was is kept as long as who made the first decision.
      note_sealed bytea,
      decided_by_sealed bytea,
      constraint appeal_reviews_state check (state in ('open', 'upheld', 'changed')),
      constraint appeal_reviews_decided check ((state = 'open') = (decided_at is null)),
      constraint appeal_reviews_changed check ((state = 'changed') = (verdict is not null))
    );
    create index appeal_reviews_due on appeal_reviews (remind_at) where remind_at is not null;
    create index appeal_reviews_open on appeal_reviews (tenant_id, due_at) where state = 'open';
  `);
};
