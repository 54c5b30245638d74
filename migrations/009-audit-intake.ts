// Acts wait here, in the transaction they belong to, until they are chained: a chain has one writer, acts have many.
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
      reason text
    );
    create index audit_log_by_target on audit_log (tenant_id, target_kind, target_id, position);
  `);
};
