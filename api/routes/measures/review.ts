// GET /metrics/review: how verdicts come about at the recruiter's page, and what comes of appeals, as JSON or as a table.
import { z } from 'zod';
import { reviewCsv, reviewDefinitions, type ReviewMeasureName } from '../../../domain/measures/review.ts';
import type { ReadReview } from '../../../usecases/measures/read-review.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { formatField, groupFields, measuresFields, reportOrTable, shareFields } from './measures-schema.ts';

const count = z.int();
const number = z.number().nullable();
const share = z.object(shareFields);

const work = z
  .object({
    decisions: count,
    withoutEvidence: share,
    ratedFirst: share,
    medianSeconds: number,
    medianEvidenceShare: number,
    overriddenAfterRating: share,
    followedAgainstRating: share,
  })
  .meta({ id: 'ReviewMeasures' });
const told = work.nullable().meta({ description: 'Null where it would be the figure of fewer reviewers than three.' });

const appeals = z
  .object({
    asked: share,
    open: count,
    overdue: count,
    upheld: count,
    changed: share,
    late: share,
    medianDays: number,
    byAnother: count,
    byTheSame: count,
  })
  .meta({ id: 'AppealMeasures' });

const names = Object.keys(reviewDefinitions) as ReviewMeasureName[];

const reportSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    timeZone: z.string(),
    computedAt: z.string().meta({ format: 'date-time' }),
    minimumReviewers: count,
    definitions: z.object(
      Object.fromEntries(names.map((name) => [name, z.string()])) as Record<ReviewMeasureName, z.ZodString>,
    ),
    review: told,
    roles: z.object({ mailed: told, linked: told }).meta({
      description:
        '`mailed`: by the link in a mail to a recruiter of the settings. `linked`: by a link that a caller made for somebody.',
    }),
    appeals,
    groups: z.array(z.object({ ...groupFields, review: told, appeals })),
    hasMoreGroups: z.boolean(),
  })
  .meta({ id: 'ReviewReport' });

export const reviewMeasuresRoute = (readReview: ReadReview): Route =>
  defineRoute({
    method: 'GET',
    path: '/api/v1/metrics/review',
    operationId: 'getReviewMeasures',
    summary: 'Read how verdicts come about',
    description:
      'Of the interviews that were completed on those days: how often a verdict came without any evidence opened, after an own rating, how soon, and against the own rating; by role, and by job or connection. Never of a single reviewer: what would be the figure of fewer than three is null. And how often candidates asked for a review, and what came of it.',
    tag: 'Measures',
    access: { kind: 'key', scope: 'analytics:read' },
    limitClass: 'read',
    query: z.strictObject({ ...measuresFields, format: formatField }),
    example: { query: { from: '2026-01-01', to: '2026-03-31', groupBy: 'job' } },
    responses: { 200: { description: 'As of now.', schema: reportSchema, orText: 'text/csv' } },
    problems: [],
    handler: async ({ query: { format, ...wish }, principal, request }) => {
      return reportOrTable(await readReview(principal.tenantId, wish), reviewCsv, { format, request });
    },
  });
