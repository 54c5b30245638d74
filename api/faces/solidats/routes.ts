// The webhook of a SolidATS app: a candidate has reached its step. Answered as soon as the order is stored; the result follows.
import { z } from 'zod';
import type { HookFinder, Connections } from '../../../domain/ports/connections.ts';
import type { Orders } from '../../../domain/ports/orders.ts';
import type { SolidatsConfig } from '../../../infra/ats/solidats/config.ts';
import { AppError } from '../../../domain/errors.ts';
import { hookWay } from '../../guard/hook-way.ts';
import { defineRoute, inFace, type Route } from '../../guard/route.ts';
import { solidatsFace } from './face.ts';
import { orderOf, solidats } from './order.ts';
import { requestBytesMax, requestExample, solidatsRequestSchema } from './request.ts';

export type SolidatsDeps = {
  orders: Pick<Orders, 'place'>;
  connections: Pick<Connections, 'find'> & HookFinder;
};

const params = z.object({
  connectionId: z.string().max(100).meta({ description: 'Of the connection.' }),
  secret: z.string().max(300).meta({ description: 'Shown once, in the `hookUrl` of the connection.' }),
});

const accepted = z
  .object({ status: z.literal('accepted') })
  .meta({ id: 'SolidatsAccepted', description: 'The result comes to the callback address of SolidATS.' });

const takeRequest = ({ orders, connections }: SolidatsDeps): Route =>
  defineRoute({
    tag: 'SolidATS',
    access: { kind: 'own', way: hookWay(solidats, connections) },
    method: 'POST',
    path: '/hooks/solidats/:connectionId/:secret',
    operationId: 'solidatsRequestAssessment',
    summary: 'Order an interview of a candidate who reached the step',
    description:
      'The address is the `hookUrl` of a connection of the kind `solidats`. Members that are not listed are kept with the request. The same `candidate_id`, `pipeline_step_id` and `call_secret` again are answered as before and make no second interview.',
    limitClass: 'write',
    params,
    body: solidatsRequestSchema,
    bodyBytesMax: requestBytesMax,
    example: {
      params: { connectionId: 'con_01JCZ0Q6V3W6Y7M8N9P0R1S2T3', secret: 'Zk3v0pW8yQ2s5uX7bN4mR6tJ9cH1fL0dGaEiKoMq2Sw' },
      body: requestExample,
    },
    responses: { 202: { description: 'Stored; the interview goes its way.', schema: accepted } },
    problems: [
      'template.not_found',
      'template.archived',
      'template.not_published',
      'connection.not_found',
      'tenant.active_interviews_limit',
      'locale.unsupported',
      'text.too_complex',
      'text.busy',
    ],
    handler: async ({ body, principal, request: facts }) => {
      const connection = await connections.find(principal.tenantId, principal.connection.id);
      if (connection === null) throw new AppError('connection.not_found');
      // As the schema of its kind made it when it was stored.
      const config = connection.config as SolidatsConfig;
      await orders.place(principal.tenantId, orderOf(body, config, { principal, facts }));
      return { status: 202, body: { status: 'accepted' } };
    },
  });

export const solidatsRoutes = (deps: SolidatsDeps): Route[] => inFace(solidatsFace, [takeRequest(deps)]);
