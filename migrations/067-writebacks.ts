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
      -- Where it stands, as ids of the vendor's: {object, key} of a field, {tag}, {name} of a file, {from, to} of a stage.
      place jsonb not null default '{}',
      -- What is written, and what a person wrote instead: sealed, since their words may be in them. Notes and files are made anew.
      value_sealed bytea,
      theirs_sealed bytea,
      -- Keyed, so that equal values are known without being opened: what is written, what the vendor made of it, what
      -- a person wrote instead, and what of theirs may be replaced since somebody said so.
      value_digest text,
      stored_digest text,
      theirs_digest text,
      replaceable_digest text,
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
    create index writebacks_by_connection on writebacks (connection_id, created_at desc, id desc);

    -- One process at a time writes into the record of an order, whatever sent it.
    alter table orders add column written_by text, add column written_until timestamptz;
    create index orders_by_application on orders (connection_id, (vendor_keys ->> 'applicationId'))
      where connection_id is not null;
    create index orders_by_candidate on orders (connection_id, (vendor_keys ->> 'candidateId'))
      where connection_id is not null;

    alter table deliveries
      drop constraint deliveries_channel,
      drop constraint deliveries_connection,
      add constraint deliveries_channel check (
        (channel = 'webhook' and endpoint_id is not null and order_id is null)
        or (channel in ('result', 'writeback') and endpoint_id is null and order_id is not null)),
      add constraint deliveries_connection check (channel <> 'webhook' or connection_id is null);
    drop index deliveries_order_number_unique;
    create unique index deliveries_order_number_unique on deliveries (event_id, order_id, channel, number)
      where order_id is not null;

    -- Of every candidate who progressed past screening: which parts of the evidence their record in the ATS lacks.
    create view audit_ready_runs as
      select i.tenant_id, i.run_id, o.connection_id,
             array(select part from unnest(array['questions', 'transcript', 'rubric', 'rationale', 'decision', 'scores'])
                     with ordinality as wanted (part, place)
                    -- Some note or field holds it, and no note that holds a piece of it is still missing. A file is one more copy.
                    where not coalesce((
                      select bool_or(w.status = 'confirmed') and bool_and(w.status = 'confirmed' or w.kind <> 'note')
                        from writebacks w
                       where w.tenant_id = i.tenant_id and w.run_id = i.run_id and w.connection_id = o.connection_id
                         and w.kind in ('note', 'field') and w.status <> 'superseded' and wanted.part = any(w.parts)), false)
                    order by place) as missing
        from interviews i join orders o on o.run_id = i.run_id and o.tenant_id = i.tenant_id
       where o.connection_id is not null and i.erased_at is null and o.vendor_keys ->> 'applicationId' is not null
         and o.vendor_keys ->> 'candidateId' is not null and i.state = 'ASSESSMENT_APPROVED'
         and (i.machine ->> 'verdict' in ('STRONG_HIRE', 'HIRE') or exists (
           select 1 from writebacks moved
            where moved.tenant_id = i.tenant_id and moved.run_id = i.run_id and moved.kind = 'stage'
              and moved.status = 'confirmed'));

    -- What the nightly look at them found.
    create table audit_ready_checks (
      tenant_id text not null,
      connection_id text not null constraint audit_ready_checks_connection_fk references connections (id),
      checked_on date not null,
      progressed int not null,
      incomplete int not null,
      constraint audit_ready_checks_pk primary key (tenant_id, connection_id, checked_on)
    );
  `);
};
