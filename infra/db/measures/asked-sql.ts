// Which interviews figures are asked of, and in which groups, as parts of the statements that count them.
import type { Grouping } from '../../../domain/ports/measures.ts';

/** An answer can be read: what is beyond is in the total. */
export const groupsMax = 100;

/** Moments, so that the index is used; a day that a zone has one hour less of ends an hour earlier. */
export const asked = `tenant_id = :tenantId
  and completed_at >= (:from::date)::timestamp at time zone :zone
  and completed_at < (:to::date + 1)::timestamp at time zone :zone
  and (:position::text is null or position = :position)
  and (:connectionId::text is null or connection_id = :connectionId)
  and (:jobId::text is null or template_id in (
    select id from templates where tenant_id = :tenantId and (external_id = :jobId or id = :jobId)))`;

/** An interview without a template belongs to its position: a template's id has no blank in it. */
export const keys: Readonly<Record<Grouping, string>> = {
  job: `coalesce(template_id, 'position ' || position, '')`,
  connection: `coalesce(connection_id, '')`,
};

const listed: Readonly<Record<Grouping, string>> = {
  job: `json_build_object('key', l.key, 'connection', null, 'job', case when l.key <> '' then json_build_object(
      'id', coalesce(t.external_id, t.id), 'name', coalesce(t.name, substring(l.key from length('position ') + 1))) end)`,
  connection: `json_build_object('key', l.key, 'job', null, 'connection', case when c.id is not null then json_build_object(
      'id', c.id, 'name', c.name, 'kind', c.kind) end)`,
};

/** One more than is answered tells that there are more. */
export const largest = (groupBy: Grouping): string => `largest as materialized (
      select key, count(*) as size from (select ${keys[groupBy]} as key from measure_reviews where ${asked}) rows
      group by key order by size desc, key = '', key limit ${groupsMax + 1})`;

export const groupList = (groupBy: Grouping): string =>
  `(select coalesce(json_agg(${listed[groupBy]} order by l.size desc, l.key = '', l.key), '[]') from largest l
        left join templates t on t.tenant_id = :tenantId and t.id = l.key
        left join connections c on c.tenant_id = :tenantId and c.id = l.key)`;

export const seconds = (fraction: number, of: string, which: string): string =>
  `round(percentile_cont(${fraction}) within group (order by ${of}) filter (where ${which}))`;

const zoneUnknown = '22023';

const isZoneUnknown = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === zoneUnknown;

/** The database has its own list of zones: where it lacks one, days are those of UTC, and the answer says so. */
export const inZone = async <Result>(zone: string, read: (zone: string) => Promise<Result>): Promise<Result> => {
  try {
    return await read(zone);
  } catch (error) {
    if (isZoneUnknown(error) && zone !== 'UTC') return await read('UTC');
    throw error;
  }
};
