// How verdicts come about and what comes of appeals, counted in one statement: of all, of each role, of each group.
import type { Knex } from 'knex';
import type { MeasuresGroup } from '../../../domain/measures/figures.ts';
import {
  noAppeals,
  reviewRoles,
  type AppealFigures,
  type CountedWork,
  type ReviewRole,
  type ReviewWork,
} from '../../../domain/measures/review.ts';
import type { Grouping, ReviewFiguresReader } from '../../../domain/ports/measures.ts';
import { asked, groupList, groupsMax, inZone, keys, largest, seconds } from './asked-sql.ts';

const count = (which: string): string => `count(*) filter (where ${which})`;

const workFigures = `json_build_object('decisions', count(*), 'withoutEvidence', ${count('without_evidence')},
  'ratedFirst', ${count('rated_first')},
  'medianSeconds', ${seconds(0.5, 'seconds', 'seconds is not null')},
  'medianEvidenceShare', round((percentile_cont(0.5) within group (order by evidence_share))::numeric, 3)::float8,
  'comparable', ${count('rated_first and overridden is not null')}, 'overridden', ${count('rated_first and overridden')},
  'differing', ${count('differs and overridden is not null')}, 'followed', ${count('differs and not overridden')})`;

const appealFigures = `json_build_object('decided', count(*), 'asked', ${count('asked')}, 'open', ${count(`state = 'open'`)},
  'overdue', ${count(`state = 'open' and due_at <= :now`)}, 'upheld', ${count(`state = 'upheld'`)}, 'changed', ${count(`state = 'changed'`)},
  'late', ${count('decided_at > due_at')}, 'medianSeconds', ${seconds(0.5, 'seconds', 'seconds is not null')},
  'byAnother', ${count(`reviewed_by = 'another'`)}, 'byTheSame', ${count(`reviewed_by = 'the_same'`)})`;

/** Groups beyond those that are answered are one, which is shown by nothing. */
const keyOf = (groupBy: Grouping | null): string =>
  groupBy === null
    ? 'null::text'
    : `(select l.key from (select key from largest limit ${groupsMax}) l where l.key = ${keys[groupBy]})`;

const statement = (groupBy: Grouping | null): string => `
  with ${groupBy === null ? `largest as (select null::text as key where false)` : largest(groupBy)}
  select ${groupBy === null ? `'[]'::json` : groupList(groupBy)} as list,
    (select coalesce(json_agg(r), '[]') from (
      select key, role, grouping(key) = 0 as "ofGroup", grouping(role) = 0 as "ofRole",
        array_agg(distinct reviewer) as reviewers, ${workFigures} as figures
      from (select *, ${keyOf(groupBy)} as key from measure_review_work where ${asked}) rows
      group by grouping sets ((), (role), (key))) r) as work,
    (select coalesce(json_agg(r), '[]') from (
      select key, grouping(key) = 0 as "ofGroup", ${appealFigures} as figures
      from (select *, ${keyOf(groupBy)} as key from measure_appeals where ${asked}) rows
      group by grouping sets ((), (key))) r) as appeals`;

type Place = { key: string | null; ofGroup: boolean };
type WorkLine = Place & { role: ReviewRole | null; ofRole: boolean; reviewers: string[] | null; figures: ReviewWork };
type Row = {
  list: (MeasuresGroup & { key: string })[];
  work: WorkLine[];
  appeals: (Place & { figures: AppealFigures })[];
};

const workOf = ({ reviewers, figures }: WorkLine): CountedWork => ({ reviewers: reviewers ?? [], figures });

const figuresOf = ({ list, work, appeals }: Row): Omit<Awaited<ReturnType<ReviewFiguresReader['read']>>, 'zone'> => {
  const ofGroups = work.filter(({ ofGroup }) => ofGroup);
  const roles = reviewRoles.flatMap((role) => {
    const line = work.find((one) => one.ofRole && one.role === role);
    return line === undefined ? [] : [{ role, ...workOf(line) }];
  });
  const total = work.find(({ ofGroup, ofRole }) => !ofGroup && !ofRole);
  return {
    total: total === undefined ? null : workOf(total),
    roles,
    others: ofGroups.filter(({ key }) => key === null).map(workOf),
    appeals: appeals.find(({ ofGroup }) => !ofGroup)?.figures ?? noAppeals,
    groups: list.slice(0, groupsMax).map(({ key, job, connection }) => {
      const line = ofGroups.find((one) => one.key === key);
      return {
        job,
        connection,
        work: line === undefined ? null : workOf(line),
        appeals: appeals.find((one) => one.ofGroup && one.key === key)?.figures ?? noAppeals,
      };
    }),
    hasMoreGroups: list.length > groupsMax,
  };
};

export const createReviewFiguresReader = (db: Knex): ReviewFiguresReader => ({
  read: (tenantId, { groupBy, ...filter }, at) =>
    inZone(at.zone, async (zone) => {
      const values = { tenantId, ...filter, zone, now: new Date(at.now) };
      const { rows } = await db.raw<{ rows: [Row] }>(statement(groupBy), values);
      return { zone, ...figuresOf(rows[0]) };
    }),
});
