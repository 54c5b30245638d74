// The two calls that Workable makes of an assessment provider: which tests there are, and invite a candidate to one.
import { z } from 'zod';
import type { Orders } from '../../../domain/ports/orders.ts';
import type { Packages } from '../../../domain/ports/templates.ts';
import { bearer } from '../../guard/credentials.ts';
import type { Face } from '../../guard/face.ts';
import { defineRoute, inFace, type Route } from '../../guard/route.ts';
import { callerOf } from '../../routes/calls.ts';
import { typed } from '../../schemas/fields.ts';
import {
  candidateFields,
  connectionOf,
  neededConnection,
  orderProblems,
  partnerStatus,
  personOf,
  sentencesOf,
  shownId,
  vendorId,
} from '../partner.ts';

export type WorkableRoutesDeps = { orders: Orders; packages: Packages };

const face = 'workable';
const tag = { name: 'Workable', description: 'The Workable assessment provider API.' };

const workableFace: Face = {
  name: face,
  prefix: '/api/workable',
  credential: bearer,
  lenient: true,
  presentError: (error, { requestId }) => ({
    status: partnerStatus(error),
    contentType: 'application/json; charset=utf-8',
    body: { error: sentencesOf(error, { callbackUrl: 'callback_url' }).join(' '), code: error.code, requestId },
  }),
  errorSchema: z.object({ error: z.string(), code: z.string(), requestId: z.string() }).meta({ id: 'WorkableError' }),
};

const listRoute = ({ packages }: WorkableRoutesDeps) =>
  defineRoute({
    method: 'GET',
    path: '/api/workable/tests',
    operationId: 'listWorkableTests',
    summary: 'List tests',
    description: 'Every template with an approved plan.',
    tag,
    access: { kind: 'key', scope: 'assessments:read' },
    responses: {
      200: {
        description: 'In order of their names.',
        schema: z
          .object({ tests: z.array(z.object({ id: z.string(), name: z.string() })) })
          .meta({ id: 'WorkableTests' }),
      },
    },
    problems: ['connection.kind_mismatch'],
    limitClass: 'read',
    handler: async ({ principal }) => {
      connectionOf(principal, face);
      const found = await packages.list(principal.tenantId);
      return { status: 200, body: { tests: found.map(({ reference, name }) => ({ id: reference, name })) } };
    },
  });

const orderBody = z
  .object({
    test_id: vendorId,
    callback_url: z.string().max(2_000).meta({ format: 'uri', description: 'Where the result is put.' }),
    candidate: z.object(candidateFields),
    job_shortcode: vendorId.optional(),
    job_title: typed('line', 500).optional(),
  })
  .meta({
    id: 'WorkableAssessment',
    example: {
      test_id: 'backend-engineer',
      callback_url: 'https://acme.workable.com/spi/v3/assessments/6f0d3a52',
      candidate: { first_name: 'Zoë', last_name: 'Example', email: 'zoe@example.com' },
      job_shortcode: 'GROOV003',
      job_title: 'Backend Engineer',
    },
  });

const orderOf = (body: z.output<typeof orderBody>, connectionId: string) => ({
  face,
  connectionId,
  naturalKey: [body.callback_url],
  callbackUrl: body.callback_url,
  vendorKeys: { testId: shownId(body.test_id), jobShortcode: shownId(body.job_shortcode) },
  secret: { jobTitle: body.job_title },
});

const orderRoute = ({ orders }: WorkableRoutesDeps) =>
  defineRoute({
    method: 'POST',
    path: '/api/workable/assessments',
    operationId: 'orderWorkableAssessment',
    summary: 'Order an assessment',
    description:
      'Orders an interview; its candidate is invited at once, by a mail of ours. The result is put to `callback_url`, by which a repeated order finds the first one.',
    tag,
    access: { kind: 'key', scope: 'assessments:order' },
    body: orderBody,
    responses: {
      201: {
        description: 'Ordered, now or before.',
        schema: z.object({ assessment_id: z.string() }).meta({ id: 'WorkableOrdered' }),
      },
    },
    problems: orderProblems,
    limitClass: 'write',
    handler: async ({ body, principal, request }) => {
      const connection = neededConnection(principal, face);
      const { order } = await orders.place(principal.tenantId, {
        order: orderOf(body, connection.id),
        request: { ...personOf(body.candidate), templateId: body.test_id },
        needsInvitation: true,
        actor: callerOf({ principal, request }).actor,
      });
      return { status: 201, body: { assessment_id: order.id } };
    },
  });

export const workableRoutes = (deps: WorkableRoutesDeps): Route[] =>
  inFace(workableFace, [listRoute(deps), orderRoute(deps)]);
