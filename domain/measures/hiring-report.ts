// What is answered of the measures: for whom and when, what each means, and the figures of all and of each group, also as a table.
import { csvOf, type Cell } from '../text/csv.ts';
import type { MeasuresGroup } from './figures.ts';
import { measureNames, type HiringMeasures, type MeasureDefinition, type MeasureName } from './hiring.ts';
import type { Share } from './share.ts';

export type HiringReport = {
  from: string;
  to: string;
  timeZone: string;
  computedAt: string;
  definitions: Record<MeasureName, MeasureDefinition>;
  measures: HiringMeasures;
  groups: (MeasuresGroup & { measures: HiringMeasures })[];
  hasMoreGroups: boolean;
};

const head = [
  'from',
  'to',
  'time_zone',
  'job_id',
  'job',
  'connection_id',
  'connection',
  'measure',
  'numerator',
  'denominator',
  'share',
  'share_low',
  'share_high',
  'median_seconds',
  'p90_seconds',
  'waiting',
  'hours',
  'standing',
  'warnings',
  'definition',
  'target',
] as const;
type Column = (typeof head)[number];
type Line = Partial<Record<Column, Cell>>;

const ofShare = ({ numerator, denominator, share, interval }: Share): Line => ({
  numerator,
  denominator,
  share,
  share_low: interval?.low ?? null,
  share_high: interval?.high ?? null,
});

const linesOf = (measures: HiringMeasures): Record<MeasureName, Line> => {
  const { completionToReview: review, resultsInAts, manualHoursSaved: saved, overrideRate, auditReady } = measures;
  return {
    completionToReview: {
      ...ofShare(review.sameDay),
      median_seconds: review.medianSeconds,
      p90_seconds: review.p90Seconds,
      waiting: review.waiting,
      standing: review.standing,
    },
    resultsInAts: { ...ofShare(resultsInAts), standing: resultsInAts.standing },
    manualHoursSaved: { numerator: saved.results, hours: saved.hours },
    overrideRate: {
      ...ofShare(overrideRate),
      median_seconds: overrideRate.evidence.medianSeconds,
      standing: overrideRate.standing,
      warnings: overrideRate.warnings.join(' '),
    },
    auditReady: { ...ofShare(auditReady), standing: auditReady.standing },
  };
};

/** A line per measure: first those of all, then those of each group. */
export const hiringCsv = ({ from, to, timeZone, definitions, measures, groups }: HiringReport): string => {
  const about = [{ job: null, connection: null, measures }, ...groups].flatMap((group) => {
    const lines = linesOf(group.measures);
    return measureNames.map((measure): Line => ({
      from,
      to,
      time_zone: timeZone,
      job_id: group.job?.id ?? null,
      job: group.job?.name ?? null,
      connection_id: group.connection?.id ?? null,
      connection: group.connection?.name ?? null,
      measure,
      ...lines[measure],
      ...definitions[measure],
    }));
  });
  return csvOf([head, ...about.map((line) => head.map((column) => line[column] ?? null))]);
};
