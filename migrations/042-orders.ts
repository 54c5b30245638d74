// Orders: what an ATS asked for in its own words, tied to the run that came of it; results go out like webhooks do.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table orders (
      id text primary key,
      tenant_id text not null,
      run_id text not null unique constraint orders_run_fk references interviews (run_id),
      face text not null,
      connection_id text constraint orders_connection_fk references connections (id),
      -- Keyed hash of what the vendor itself knows the order by: the same order never makes two runs.
      natural_key text not null,
      callback_url text,
      -- Ids of the vendor's that may be shown; nothing about a person.
      vendor_keys jsonb not null default '{}',
      -- What is about people or opens something: who sent it, secrets to be echoed, the request as it came.
      private_sealed bytea,
      -- The highest timestamp the vendor was told, in milliseconds: the next one is higher, whatever the clock says.
      told_at bigint not null default 0,
      created_at timestamptz not null default now(),
      constraint orders_natural_key_unique unique (tenant_id, face, natural_key)
    );
    create index orders_by_connection on orders (connection_id, created_at desc) where connection_id is not null;

    alter table deliveries
      add column channel text not null default 'webhook',
      add column order_id text constraint deliveries_order_fk references orders (id),
      -- Of the order, when the row was made: results of one connection take turns with those of others.
      add column connection_id text constraint deliveries_connection_fk references connections (id),
      alter column endpoint_id drop not null,
      add constraint deliveries_channel check (
        (channel = 'webhook' and endpoint_id is not null and order_id is null)
        or (channel = 'result' and endpoint_id is null and order_id is not null)),
      add constraint deliveries_connection check (channel = 'result' or connection_id is null);
    create unique index deliveries_order_number_unique on deliveries (event_id, order_id, number) where order_id is not null;
    create index deliveries_by_order on deliveries (order_id, created_at desc, id desc) where order_id is not null;
    create index deliveries_by_connection on deliveries (connection_id, created_at desc, id desc)
      where connection_id is not null;
  `);
};
