// What waits for a reviewer, and the runs of a form side by side: for whoever opened a link to an inbox.
import { z } from 'zod';
import type { ReviewPrincipal } from '../../../domain/access/principal.ts';
import type { CompareRuns } from '../../../usecases/review/compare.ts';
import { compareCsv } from '../../../usecases/review/compare-csv.ts';
import type { ReadInbox } from '../../../usecases/review/inbox.ts';
import type { WayIn } from '../../guard/access.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { verdictSchema } from '../../schemas/assessment.ts';
import { stateSchema } from '../../schemas/interview.ts';
import { formatField, reportOrTable } from '../measures/measures-schema.ts';
import { linkProblems } from './reading.ts';

export type ReviewInboxRoutes = { way: WayIn<ReviewPrincipal>; readInbox: ReadInbox; compareRuns: CompareRuns };

const time = z.number().meta({ description: 'Milliseconds since 1970.' });
const band = z.object({ low: z.number(), high: z.number() }).nullable();

const inboxSchema = z
  .object({
    label: z.string().nullable().meta({ description: 'Whose inbox it is; null where the settings do not name them.' }),
    items: z.array(
      z.object({
        runId: z.string(),
        candidateRef: z.string().nullable(),
        position: z.string().nullable(),
        level: z.string().nullable(),
        companyName: z.string().nullable(),
        waitsFor: z.enum(['plan', 'verdict', 'appeal']),
        since: time,
        dueAt: time.meta({
          description:
            '`review.target` of the settings after `since`; for a review of a decision, by when that is due.',
        }),
        draft: z.boolean().meta({ description: 'This reader has written something and not sent it.' }),
      }),
    ),
    more: z.boolean().meta({ description: 'More waits than the 200 that are listed.' }),
    forms: z
      .array(z.object({ formId: z.string(), position: z.string().nullable(), runs: z.int() }))
      .meta({ description: 'Those of which this reader was given two assessed runs or more.' }),
  })
  .meta({ id: 'ReviewInbox' });

const compareSchema = z
  .object({
    formId: z.string(),
    position: z.string().nullable(),
    competencies: z.array(z.object({ id: z.string(), name: z.string(), weight: z.number() })),
    rows: z.array(
      z.object({
        rank: z
          .int()
          .nullable()
          .meta({ description: 'Among the runs that are shown; totals closer than the band share one.' }),
        runId: z.string(),
        candidateRef: z.string().nullable(),
        state: stateSchema,
        completedAt: time.nullable(),
        hidden: z.boolean().meta({ description: 'Still to be rated by this reader: no number is told, and no rank.' }),
        overallScore: z.number().nullable(),
        band,
        verdict: verdictSchema.nullable(),
        scores: z.record(z.string(), z.object({ score: z.number().nullable(), band })),
      }),
    ),
    more: z.boolean().meta({ description: 'There are more runs than the 200 newest, which are listed.' }),
    blind: z.int().meta({ description: 'How many rows are hidden.' }),
  })
  .meta({ id: 'ReviewComparison' });

const common = (way: WayIn<ReviewPrincipal>) =>
  ({ method: 'GET', tag: 'Review', access: { kind: 'own', way }, limitClass: 'read' }) as const;

const inboxRoute = ({ way, readInbox }: ReviewInboxRoutes): Route =>
  defineRoute({
    ...common(way),
    path: '/review/api/inbox',
    operationId: 'readReviewInbox',
    summary: 'What waits for this reviewer, the oldest first',
    description:
      'Of the interviews that live links of this reviewer open: plans and assessments that wait for a decision, and decisions of which the candidate asks for a review.',
    responses: { 200: { description: 'As of now.', schema: inboxSchema } },
    problems: [...linkProblems, 'review.inbox_required'],
    handler: async ({ principal }) => ({ status: 200, body: await readInbox(principal) }),
  });

const compareRoute = ({ way, compareRuns }: ReviewInboxRoutes): Route =>
  defineRoute({
    ...common(way),
    path: '/review/api/forms/:formId',
    operationId: 'compareReviewedRuns',
    summary: 'Assessed interviews of one form, side by side',
    description:
      'Those that this reviewer was given, the highest total first: they were asked the same questions. Nothing is told of one that its reader still has to rate (`review.blindFirst`).',
    params: z.object({ formId: z.string().min(1).max(128) }),
    query: z.strictObject({ format: formatField }),
    example: { params: { formId: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' } },
    reads: ['plan'],
    responses: { 200: { description: 'As of now.', schema: compareSchema, orText: 'text/csv' } },
    problems: [...linkProblems, 'review.inbox_required', 'review.form_not_found'],
    handler: async ({ principal, params, query: { format }, request }) => {
      return reportOrTable(await compareRuns(principal, params.formId), compareCsv, { format, request });
    },
  });

export const reviewInboxRoutes = (deps: ReviewInboxRoutes): Route[] => [inboxRoute(deps), compareRoute(deps)];
