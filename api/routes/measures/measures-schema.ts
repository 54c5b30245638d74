// How the measures of hiring are asked for and answered, whatever the dialect.
import { z } from 'zod';
import { lackings } from '../../../domain/measures/figures.ts';
import { measureNames, measureWarnings, rubberStampings, standings } from '../../../domain/measures/hiring.ts';
import { groupings } from '../../../domain/ports/measures.ts';
import { recordParts } from '../../../domain/writeback/item.ts';
import type { RequestFacts } from '../../guard/route.ts';
import { said } from '../../schemas/fields.ts';

const day = (which: string) => z.iso.date().optional().meta({ description: which });
const reference = said('line', 200);

export const measuresFields = {
  from: day('The first day of completion, in the tenant’s time zone; 90 days up to `to` when absent.'),
  to: day('The last day, included; today when absent. At most 400 days.'),
  jobId: reference.optional().meta({ description: 'The `externalId` of a template, or its id.' }),
  position: reference.optional().meta({ description: 'Exactly as the interviews have it.' }),
  connectionId: reference.optional().meta({ description: 'Of the ATS that ordered the interviews.' }),
  groupBy: z.enum(groupings).optional().meta({ description: 'Figures of each as well, the largest first.' }),
};

export const formatField = z
  .enum(['json', 'csv'])
  .optional()
  .meta({ description: '`csv` for a table; `Accept: text/csv` says the same.' });

/** A report as JSON, or as a table where `format` or else the caller's `Accept` asks for one. */
export const reportOrTable = <Report>(
  report: Report,
  csvOf: (report: Report) => string,
  { format, request }: { format: z.output<typeof formatField>; request: Pick<RequestFacts, 'prefersText'> },
) => {
  const asText = format === undefined ? request.prefersText() : format === 'csv';
  const headers = { Vary: 'Accept' };
  return asText
    ? { status: 200 as const, headers, asText, body: csvOf(report) }
    : { status: 200 as const, headers, body: report };
};

const count = z.int();
const seconds = z.number().nullable();
const standing = z.enum(standings).meta({
  description:
    '`none`: nothing to count. `too_few`: fewer than twenty. Shares of 100 % are met or missed, however few there are.',
});

export const shareFields = {
  numerator: count,
  denominator: count,
  share: z.number().nullable().meta({ description: '0–1; null of nothing.' }),
  interval: z
    .object({ low: z.number(), high: z.number() })
    .nullable()
    .meta({ description: 'The 95 % interval of the share (Wilson).' }),
  enough: z.boolean().meta({ description: 'At least twenty: fewer say little.' }),
};

const countsOf = <Name extends string>(names: readonly [Name, ...Name[]]) =>
  z.object(Object.fromEntries(names.map((name) => [name, count])) as Record<Name, typeof count>);

const measures = z
  .object({
    completionToReview: z.object({
      completed: count,
      reviewed: count,
      medianSeconds: seconds,
      p90Seconds: seconds,
      sameDay: z.object(shareFields),
      waiting: count,
      oldestWaitingSeconds: seconds,
      medianSecondsAtLeast: seconds,
      endedUnreviewed: count,
      standing,
    }),
    resultsInAts: z.object({ ...shareFields, lacking: countsOf(lackings), standing }),
    manualHoursSaved: z.object({
      results: count,
      hours: z.number(),
      manualMinutes: count,
      reviewMinutes: count,
      formula: z.string().meta({ description: 'With its numbers, as it was worked out.' }),
    }),
    overrideRate: z.object({
      ...shareFields,
      otherVerdict: count,
      turnedDown: count,
      withoutProposal: count,
      evidence: z.object({ known: count, medianSeconds: seconds }).meta({
        description: 'From the first opening of the review page to the decision, where it was opened.',
      }),
      rubberStamping: z.enum(rubberStampings),
      standing,
      warnings: z.array(z.enum(measureWarnings)),
    }),
    auditReady: z.object({ ...shareFields, lacking: countsOf(recordParts), standing }),
  })
  .meta({ id: 'HiringMeasures' });

export const groupFields = {
  job: z.object({ id: z.string().nullable(), name: z.string().nullable() }).nullable(),
  connection: z.object({ id: z.string(), name: z.string(), kind: z.string() }).nullable(),
};

const definition = z.object({ definition: z.string(), target: z.string() });

export const reportSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    timeZone: z.string(),
    computedAt: z.string().meta({ format: 'date-time' }),
    definitions: z.object(
      Object.fromEntries(measureNames.map((name) => [name, definition])) as Record<
        (typeof measureNames)[number],
        typeof definition
      >,
    ),
    measures,
    groups: z.array(z.object({ ...groupFields, measures })),
    hasMoreGroups: z
      .boolean()
      .meta({ description: 'There are further ones than a hundred: they are in `measures` alone.' }),
  })
  .meta({ id: 'HiringReport' });
