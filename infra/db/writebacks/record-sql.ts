// Which orders have a record in their ATS that is ours to write: one rule in SQL for everybody who asks.

/** SQL that is true for a row `order` of `orders` that names both the application and the candidate. */
export const hasRecordSql = (order: string): string =>
  `coalesce(${order}.vendor_keys ->> 'applicationId', '') <> '' and coalesce(${order}.vendor_keys ->> 'candidateId', '') <> ''`;

/** SQL that is true where somebody has said what goes where in the records of the connection of that id. */
export const hasMappingSql = (connectionId: string): string =>
  `exists (select 1 from connection_mappings m where m.connection_id = ${connectionId})`;
