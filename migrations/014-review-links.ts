// A recruiter's mail has one reader, and its link with it: the row says whose, when it was last used, and whether it was
// revoked. The first index counts a tenant's mails of a day, the second decisions that name nobody.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    alter table mails
      add column reviewer text,
      add column link_revoked_at timestamptz,
      add column link_used_at timestamptz;
    create index mails_started_by_tenant on mails (tenant_id, started_at);
    create index transitions_deciding_nameless on transitions (at)
      where type in ('planApproved', 'planRejected', 'planRevisionRequested', 'assessmentApproved', 'assessmentRejected')
        and actor_kind in ('integrator', 'operator');
  `);
};
