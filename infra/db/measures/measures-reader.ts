// The figures of one tenant from the five views in one statement, so that they are of one moment, with those of each group.
import type { Knex } from 'knex';
import {
  lackings,
  noFigures,
  type AuditFigures,
  type ConfirmedFigures,
  type HiringFigures,
  type HoursFigures,
  type MeasuresGroup,
  type OverrideFigures,
  type ReviewFigures,
} from '../../../domain/measures/figures.ts';
import type { Grouping, MeasuresRead, MeasuresReader } from '../../../domain/ports/measures.ts';
import { recordParts } from '../../../domain/writeback/item.ts';
import { asked, groupList, groupsMax, inZone, keys, largest, seconds } from './asked-sql.ts';

const counted = (column: string, names: readonly string[], test: (name: string) => string): string =>
  `'${column}', json_build_object(${names.map((name) => `'${name}', count(*) filter (where ${test(name)})`).join(', ')})`;

const waited = `extract(epoch from coalesce(reviewed_at, :now) - completed_at)`;
const isReviewed = 'reviewed_at is not null';
const isWaiting = `waiting and reviewed_at is null`;
const dayOf = (column: string): string => `(${column} at time zone :zone)::date`;
const onTheDay = `${dayOf('reviewed_at')} = ${dayOf('completed_at')}`;
const dayIsOver = `${dayOf(':now::timestamptz')} > ${dayOf('completed_at')}`;

const measures: readonly { name: keyof HiringFigures; view: string; figures: string }[] = [
  {
    name: 'reviews',
    view: 'measure_reviews',
    figures: `'completed', count(*), 'reviewed', count(reviewed_at),
      'medianSeconds', ${seconds(0.5, waited, isReviewed)}, 'p90Seconds', ${seconds(0.9, waited, isReviewed)},
      'sameDay', count(*) filter (where ${onTheDay}),
      'dueThatDay', count(*) filter (where ${isReviewed} or (${isWaiting} and ${dayIsOver})),
      'waiting', count(*) filter (where ${isWaiting}),
      'oldestWaitingSeconds', round(max(${waited}) filter (where ${isWaiting})),
      'medianSecondsAtLeast', ${seconds(0.5, waited, `${isReviewed} or ${isWaiting}`)}`,
  },
  {
    name: 'confirmed',
    view: 'measure_confirmed',
    figures: `'results', count(*), 'confirmed', count(*) filter (where confirmed),
      ${counted('lacking', lackings, (name) => `lacking = '${name}'`)}`,
  },
  {
    name: 'hours',
    view: 'measure_hours_saved',
    figures: `'results', count(*), 'minutes', coalesce(sum(minutes), 0)`,
  },
  {
    name: 'overrides',
    view: 'measure_overrides',
    figures: `'decided', count(*), 'proposed', count(proposed),
      'otherVerdict', count(*) filter (where overridden and decided is not null),
      'turnedDown', count(*) filter (where overridden and decided is null),
      'opened', count(evidence_seconds) filter (where proposed is not null),
      'medianEvidenceSeconds', ${seconds(0.5, 'evidence_seconds', 'proposed is not null')}`,
  },
  {
    name: 'audit',
    view: 'measure_audit_ready',
    figures: `'progressed', count(*), 'ready', count(*) filter (where lacking = '{}'),
      ${counted('lacking', recordParts, (part) => `'${part}' = any(lacking)`)}`,
  },
];

const oneOf = ({ name, view, figures }: (typeof measures)[number], groupBy: Grouping | null): string => {
  const key = groupBy === null ? 'null::text' : keys[groupBy];
  const sets = groupBy === null ? '()' : '(), (key)';
  const total = groupBy === null ? 'true' : 'grouping(key) = 1';
  return `(select json_agg(r) from (
    select ${groupBy === null ? 'null' : 'key'} as key, ${total} as total, json_build_object(${figures}) as figures
    from (select *, ${key} as key from ${view} where ${asked}) rows
    group by grouping sets (${sets})
    having ${total}${groupBy === null ? '' : ' or key in (select key from largest)'}
  ) r) as ${name}`;
};

const statement = (groupBy: Grouping | null): string => {
  const each = measures.map((measure) => oneOf(measure, groupBy)).join(',\n');
  if (groupBy === null) return `select '[]'::json as list, ${each}`;
  return `with ${largest(groupBy)}
    select ${groupList(groupBy)} as list,
      ${each}`;
};

type Line<Figures> = { key: string | null; total: boolean; figures: Figures };
type Row = {
  list: (MeasuresGroup & { key: string })[];
  reviews: Line<ReviewFigures>[];
  confirmed: Line<ConfirmedFigures>[];
  hours: Line<HoursFigures>[];
  overrides: Line<OverrideFigures>[];
  audit: Line<AuditFigures>[];
};

/** A group that a measure has nothing of has no line there. */
const figuresWhere = (row: Row, isIt: (line: Line<unknown>) => boolean): HiringFigures => ({
  reviews: row.reviews.find(isIt)?.figures ?? noFigures.reviews,
  confirmed: row.confirmed.find(isIt)?.figures ?? noFigures.confirmed,
  hours: row.hours.find(isIt)?.figures ?? noFigures.hours,
  overrides: row.overrides.find(isIt)?.figures ?? noFigures.overrides,
  audit: row.audit.find(isIt)?.figures ?? noFigures.audit,
});

const groupsOf = (row: Row): MeasuresRead['groups'] =>
  row.list.slice(0, groupsMax).map(({ key, job, connection }) => ({
    job,
    connection,
    figures: figuresWhere(row, (line) => !line.total && line.key === key),
  }));

export const createMeasuresReader = (db: Knex): MeasuresReader => {
  const read: MeasuresReader['read'] = async (tenantId, query, { zone, now }) => {
    const { groupBy, ...filter } = query;
    const values = { tenantId, ...filter, zone, now: new Date(now) };
    const { rows } = await db.raw<{ rows: [Row] }>(statement(groupBy), values);
    const [row] = rows;
    const total = figuresWhere(row, (line) => line.total);
    return { zone, total, groups: groupsOf(row), hasMoreGroups: row.list.length > groupsMax };
  };
  return {
    read: (tenantId, query, at) => inZone(at.zone, (zone) => read(tenantId, query, { ...at, zone })),
  };
};
