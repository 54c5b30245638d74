#!/bin/sh
# Makes the namespace and the search attributes that Parley's workflows set. Safe to run at every start.
set -eu

retention=${TEMPORAL_RETENTION:-720h}
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" > /dev/null 2>&1 \
  || temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$retention"

for name in ParleyState ParleyTenant ParleyAttention; do
  temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE" | grep -qw "$name" \
    || temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type Keyword
done
