// The four calls of Greenhouse's assessment partner API, as MarioHR makes them too.
import type { RunRef } from '../../../domain/access/ids.ts';
import type { KeyPrincipal } from '../../../domain/access/principal.ts';
import type { Metrics } from '../../../domain/ports/metrics.ts';
import type { OrderCall, Orders } from '../../../domain/ports/orders.ts';
import type { Packages } from '../../../domain/ports/templates.ts';
import { present } from '../../../domain/present.ts';
import type { testStatusOf } from '../../../infra/ats/greenhouse/test-status.ts';
import type { ResponseErrors } from '../../../infra/db/connections/response-errors.ts';
import { defineRoute, inFace, requestMark, type RequestFacts, type Route } from '../../guard/route.ts';
import { connectionOf, orderProblems, personOf } from '../partner.ts';
import { greenhouseFace } from './face.ts';
import {
  listSchema,
  responseErrorBody,
  sendTestBody,
  sentSchema,
  statusQuery,
  statusSchema,
  takenSchema,
} from './schemas.ts';
import type { SendTest } from './schemas.ts';

export type GreenhouseDeps = {
  orders: Pick<Orders, 'place' | 'read'>;
  packages: Pick<Packages, 'list'>;
  responseErrors: Pick<ResponseErrors, 'keep'>;
  metrics: Pick<Metrics, 'increment'>;
  statusOf: typeof testStatusOf;
  /** The public page of a result. */
  resultLinks: { urlFor(run: RunRef): Promise<string> };
};

const kind = 'greenhouse';
const apiCalls = ['list_tests', 'send_test', 'test_status', 'response_error'] as const;
const order = { tag: 'Greenhouse', access: { kind: 'key', scope: 'assessments:order' } } as const;
const read = { tag: 'Greenhouse', access: { kind: 'key', scope: 'assessments:read' } } as const;

const listTests = ({ packages }: GreenhouseDeps): Route =>
  defineRoute({
    ...order,
    method: 'GET',
    path: '/api/ats/list_tests',
    operationId: 'greenhouseListTests',
    summary: 'List what can be ordered',
    description: 'Every template with an approved plan: a bare list, by name.',
    limitClass: 'read',
    responses: { 200: { description: 'The tests.', schema: listSchema } },
    problems: ['connection.kind_mismatch'],
    handler: async ({ principal }) => {
      connectionOf(principal, kind);
      const tests = await packages.list(principal.tenantId);
      return {
        status: 200,
        body: tests.map(({ reference, name, description }) => ({
          partner_test_id: reference,
          partner_test_name: name,
          description,
        })),
      };
    },
  });

const orderOf = (body: SendTest, principal: KeyPrincipal, request: RequestFacts): OrderCall => {
  const { candidate, url, sent_by: sentBy, partner_test_id: reference } = body;
  const { resume_url: resume, phone_number: phone, greenhouse_profile_url: profile } = candidate;
  return {
    order: {
      face: kind,
      connectionId: connectionOf(principal, kind)?.id ?? null,
      // Unique per test that somebody sends: the one thing of an order that never comes twice.
      naturalKey: [url],
      callbackUrl: url,
      vendorKeys: { partner_test_id: reference, variant: sentBy === undefined ? 'greenhouse' : 'mariohr' },
      secret: present({
        sent_by: sentBy,
        greenhouse_profile_url: profile,
        resume_url: resume,
        phone_number: phone,
      }),
    },
    request: { templateId: reference, ...personOf(candidate) },
    needsInvitation: true,
    actor: { kind: 'integrator', id: principal.keyId, ...requestMark(request) },
  };
};

const sendTest = ({ orders }: GreenhouseDeps): Route =>
  defineRoute({
    ...order,
    method: 'POST',
    path: '/api/ats/send_test',
    operationId: 'greenhouseSendTest',
    summary: 'Order an interview of a candidate',
    description:
      'The invitation is mailed to the candidate. The same `url` again answers with the order that it made, whatever else the request says.',
    limitClass: 'write',
    body: sendTestBody,
    responses: { 200: { description: 'Ordered, now or before.', schema: sentSchema } },
    problems: orderProblems,
    handler: async ({ body, principal, request }) => {
      const placed = await orders.place(principal.tenantId, orderOf(body, principal, request));
      return { status: 200, body: { partner_interview_id: placed.order.id } };
    },
  });

const testStatus = ({ orders, resultLinks, statusOf }: GreenhouseDeps): Route =>
  defineRoute({
    ...read,
    method: 'GET',
    path: '/api/ats/test_status',
    operationId: 'greenhouseTestStatus',
    summary: 'Ask how far an ordered interview is',
    description:
      '`partner_status` is `complete` once there is a result that counts, and plain words for a recruiter before that and where there will be none.',
    limitClass: 'read',
    query: statusQuery,
    responses: { 200: { description: 'As it is now.', schema: statusSchema } },
    problems: ['order.not_found', 'connection.kind_mismatch'],
    example: { query: { partner_interview_id: 'ord_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } },
    handler: async ({ query: { partner_interview_id: id }, principal }) => {
      const from = { face: kind, connection: connectionOf(principal, kind) };
      const { order: found, result, erased } = await orders.read(principal.tenantId, from, id);
      const hasPage = result.status === 'complete' && !erased;
      return { status: 200, body: statusOf(result, hasPage ? await resultLinks.urlFor(found) : null) };
    },
  });

const responseError = ({ responseErrors, metrics }: GreenhouseDeps): Route =>
  defineRoute({
    ...read,
    method: 'POST',
    path: '/api/ats/response_error',
    operationId: 'greenhouseResponseError',
    summary: 'Report that an answer could not be used',
    description:
      'Kept for seven days, at most 100 an hour, and listed by `GET /api/v1/connections/{id}/errors`. Other members than the documented ones are kept as well.',
    limitClass: 'write',
    body: responseErrorBody,
    bodyBytesMax: 16 * 1024,
    responses: { 200: { description: 'Taken.', schema: takenSchema } },
    problems: ['connection.kind_mismatch'],
    handler: async ({ body, principal }) => {
      const { api_call: call, partner_interview_id: orderId = null } = body;
      // What is no name of a call is a text of anybody's: it stays in the payload, sealed.
      const apiCall = apiCalls.find((name) => name === call) ?? null;
      const connectionId = connectionOf(principal, kind)?.id ?? null;
      const reported = { connectionId, orderId, apiCall, payload: body };
      const kept = await responseErrors.keep(principal.tenantId, reported);
      metrics.increment('atsResponseErrors', { kind, result: kept ? 'kept' : 'dropped' });
      return { status: 200, body: { status: 200 } };
    },
  });

export const greenhouseRoutes = (deps: GreenhouseDeps): Route[] =>
  inFace(greenhouseFace, [listTests(deps), sendTest(deps), testStatus(deps), responseError(deps)]);
