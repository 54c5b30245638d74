// The three calls that Ashby makes of an assessment partner: what can be ordered, order it, call it off.
import { z } from 'zod';
import { AppError } from '../../../domain/errors.ts';
import type { OrderCall, OrderPlace, Orders, PlacedOrder } from '../../../domain/ports/orders.ts';
import type { Packages } from '../../../domain/ports/templates.ts';
import { present } from '../../../domain/present.ts';
import type { Decisions } from '../../../usecases/decisions.ts';
import { defineRoute, inFace, type Route } from '../../guard/route.ts';
import { callerOf, commandProblems } from '../../routes/calls.ts';
import { typed } from '../../schemas/fields.ts';
import {
  candidateFields,
  connectionOf,
  neededConnection,
  orderProblems,
  personOf,
  shownId,
  vendorId,
  vendorUrl,
} from '../partner.ts';
import { ashbyFace } from './face.ts';

export type AshbyRoutesDeps = { orders: Orders; packages: Packages; decisions: Decisions };

const face = 'ashby';
const common = {
  method: 'POST',
  tag: { name: 'Ashby', description: 'The Ashby assessments API.' },
  limitClass: 'write',
} as const;

const startBody = z
  .object({
    assessment_type_id: vendorId,
    candidate: z.object({ ashby_id: vendorId.optional(), ...candidateFields, ashby_profile_url: vendorUrl }),
    application: z.object({ ashby_id: vendorId, status: typed('line', 200).optional() }),
    job: z
      .object({ ashby_id: vendorId.optional(), name: typed('line', 500).optional(), ashby_job_url: vendorUrl })
      .optional(),
  })
  .meta({
    id: 'AshbyStart',
    example: {
      assessment_type_id: 'backend-engineer',
      candidate: {
        ashby_id: '5b591aed-88e3-4395-b9c6-7d529f93354a',
        first_name: 'Zoë',
        last_name: 'Example',
        email: 'zoe@example.com',
        ashby_profile_url: 'https://app.ashbyhq.com/candidates/5b591aed-88e3-4395-b9c6-7d529f93354a',
      },
      application: { ashby_id: '38430ede-5bd2-41fc-b474-87591cb98cbc', status: 'Active' },
      job: {
        ashby_id: '7f1d3a52-6c0e-4a4e-9d0b-0a6f2f6f3a11',
        name: 'Backend Engineer',
        ashby_job_url: 'https://app.ashbyhq.com/jobs/7f1d3a52-6c0e-4a4e-9d0b-0a6f2f6f3a11',
      },
    },
  });

const assessment = z.object({ assessment_id: z.string() }).meta({ id: 'AshbyAssessment' });

const listRoute = ({ packages }: AshbyRoutesDeps) =>
  defineRoute({
    ...common,
    path: '/api/ashby/assessment.list',
    operationId: 'listAshbyAssessments',
    summary: 'List assessments that can be started',
    description: 'Every template with an approved plan.',
    access: { kind: 'key', scope: 'assessments:read' },
    responses: {
      200: {
        description: 'In order of their names.',
        schema: z.array(
          z
            .object({ assessment_type_id: z.string(), name: z.string(), description: z.string() })
            .meta({ id: 'AshbyAssessmentType' }),
        ),
      },
    },
    problems: ['connection.kind_mismatch'],
    handler: async ({ principal }) => {
      connectionOf(principal, face);
      const found = await packages.list(principal.tenantId);
      const body = found.map(({ reference, name, description, position, level }) => ({
        assessment_type_id: reference,
        name,
        description: description ?? `${position}, ${level}`,
      }));
      return { status: 200, body };
    },
  });

/** More often nobody asks one application for the same assessment again. */
const startsMax = 20;

/**
 * Ashby knows an assessment by application and type. One that ended without a result may be started again, which is another
 * order; everything else is under way or done.
 */
const start = async (orders: Orders, tenantId: string, call: OrderCall, from: OrderPlace): Promise<PlacedOrder> => {
  const { naturalKey } = call.order;
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? naturalKey : [...naturalKey, String(number)];
    const placed = await orders.place(tenantId, { ...call, order: { ...call.order, naturalKey: key } });
    if (!placed.existing || number === startsMax) return placed;
    const { result } = await orders.read(tenantId, from, placed.order.id);
    if (result.status !== 'ended') return placed;
  }
};

const orderOf = (body: z.output<typeof startBody>, connectionId: string) => {
  const { assessment_type_id: typeId, candidate, application, job } = body;
  return {
    face,
    connectionId,
    naturalKey: [application.ashby_id, typeId],
    callbackUrl: null,
    vendorKeys: {
      assessmentTypeId: shownId(typeId),
      applicationId: shownId(application.ashby_id),
      candidateId: shownId(candidate.ashby_id),
      jobId: shownId(job?.ashby_id),
    },
    secret: {
      applicationStatus: application.status,
      profileUrl: candidate.ashby_profile_url,
      jobName: job?.name,
      jobUrl: job?.ashby_job_url,
    },
  };
};

const startRoute = ({ orders }: AshbyRoutesDeps) =>
  defineRoute({
    ...common,
    path: '/api/ashby/assessment.start',
    operationId: 'startAshbyAssessment',
    summary: 'Start an assessment',
    description:
      'Orders an interview; its candidate is invited at once, by a mail of ours. Progress and result are told by `assessment.update`. A second start for the same application and type is a 409 that names the first one, unless that ended without a result.',
    access: { kind: 'key', scope: 'assessments:order' },
    body: startBody,
    responses: { 200: { description: 'Started.', schema: assessment } },
    problems: [...orderProblems, 'order.exists'],
    handler: async ({ body, principal, request }) => {
      const connection = neededConnection(principal, face);
      const candidateRef = shownId(body.candidate.ashby_id) ?? undefined;
      const call = {
        order: orderOf(body, connection.id),
        request: present({ ...personOf(body.candidate), candidateRef, templateId: body.assessment_type_id }),
        needsInvitation: true,
        actor: callerOf({ principal, request }).actor,
      };
      const placed = await start(orders, principal.tenantId, call, { face, connection });
      const results = { assessment_id: placed.order.id };
      if (placed.existing) throw new AppError('order.exists', { extra: { results } });
      return { status: 200, body: results };
    },
  });

const cancelRoute = ({ orders, decisions }: AshbyRoutesDeps) =>
  defineRoute({
    ...common,
    path: '/api/ashby/assessment.cancel',
    operationId: 'cancelAshbyAssessment',
    summary: 'Cancel an assessment',
    description:
      'Ends the interview wherever it stands. One that has ended already stays as it is, with the same answer.',
    access: { kind: 'key', scope: 'assessments:order' },
    body: z
      .object({ assessment_id: vendorId })
      .meta({ id: 'AshbyCancel', example: { assessment_id: 'ord_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } }),
    responses: { 200: { description: 'Ended.', schema: assessment } },
    problems: [...commandProblems, 'order.not_found', 'connection.kind_mismatch'],
    handler: async ({ body, principal, request }) => {
      const { tenantId } = principal;
      const connection = connectionOf(principal, face);
      const { order, result } = await orders.read(tenantId, { face, connection }, body.assessment_id);
      const run = { tenantId, runId: order.runId };
      if (result.outcome === null)
        await decisions.cancel(run, callerOf({ principal, request })).catch((error: unknown) => {
          // Somebody else ended it in the meantime.
          if (!(error instanceof AppError && error.code === 'interview.closed')) throw error;
        });
      return { status: 200, body: { assessment_id: order.id } };
    },
  });

export const ashbyRoutes = (deps: AshbyRoutesDeps): Route[] =>
  inFace(ashbyFace, [listRoute(deps), startRoute(deps), cancelRoute(deps)]);
