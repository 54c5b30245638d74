#!/bin/sh
# Makes the namespace and the search attributes that Parley's workflows set. Safe to run at every start.
set -eu

attributes() { temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE"; }

temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" > /dev/null 2>&1 \
  || temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "${TEMPORAL_RETENTION:-720h}"

# A new namespace is known to every part of the server only after some seconds.
tries=0
until attributes > /dev/null 2>&1; do
  tries=$((tries + 1))
  if [ "$tries" -gt 30 ]; then
    attributes
    exit 1
  fi
  sleep 2
done

for name in ParleyState ParleyTenant ParleyAttention ParleyWaitsFor; do
  attributes | grep -qw "$name" \
    || temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type Keyword
done
