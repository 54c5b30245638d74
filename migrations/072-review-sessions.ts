// Who sits at the recruiter's page: cookies that links are exchanged for, links that a caller made, and links to an inbox.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    -- Links that no mail carries: made by a caller, for a label or an address.
    create table review_links (
      id text primary key,
      tenant_id text not null constraint review_links_tenant_fk references tenants (id),
      run_id text not null constraint review_links_run_fk references interviews (run_id),
      -- Keyed hash of the label, the same that mails have of an address.
      reviewer text not null,
      label_sealed bytea,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      revoked_at timestamptz
    );
    create index review_links_by_run on review_links (run_id, reviewer);
    create index review_links_by_reviewer on review_links (tenant_id, reviewer);

    create table review_inboxes (
      id text primary key,
      tenant_id text not null constraint review_inboxes_tenant_fk references tenants (id),
      reviewer text not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      revoked_at timestamptz
    );
    create index review_inboxes_by_tenant on review_inboxes (tenant_id, reviewer);

    -- A row for each link that a cookie stands for; without a run it is an inbox.
    create table review_sessions (
      hash text not null,
      link_id text not null,
      tenant_id text not null constraint review_sessions_tenant_fk references tenants (id),
      -- Who reads: that of the link, or the link's own id where it went to all recruiters at once.
      reviewer text not null,
      run_id text constraint review_sessions_run_fk references interviews (run_id),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      constraint review_sessions_pk primary key (hash, link_id)
    );
    create index review_sessions_by_run on review_sessions (run_id) where run_id is not null;
    create index review_sessions_by_end on review_sessions (expires_at);

    create index mails_by_reviewer on mails (tenant_id, reviewer) where reviewer is not null;
  `);
};
