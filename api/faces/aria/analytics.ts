// The figures behind ARIA's scope `analytics:read`: the guide names the scope and no answer, so the shape is ours.
import { z } from 'zod';
import { interviewStates, outcomes } from '../../../domain/lifecycle/state.ts';
import type { AnalyticsReader } from '../../../domain/ports/analytics.ts';
import type { ReadMeasures } from '../../../usecases/measures/read-measures.ts';
import { defineRoute, inFace, type Route } from '../../guard/route.ts';
import { measuresFields, reportSchema } from '../../routes/measures/measures-schema.ts';
import { analyticsFace, reference } from './face.ts';

export type AnalyticsDeps = { analytics: AnalyticsReader; readMeasures: Pick<ReadMeasures, 'read'> };

const shared = {
  method: 'GET',
  tag: 'ARIA',
  access: { kind: 'key', scope: 'analytics:read' },
  limitClass: 'read',
} as const;

const count = z.int();
const state = z.enum(interviewStates);
const seconds = z.number();

const figures = z
  .object({
    funnel: z
      .array(z.object({ state, reached: count, present: count }))
      .meta({ description: 'How many interviews came as far as each state, and how many stand there now.' }),
    dropOff: z
      .array(z.object({ state: state.nullable(), outcome: z.enum(outcomes).nullable(), ended: count }))
      .meta({ description: 'Out of which state interviews ended without a result, and how.' }),
    completion: z.object({
      invited: count,
      started: count,
      finished: count,
      decided: count,
      completionRate: z.number().nullable().meta({ description: 'Finished of invited, 0–1; null while nobody is.' }),
    }),
    waits: z
      .array(z.object({ state, count, averageSeconds: seconds, medianSeconds: seconds, p90Seconds: seconds }))
      .meta({ description: 'How long interviews stayed in each state that they have left.' }),
  })
  .meta({ id: 'AriaAnalytics' });

const day = z.iso.date().optional();

export const analyticsRoutes = ({ analytics, readMeasures }: AnalyticsDeps): Route[] =>
  inFace(analyticsFace, [
    defineRoute({
      ...shared,
      path: '/api/v1/analytics',
      operationId: 'ariaGetAnalytics',
      summary: 'Read figures of the interviews',
      description:
        'Counts and times of all interviews, of one job, or of those made between two days (UTC, both included).',
      query: z.strictObject({ jobId: reference.optional(), from: day, to: day }),
      responses: { 200: { description: 'As of now.', schema: figures } },
      problems: [],
      handler: async ({ query, principal }) => {
        const { completion, ...rest } = await analytics.read(principal.tenantId, query);
        const { invited, finished } = completion;
        const completionRate = invited === 0 ? null : Math.round((finished / invited) * 1_000) / 1_000;
        return { status: 200, body: { ...rest, completion: { ...completion, completionRate } } };
      },
    }),
    defineRoute({
      ...shared,
      path: '/api/v1/analytics/hiring',
      operationId: 'ariaGetHiringMeasures',
      summary: 'Read the five measures of hiring',
      description: 'What `GET /api/v1/metrics/hiring` answers, in ARIA’s envelope.',
      query: z.strictObject(measuresFields),
      responses: { 200: { description: 'As of now.', schema: reportSchema } },
      problems: [],
      handler: async ({ query, principal }) => ({
        status: 200,
        body: await readMeasures.read(principal.tenantId, query),
      }),
    }),
  ]);
