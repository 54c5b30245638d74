// ARIA's scope `reports:generate`: a report is ordered and fetched later. The guide names the scope alone, so the shape is ours.
import { z } from 'zod';
import { hiringCsv } from '../../../domain/measures/hiring-report.ts';
import { AppError } from '../../../domain/errors.ts';
import { reportStates, type Report } from '../../../domain/ports/measures.ts';
import type { Reports } from '../../../usecases/measures/reports.ts';
import { defineRoute, inFace, type Route } from '../../guard/route.ts';
import { formatField, measuresFields, reportSchema } from '../../routes/measures/measures-schema.ts';
import { reference, reportsFace } from './face.ts';

export type ReportsRoutesDeps = { reports: Reports };

const shared = { tag: 'ARIA', access: { kind: 'key', scope: 'reports:generate' } } as const;
const time = z.string().meta({ format: 'date-time' });

const reportState = z
  .object({
    id: z.string(),
    type: z.literal('hiring'),
    status: z.enum(reportStates),
    from: z.string(),
    to: z.string(),
    createdAt: time,
    finishedAt: time.nullable(),
    expiresAt: time.meta({ format: 'date-time', description: 'Then it is gone.' }),
    failure: z.string().nullable().meta({ description: 'A code, where `status` is `failed`: order another one.' }),
    report: reportSchema.nullable().meta({ description: 'Once `status` is `completed`.' }),
  })
  .meta({ id: 'AriaReport' });

const shownOf = ({ id, parameters, state, result, failure, createdAt, finishedAt, expiresAt }: Report) => {
  const { type, query } = parameters;
  const { from, to } = query;
  return { id, type, status: state, from, to, createdAt, finishedAt, expiresAt, failure, report: result };
};

const orderRoute = ({ reports }: ReportsRoutesDeps): Route =>
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/api/v1/reports',
    operationId: 'ariaOrderReport',
    summary: 'Order a report of the measures of hiring',
    description:
      'Made within seconds. The same `Idempotency-Key` orders it once. Members that are not listed are passed over.',
    limitClass: 'write',
    idempotent: true,
    bodyOptional: true,
    body: z
      .object({ type: z.enum(['hiring']).default('hiring'), ...measuresFields })
      .meta({ id: 'AriaReportOrder', example: { from: '2026-01-01', to: '2026-03-31', groupBy: 'job' } }),
    responses: { 202: { description: 'It waits for its turn.', schema: reportState } },
    problems: ['report.too_many'],
    handler: async ({ body: { type: _, ...wish }, principal }) => {
      const report = await reports.order(principal.tenantId, wish);
      return { status: 202, headers: { Location: `/api/v1/reports/${report.id}` }, body: shownOf(report) };
    },
  });

const readRoute = ({ reports }: ReportsRoutesDeps): Route =>
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/api/v1/reports/:id',
    operationId: 'ariaGetReport',
    summary: 'Read how far a report is, and the report',
    description: 'As JSON, or the report itself as a table (`format=csv`). Kept for seven days.',
    limitClass: 'read',
    params: z.object({ id: reference }),
    query: z.strictObject({ format: formatField }),
    example: { params: { id: 'rpt_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } },
    responses: { 200: { description: 'As it is now.', schema: reportState, orText: 'text/csv' } },
    problems: ['report.not_found', 'report.not_ready'],
    handler: async ({ params, query: { format }, principal, request }) => {
      const report = await reports.read(principal.tenantId, params.id);
      const asText = format === undefined ? request.prefersText() : format === 'csv';
      const headers = { Vary: 'Accept' };
      if (!asText) return { status: 200, headers, body: shownOf(report) };
      if (report.result === null) throw new AppError('report.not_ready', { extra: { reportState: report.state } });
      const disposition = { 'Content-Disposition': `attachment; filename="${report.id}.csv"` };
      return { status: 200, headers: { ...headers, ...disposition }, asText, body: hiringCsv(report.result) };
    },
  });

export const reportsRoutes = (deps: ReportsRoutesDeps): Route[] =>
  inFace(
    reportsFace,
    [orderRoute, readRoute].map((route) => route(deps)),
  );
