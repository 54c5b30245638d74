// Whether a run's words may still be shown: from the moment an erasure was asked for they are not, whatever is left of them.

/** SQL that is true once the run named by `tenant_id` and `run_id` of `owner` is being erased or has been. */
export const erasingSql = (owner: string): string =>
  `(${owner}.erased_at is not null or exists (
    select 1 from erasures where erasures.tenant_id = ${owner}.tenant_id and erasures.run_id = ${owner}.run_id))`;
