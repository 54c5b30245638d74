// GET /metrics/hiring: the five measures, as JSON or as a table.
import { z } from 'zod';
import { hiringCsv } from '../../../domain/measures/hiring-report.ts';
import type { ReadMeasures } from '../../../usecases/measures/read-measures.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { formatField, measuresFields, reportOrTable, reportSchema } from './measures-schema.ts';

export type MeasuresRoutesDeps = { readMeasures: Pick<ReadMeasures, 'read'> };

export const measuresRoutes = ({ readMeasures }: MeasuresRoutesDeps): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/v1/metrics/hiring',
    operationId: 'getHiringMeasures',
    summary: 'Read the five measures of hiring',
    description:
      'Completion to review, results in the ATS, manual hours saved, override rate, audit-ready share: of the interviews that were completed on those days, each with its definition. Counts and times alone, about no person.',
    tag: 'Measures',
    access: { kind: 'key', scope: 'analytics:read' },
    limitClass: 'read',
    query: z.strictObject({ ...measuresFields, format: formatField }),
    example: { query: { from: '2026-01-01', to: '2026-03-31', groupBy: 'job' } },
    responses: { 200: { description: 'As of now.', schema: reportSchema, orText: 'text/csv' } },
    problems: [],
    handler: async ({ query: { format, ...wish }, principal, request }) => {
      return reportOrTable(await readMeasures.read(principal.tenantId, wish), hiringCsv, { format, request });
    },
  }),
];
