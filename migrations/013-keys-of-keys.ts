// Keys that keys make and that end: which request made one, which warning was given; and what receivers may be told.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    alter table api_keys add column made_by_request text, add column warned_days int;
    create index api_keys_by_end on api_keys (expires_at) where revoked_at is null;

    -- Scopes of the key that named the address. Null: an endpoint from before there were keys that may do less.
    alter table webhook_endpoints add column scopes text[];
    alter table interviews add column callback_scopes text[];
    alter table info_submissions add column callback_scopes text[];
    update interviews i set callback_scopes = k.scopes
      from transitions t join api_keys k on k.id = t.actor_id
      where i.callback_url is not null and t.run_id = i.run_id and t.tenant_id = i.tenant_id and t.seq = 1;

    -- Not every event is an interview's: that a key ends is told to its tenant.
    alter table events
      alter column run_id drop not null,
      alter column seq drop not null,
      alter column state drop not null;
    alter table deliveries alter column run_id drop not null;
  `);
};
