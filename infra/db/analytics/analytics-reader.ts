// Figures of one tenant, from the four views in one statement, so that they are of one moment.
import type { Knex } from 'knex';
import { interviewStates, type InterviewState } from '../../../domain/lifecycle/state.ts';
import type { Analytics, AnalyticsReader } from '../../../domain/ports/analytics.ts';

const of = `tenant_id = :tenantId and (:from::date is null or day >= :from::date) and (:to::date is null or day <= :to::date)
  and (:jobId::text is null or template_id in (
    select id from templates where tenant_id = :tenantId and (external_id = :jobId or id = :jobId)))`;

const listOf = (columns: string, rows: string): string =>
  `(select coalesce(json_agg(json_build_object(${columns})), '[]') from (${rows}) r)`;

const sql = `select
  ${listOf(
    `'state', state, 'reached', reached, 'present', present`,
    `select state, sum(reached)::int as reached, sum(present)::int as present from analytics_funnel where ${of} group by state`,
  )} as funnel,
  ${listOf(
    `'state', state, 'outcome', outcome, 'ended', ended`,
    `select state, outcome, sum(ended)::int as ended from analytics_drop_off where ${of} group by state, outcome
     order by ended desc, state, outcome`,
  )} as "dropOff",
  (select json_build_object('invited', coalesce(sum(invited), 0), 'started', coalesce(sum(started), 0),
      'finished', coalesce(sum(finished), 0), 'decided', coalesce(sum(decided), 0))
    from analytics_completion where ${of}) as completion,
  ${listOf(
    `'state', state, 'count', count, 'averageSeconds', average, 'medianSeconds', median, 'p90Seconds', p90`,
    `select state, count(*)::int as count, round(avg(seconds)) as average,
       round(percentile_cont(0.5) within group (order by seconds)) as median,
       round(percentile_cont(0.9) within group (order by seconds)) as p90
     from analytics_waits where ${of} group by state`,
  )} as waits`;

const byState = <T extends { state: InterviewState }>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => interviewStates.indexOf(a.state) - interviewStates.indexOf(b.state));

export const createAnalyticsReader = (db: Knex): AnalyticsReader => ({
  read: async (tenantId, { jobId = null, from = null, to = null }) => {
    const { rows } = await db.raw<{ rows: [Analytics] }>(sql, { tenantId, jobId, from, to });
    const [figures] = rows;
    return { ...figures, funnel: byState(figures.funnel), waits: byState(figures.waits) };
  },
});
