// GET /rankings: assessed runs of the same form, side by side.
import { z } from 'zod';
import { present } from '../../domain/present.ts';
import type { ListRankings } from '../../usecases/interviews/lists.ts';
import { defineRoute } from '../guard/route.ts';
import { verdictSchema } from '../schemas/assessment.ts';
import { basePath, opaqueReference, pageOf, pageQuery, said } from '../schemas/fields.ts';
import { stateSchema } from '../schemas/interview.ts';

export type RankingsRouteDeps = { listRankings: ListRankings };

const rankingsQuery = z.strictObject({
  formId: z.string().min(1).max(200).optional(),
  position: said('line', 200).optional(),
  templateId: opaqueReference
    .optional()
    .meta({ description: 'The `id` or `externalId` of a template; ranks are still those within a form.' }),
  ...pageQuery,
});

const rankedSchema = z.object({
  rank: z.int().nullable().meta({ description: '1 is the best of its form; ties share a rank; null without a total.' }),
  runId: z.string(),
  candidateRef: z.string().nullable(),
  formId: z.string(),
  templateId: z.string().nullable(),
  templateVersion: z.int().nullable(),
  position: z.string().nullable(),
  level: z.string().nullable(),
  overallScore: z.number().nullable(),
  band: z.object({ low: z.number(), high: z.number() }).nullable().meta({ description: 'The total’s 95 % band.' }),
  verdict: verdictSchema.nullable(),
  state: stateSchema,
});

const pageSchema = pageOf(rankedSchema, 'RankingPage');

export const rankingsRoute = (deps: RankingsRouteDeps) =>
  defineRoute({
    method: 'GET',
    path: `${basePath}/rankings`,
    operationId: 'listRankings',
    summary: 'Rank assessed candidates',
    description:
      'Grouped by form, best first. Runs with different forms are never ranked against each other: they were asked other questions. ' +
      'Runs whose totals differ by less than the uncertainty share a rank.',
    tag: 'Rankings',
    access: { kind: 'key', scope: 'rankings:read' },
    query: rankingsQuery,
    responses: { 200: { description: 'One page.', schema: pageSchema } },
    problems: ['cursor.invalid'],
    limitClass: 'read',
    example: { query: { position: 'Senior Software Engineer', limit: '20' } },
    handler: async ({ query, principal }) => {
      const { limit, cursor, formId, position, templateId } = query;
      const filter = present({ formId, position, templateId });
      return { status: 200, body: await deps.listRankings(principal.tenantId, { filter, limit, cursor }) };
    },
  });
