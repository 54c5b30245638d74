#!/bin/sh
# Makes Temporal's two databases, or brings them to the schema of this version. Safe to run at every start.
# The tool reads SQL_PLUGIN, SQL_HOST, SQL_PORT, SQL_USER and SQL_PASSWORD.
set -eu

for database in temporal temporal_visibility; do
  schema=postgresql/v12/${database#temporal_}
  # The first two fail when their work is done already; whether all is well shows in the third.
  temporal-sql-tool --database "$database" create-database || true
  temporal-sql-tool --database "$database" setup-schema --version 0.0 || true
  temporal-sql-tool --database "$database" update-schema --schema-name "$schema"
done
