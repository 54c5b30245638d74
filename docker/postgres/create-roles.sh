#!/bin/sh
# Runs once, when the data volume is new: one login per program, each the owner of its own databases and of nothing else.
set -eu

psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=parley_password="$PARLEY_DB_PASSWORD" --set=temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role parley login password :'parley_password';
create database parley owner parley;
revoke connect on database parley from public;
-- Temporal's schema tool makes its two databases itself.
create role temporal login createdb password :'temporal_password';
SQL
