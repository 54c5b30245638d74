#!/bin/sh
# Makes the owner of Parley's database and the login that api and worker use, which may only work in it, and Temporal's own login.
# A database of an earlier version, which belonged to that login, is handed over to the owner. Safe to run at every start.
#
# Who runs it, and where, say psql's own variables (PGHOST, PGUSER, PGPASSWORD …): a superuser, or the administrator of a managed
# PostgreSQL who may make roles and databases and is a member of the database's present owner. Afterwards: npm run migrate.
set -eu

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname "${PGDATABASE:-postgres}" \
  --set=database="${PARLEY_DB_NAME:-parley}" --set=owner="${PARLEY_DB_OWNER:-parley_owner}" --set=login="${PARLEY_DB_LOGIN:-parley}" \
  --set=owner_password="$PARLEY_OWNER_DB_PASSWORD" --set=password="$PARLEY_DB_PASSWORD" \
  --set=temporal_password="${TEMPORAL_DB_PASSWORD:-}" <<'SQL'
select format('create role %I', name) from unnest(array[:'owner', :'login']) name
  where not exists (select from pg_roles where rolname = name) \gexec
alter role :"owner" login password :'owner_password';
alter role :"login" login nocreatedb nocreaterole password :'password';
select format('revoke %I from %I', :'owner', :'login') where pg_has_role(:'login', :'owner', 'member') \gexec
-- Whoever is no superuser hands over only between roles of which it is a member.
select format('grant %I to current_user', name) from unnest(array[:'owner', :'login']) name
  where not pg_has_role(name, 'usage') \gexec

select format('create database %I owner %I', :'database', :'owner')
  where not exists (select from pg_database where datname = :'database') \gexec
select format('alter database %I owner to %I', :'database', :'owner') from pg_database
  where datname = :'database' and datdba <> :'owner'::regrole \gexec

\connect :"database"
begin;
revoke all on database :"database" from public;
grant connect on database :"database" to :"login";
select format('alter schema public owner to %I', :'owner') from pg_namespace
  where nspname = 'public' and nspowner = :'login'::regrole \gexec
select format('alter table %s owner to %I', oid::regclass, :'owner') from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relowner = :'login'::regrole \gexec
select format('alter routine %s owner to %I', oid::regprocedure, :'owner') from pg_proc
  where pronamespace = 'public'::regnamespace and proowner = :'login'::regrole \gexec
commit;

-- Temporal's schema tool makes its two databases itself.
select :'temporal_password' <> '' as has_temporal \gset
\if :has_temporal
  select 'create role temporal' where not exists (select from pg_roles where rolname = 'temporal') \gexec
  alter role temporal login createdb password :'temporal_password';
\endif
SQL
