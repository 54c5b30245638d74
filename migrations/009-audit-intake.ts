// Acts wait here, in the transaction they belong to, until they are chained: a chain has one writer, acts have many.
// What is chained stays as it is: the log refuses every change, whoever asks.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table audit_intake (
      number bigint generated always as identity primary key,
      transaction_id xid8 not null default pg_current_xact_id(),
      tenant_id text not null,
      at timestamptz not null,
      actor_kind text not null,
      actor_id text,
      on_behalf_of text,
      act text not null,
      target_kind text not null,
      target_id text,
      request_id text,
      reason text,
      content_hash text
    );
    create index audit_intake_by_tenant on audit_intake (tenant_id, number);

    alter table audit_log add column content_hash text;
    create index audit_log_by_target on audit_log (tenant_id, target_kind, target_id, position);

    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit log is append-only' using errcode = 'restrict_violation';
    end $$;
    create trigger audit_log_append_only before update or delete on audit_log
      for each row execute function refuse_audit_change();
    create trigger audit_log_not_truncated before truncate on audit_log
      for each statement execute function refuse_audit_change();
    create trigger audit_intake_not_changed before update on audit_intake
      for each row execute function refuse_audit_change();
  `);
};
