#!/bin/sh
# Makes Temporal's two databases, or brings them to the schema of this version. Safe to run at every start.
set -eu

for database in temporal temporal_visibility; do
  case $database in
    temporal) schema=/etc/temporal/schema/postgresql/v12/temporal/versioned ;;
    *) schema=/etc/temporal/schema/postgresql/v12/visibility/versioned ;;
  esac
  sql() {
    temporal-sql-tool --plugin postgres12 --endpoint "$SQL_HOST" --port 5432 --user "$SQL_USER" --database "$database" "$@"
  }
  # Both say so and fail when it is there already; whether all is well shows in the last step.
  sql create-database || true
  sql setup-schema --version 0.0 || true
  sql update-schema --schema-dir "$schema"
done
