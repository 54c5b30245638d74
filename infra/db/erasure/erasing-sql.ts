// Where reading ends: SQL that every reader of personal text puts into the statement that reads it, so that nothing is
// shown from the moment on when an erasure was accepted, though processes may hold the run's key for another minute.

/** SQL that is true from that moment on, for a row `owner` that names its run by `tenant_id` and `run_id`. */
export const acceptedSql = (owner: string): string =>
  `exists (select 1 from erasures where erasures.tenant_id = ${owner}.tenant_id and erasures.run_id = ${owner}.run_id)`;

/**
 * SQL that is true once the run of the `interviews` row `owner` is being erased or has been: from the moment an
 * erasure was accepted no word of the run is shown, whatever is left of it and of its key.
 */
export const erasingSql = (owner: string): string => `(${owner}.erased_at is not null or ${acceptedSql(owner)})`;

/** SQL for a sealed column of the run that `owner` names by `tenant_id` and `run_id`: null from that moment on. */
export const keptSql = (owner: string, column: string): string =>
  `case when not ${acceptedSql(owner)} then ${column} end`;
