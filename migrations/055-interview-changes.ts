// When an interview last changed, in a table of its own: an answer then touches no index of the wide row that all lists share.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    -- Whatever writes interviews.updated_at writes this as well: the database does, so that no statement can forget it.
    create table interview_changes (
      run_id text primary key,
      tenant_id text not null,
      updated_at timestamptz not null
    );
    create function note_interview_change() returns trigger language plpgsql as $$
      begin
        insert into interview_changes (run_id, tenant_id, updated_at) values (new.run_id, new.tenant_id, new.updated_at)
        on conflict (run_id) do update set updated_at = excluded.updated_at;
        return null;
      end $$;
    create trigger interviews_inserted after insert on interviews
      for each row execute function note_interview_change();
    create trigger interviews_changed after update on interviews
      for each row when (old.updated_at is distinct from new.updated_at) execute function note_interview_change();
    insert into interview_changes (run_id, tenant_id, updated_at) select run_id, tenant_id, updated_at from interviews;
    create index interview_changes_by_time on interview_changes (tenant_id, updated_at, run_id);

    drop index interviews_by_update;
    drop index interviews_out_of_budget;
    create index interviews_out_of_budget on interviews (tenant_id) where attention_code = 'tenant.model_budget_spent';
    -- Room for the next version of a row on its own page, without which every index is written again.
    alter table interviews set (fillfactor = 70);
  `);
};
