// DELETE and GET /interviews/:runId/candidate-data: erase what is about the person, and the proof of it.
import { z } from 'zod';
import { certificateSchema } from '../../../domain/erasure/certificate.ts';
import { AppError } from '../../../domain/errors.ts';
import { erasureScopes } from '../../../domain/lifecycle/facts.ts';
import type { ErasureView } from '../../../domain/ports/erasure.ts';
import type { Erasures } from '../../../usecases/privacy/erasures.ts';
import { defineRoute, type Reply } from '../../guard/route.ts';
import { askerOf, runOf } from '../calls.ts';
import { basePath, runExample, runParams, toIso } from '../../schemas/fields.ts';

export type ErasureRoutesDeps = {
  erasures: Erasures;
  /** When an erasure that has just begun may be done. */
  retryAfterSeconds: number;
};

const path = `${basePath}/interviews/:runId/candidate-data`;

const scopeField = z.enum(erasureScopes);

const erasureSchema = z
  .object({
    runId: z.string(),
    state: z.enum(['ERASING', 'ERASED']),
    scope: scopeField,
    requestedAt: z.string().meta({ format: 'date-time' }),
    certificate: certificateSchema.nullable().meta({ description: 'The signed proof, once everything is done.' }),
  })
  .meta({ id: 'Erasure' });

const present = ({ runId, scope, state, requestedAt, certificate }: ErasureView) => ({
  runId,
  state: state === 'certified' ? 'ERASED' : 'ERASING',
  scope,
  requestedAt: toIso(requestedAt),
  certificate: state === 'certified' ? certificate : null,
});

const common = {
  tag: 'Privacy',
  access: { kind: 'key', scope: 'candidates:erase' },
  path,
  params: runParams,
  example: runExample,
} as const;

const eraseRoute = ({ erasures, retryAfterSeconds }: ErasureRoutesDeps) =>
  defineRoute({
    ...common,
    method: 'DELETE',
    operationId: 'eraseCandidateData',
    summary: 'Erase the candidate’s data',
    description:
      'Destroys the key of everything personal, deletes copies and empties what was stored; an active interview is cancelled first. It takes about a minute: repeat the call, or read the same address, until the certificate is there. Repeating erases nothing twice; `scope=all` after `personal` goes further.',
    query: z.strictObject({
      scope: scopeField.default('personal').meta({
        description: '`personal`: everything about the person. `all`: the assessment’s own texts and who decided, too.',
      }),
    }),
    responses: {
      200: { description: 'Done: the certificate.', schema: erasureSchema },
      202: {
        description: 'It runs, or will as soon as the workflow engine can be reached. It can no longer be stopped.',
        schema: erasureSchema,
        headers: {
          'Retry-After': 'Seconds after which it may be done.',
          Location: 'Where to read how far it is.',
        },
      },
    },
    problems: ['interview.not_found', 'erasure.on_hold'],
    limitClass: 'write',
    handler: async ({ query: { scope }, ...call }): Promise<Reply> => {
      const run = runOf(call);
      const erasure = await erasures.erase(run, { scope, cause: 'request', ...askerOf(call) });
      if (erasure.state === 'certified') return { status: 200, body: present(erasure) };
      const location = path.replace(':runId', encodeURIComponent(run.runId));
      return {
        status: 202,
        body: present(erasure),
        headers: { 'Retry-After': String(retryAfterSeconds), Location: location },
      };
    },
  });

const readErasureRoute = ({ erasures }: ErasureRoutesDeps) =>
  defineRoute({
    ...common,
    method: 'GET',
    operationId: 'readErasure',
    summary: 'See how far an erasure is',
    description: 'With the certificate once `state` is `ERASED`. 404 when no erasure of this interview was asked for.',
    responses: { 200: { description: 'The erasure.', schema: erasureSchema } },
    problems: ['erasure.not_found'],
    limitClass: 'read',
    handler: async (call) => {
      const erasure = await erasures.read(runOf(call));
      if (erasure === null) throw new AppError('erasure.not_found');
      return { status: 200, body: present(erasure) };
    },
  });

export const erasureRoutes = (deps: ErasureRoutesDeps) => [eraseRoute(deps), readErasureRoute(deps)];
