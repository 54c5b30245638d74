// Leaves the login of api and worker nothing to change in the record: a chained act leaves its waiting row by a function of the owner.
// Signed heads of chains stand beside them.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    -- Which waiting act an entry was made of; null for entries that never waited. No part of the hash.
    alter table audit_log add column intake_number bigint;

    -- Removes waiting acts only where these entries say the same: who calls it can lose none.
    create function settle_audit_intake(chain text, first_position bigint, last_position bigint) returns bigint
      language sql security definer set search_path = pg_catalog, pg_temp as $$
      with settled as (
        delete from public.audit_intake i using public.audit_log l
        where l.tenant_id = chain and l.position between first_position and last_position
          and i.number = l.intake_number and i.tenant_id = l.tenant_id
          -- The log keeps milliseconds.
          and abs(extract(epoch from i.at - l.at)) < 0.002
          and (i.actor_kind, i.actor_id, i.on_behalf_of, i.act, i.target_kind, i.target_id, i.request_id, i.reason, i.content_hash)
            is not distinct from
            (l.actor_kind, l.actor_id, l.on_behalf_of, l.act, l.target_kind, l.target_id, l.request_id, l.reason, l.content_hash)
        returning 1
      )
      select count(*) from settled
    $$;
    revoke execute on function settle_audit_intake from public;

    create table audit_heads (
      tenant_id text not null,
      position bigint not null,
      hash text not null,
      signed_at timestamptz not null,
      key_id text not null,
      signature text not null,
      primary key (tenant_id, position, hash, key_id)
    );
    create index audit_heads_by_time on audit_heads (signed_at desc);
    create trigger audit_heads_append_only before update or delete on audit_heads
      for each row execute function refuse_audit_change();
    create trigger audit_heads_not_truncated before truncate on audit_heads
      for each statement execute function refuse_audit_change();
  `);
};
