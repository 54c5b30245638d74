// What the login of api and worker may do: add to the record of what happened, work with the rest, own nothing.
import type { Knex } from 'knex';
import type { Db } from './knex.ts';

/** The record of what happened: whoever serves requests may add to it and read it, never change it. */
export const appendOnlyTables = ['audit_log', 'audit_intake', 'audit_heads', 'transitions'] as const;

type Relation = { name: string; isView: boolean };

const rightsOn = ({ name: table, isView }: Relation, migrations: string): string => {
  if (isView || table.startsWith(migrations)) return 'select';
  return (appendOnlyTables as readonly string[]).includes(table) ? 'select, insert' : 'select, insert, update, delete';
};

/**
 * Gives `login` these rights and takes every other one; what a migration adds later gets its rights after that migration.
 * The caller is the owner. Only what belongs to the owner is touched: extensions may live in the same schema.
 */
export const grantToLogin = async (owner: Knex.Transaction, login: string, migrations: string): Promise<void> => {
  const { rows: tables } = await owner.raw<{ rows: Relation[] }>(
    `select relname as name, relkind = 'v' as "isView" from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and pg_has_role(relowner, 'usage')`,
  );
  const { rows: functions } = await owner.raw<{ rows: { name: string }[] }>(
    `select oid::regprocedure::text as name from pg_proc
     where pronamespace = 'public'::regnamespace and pg_has_role(proowner, 'usage')
       and not exists (select from pg_depend d where d.objid = pg_proc.oid and d.deptype = 'e')`,
  );
  await owner.raw('revoke create on schema public from public');
  await owner.raw('revoke all on schema public from ??', [login]);
  await owner.raw('grant usage on schema public to ??', [login]);
  for (const table of tables) {
    await owner.raw('revoke all on table ?? from ??', [table.name, login]);
    await owner.raw(`grant ${rightsOn(table, migrations)} on table ?? to ??`, [table.name, login]);
  }
  for (const { name } of functions) await owner.raw(`grant execute on function ${name} to ??`, [login]);
};

export type LoginRights = {
  login: string;
  owner: string;
  /** What this login could do to the record, in the words of the catalogue; empty when it can only add. */
  tooMuch: string[];
};

/** Asks the catalogue what the login of this connection could do to the record. A member of the owner is as good as the owner. */
export const readLoginRights = async (db: Db): Promise<LoginRights> => {
  const { rows } = await db.raw<{ rows: LoginRights[] }>(
    `with record as (select oid, relname, relowner from pg_class
       where relnamespace = 'public'::regnamespace and relname = any(?)),
     faults as (
       select 'superuser' as fault from pg_roles where rolname = current_user and rolsuper
       union all select 'acts as ' || r from unnest(array['pg_write_server_files', 'pg_execute_server_program']) r
         where pg_has_role(r, 'member')
       union all select 'owns database' from pg_database where datname = current_database() and pg_has_role(datdba, 'member')
       union all select 'owns schema' from pg_namespace where nspname = 'public' and pg_has_role(nspowner, 'member')
       union all select 'owns ' || relname from record where pg_has_role(relowner, 'member')
       union all select 'owns ' || proname from pg_proc
         where pronamespace = 'public'::regnamespace and proname in ('refuse_audit_change', 'settle_audit_intake')
           and pg_has_role(proowner, 'member')
       union all select right_name || ' ' || relname
         from record, unnest(array['update', 'delete', 'truncate', 'trigger']) right_name
         where has_table_privilege(oid, right_name)
       union all select 'update ' || relname from record
         where has_any_column_privilege(oid, 'update') and not has_table_privilege(oid, 'update'))
     select current_user as login,
       (select min(pg_get_userbyid(relowner)::text) from record where relname = 'audit_log') as owner,
       array(select fault from faults) as "tooMuch"`,
    [[...appendOnlyTables]],
  );
  return rows[0] ?? { login: '', owner: '', tooMuch: ['unknown'] };
};
