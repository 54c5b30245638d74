// What operators see of the measures: the whole deployment of the last seven days, no tenant by name.
import type { Metrics } from '../../../domain/ports/metrics.ts';
import type { WritebackStatus } from '../../../domain/writeback/item.ts';
import { erasingSql } from '../erasure/erasing-sql.ts';
import type { Db } from '../knex.ts';

/** Those of the index: what is confirmed or past only grows. */
const shownStatuses = ['intended', 'attempting', 'conflicted', 'failed'] as const satisfies readonly WritebackStatus[];

type Lately = {
  results: number;
  confirmed: number;
  median: number | null;
  p90: number | null;
  waiting: number;
};

/** Tenant by tenant, since the index of completions begins with the tenant. */
const latelySql = `
  with lately as (select now() - interval '7 days' as since),
  results as (
    select count(*)::int as results, count(*) filter (where m.confirmed)::int as confirmed
    from lately, tenants t join lateral (
      select confirmed from measure_confirmed
      where tenant_id = t.id and completed_at > since and connection_id is not null
    ) m on true),
  reviews as (
    select percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from m.reviewed_at - m.completed_at)) as waits,
      count(*) filter (where m.waiting)::int as waiting
    from lately, tenants t join lateral (
      select completed_at, reviewed_at, waiting from measure_reviews where tenant_id = t.id and completed_at > since
    ) m on true)
  select results, confirmed, waits[1] as median, waits[2] as p90, waiting from results, reviews`;

const appealsSql = `
  select count(*)::int as open, (count(*) filter (where v.due_at <= now()))::int as overdue
  from appeal_reviews v join interviews i on i.tenant_id = v.tenant_id and i.run_id = v.run_id
  where v.state = 'open' and not ${erasingSql('i')}`;

export const refreshHiringFigures = async (db: Db, metrics: Metrics): Promise<void> => {
  const open: { status: string; count: string }[] = await db('writebacks')
    .select('status')
    .count({ count: '*' })
    .whereIn('status', [...shownStatuses])
    .groupBy('status');
  for (const status of shownStatuses)
    metrics.set('writebacks', { status }, Number(open.find((each) => each.status === status)?.count ?? 0));
  const { rows } = await db.raw<{ rows: [Lately] }>(latelySql);
  const [{ results, confirmed, median, p90, waiting }] = rows;
  metrics.set('resultsRecent', { result: 'confirmed' }, confirmed);
  metrics.set('resultsRecent', { result: 'lacking' }, results - confirmed);
  metrics.reset('reviewWait');
  if (median !== null) metrics.set('reviewWait', { quantile: '0.5' }, median);
  if (p90 !== null) metrics.set('reviewWait', { quantile: '0.9' }, p90);
  metrics.set('reviewsWaiting', {}, waiting);
  const { rows: appeals } = await db.raw<{ rows: [{ open: number; overdue: number }] }>(appealsSql);
  metrics.set('appealsOpen', { overdue: 'yes' }, appeals[0].overdue);
  metrics.set('appealsOpen', { overdue: 'no' }, appeals[0].open - appeals[0].overdue);
};
