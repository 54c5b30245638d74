// What an ATS says went wrong in its calls to us: kept for a week, for whoever repairs the connection.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    create table response_errors (
      id text primary key,
      tenant_id text not null constraint response_errors_tenant_fk references tenants (id),
      -- Null for what came with a key of no connection.
      connection_id text constraint response_errors_connection_fk references connections (id),
      -- The run of the order that it names: it may say something of the person, and goes with that run's erasure.
      run_id text constraint response_errors_run_fk references interviews (run_id),
      api_call text,
      payload_sealed bytea not null,
      at timestamptz not null default now()
    );
    create index response_errors_by_connection on response_errors (tenant_id, connection_id, at desc, id desc);
    create index response_errors_by_run on response_errors (run_id) where run_id is not null;
    create index response_errors_by_time on response_errors (at);
  `);
};
