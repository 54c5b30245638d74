// Legal holds over HTTP: while one lives, neither a request nor retention erases anything of the run.
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import type { Holds, HoldView } from '../../../usecases/privacy/holds.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { askerOf, runOf } from '../calls.ts';
import {
  basePath,
  instant,
  personName,
  reasonCode,
  runExample,
  runParams,
  said,
  toIso,
  toIsoOrNull,
} from '../../schemas/fields.ts';

export type HoldRoutesDeps = { holds: Holds };

const holdPath = `${basePath}/interviews/:runId/legal-hold`;
const common = {
  tag: 'Privacy',
  access: { kind: 'key', scope: 'candidates:erase' },
  path: holdPath,
  params: runParams,
  example: runExample,
} as const;

const placeBody = z
  .strictObject({
    reasonCode,
    note: said('prose', 5_000).optional().meta({ description: 'Free text, sealed with the run’s personal key.' }),
    endsAt: instant.meta({ description: 'When the hold ends by itself; at most ten years ahead.' }),
    heldBy: personName.optional().meta({ description: 'Who answers for the hold; sealed like the note.' }),
  })
  .meta({
    id: 'LegalHoldRequest',
    example: { reasonCode: 'litigation', endsAt: '2030-06-30T00:00:00Z', heldBy: 'Dana Counsel' },
  });

const holdSchema = z
  .object({
    holdId: z.string(),
    reasonCode: z.string(),
    live: z.boolean().meta({ description: 'False once it was released or has ended.' }),
    placedBy: z.object({ kind: z.string(), id: z.string().nullable() }),
    placedAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    releasedAt: z.iso.datetime().nullable(),
    note: z.string().nullable(),
    heldBy: z.string().nullable(),
  })
  .meta({ id: 'LegalHold' });

const show = ({ id, reasonCode: reason, live, placedBy, note, heldBy, ...times }: HoldView) => ({
  holdId: id,
  reasonCode: reason,
  live,
  placedBy,
  placedAt: toIso(times.placedAt),
  endsAt: toIso(times.endsAt),
  releasedAt: toIsoOrNull(times.releasedAt),
  note,
  heldBy,
});

const placeRoute = ({ holds }: HoldRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    operationId: 'placeLegalHold',
    summary: 'Keep an interview from being erased',
    description:
      'Stops erasure and retention of this run until the hold is released or ends. Refused while an erasure runs.',
    body: placeBody,
    responses: {
      201: {
        description: 'The hold.',
        schema: holdSchema,
        links: {
          to: ['releaseLegalHold'],
          with: { runId: '$request.path.runId', holdId: '$response.body#/holdId' },
        },
      },
    },
    problems: [
      'interview.not_found',
      'hold.erasure_running',
      'hold.nothing_left',
      'hold.too_many',
      'personal_data.erased',
    ],
    idempotent: true,
    limitClass: 'write',
    reads: ['hold'],
    handler: async ({ body: { endsAt, ...rest }, ...call }) => {
      const wish = { ...present(rest), endsAt: Date.parse(endsAt) };
      const asker = askerOf(call);
      const kind = rest.heldBy === undefined ? 'integrator' : 'recruiter';
      const hold = await holds.place(runOf(call), wish, { ...asker, actor: { ...asker.actor, kind } });
      return { status: 201, body: show(hold) };
    },
  });

const listRoute = ({ holds }: HoldRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'GET',
    operationId: 'listLegalHolds',
    summary: 'The legal holds of an interview, past ones too',
    responses: {
      200: { description: 'The newest first.', schema: z.object({ held: z.boolean(), holds: z.array(holdSchema) }) },
    },
    problems: ['interview.not_found'],
    limitClass: 'read',
    reads: ['hold'],
    handler: async (call) => {
      const all = (await holds.list(runOf(call))).map(show);
      return { status: 200, body: { held: all.some(({ live }) => live), holds: all } };
    },
  });

const holdParams = runParams.extend({ holdId: z.string().min(1).max(100) });

const releaseRoute = ({ holds }: HoldRoutesDeps): Route =>
  defineRoute({
    ...common,
    method: 'DELETE',
    path: `${holdPath}/:holdId`,
    operationId: 'releaseLegalHold',
    summary: 'Release a legal hold',
    description: 'What became due meanwhile is erased by the next daily run. Releasing twice is the same as once.',
    params: holdParams,
    example: { params: { ...runExample.params, holdId: 'hold_01JCZ0Q6V3W6Y7M8N9P0R1S2T3' } },
    responses: { 200: { description: 'The released hold.', schema: holdSchema } },
    problems: ['hold.not_found'],
    idempotent: true,
    limitClass: 'write',
    reads: ['hold'],
    handler: async (call) => {
      const hold = await holds.release(runOf(call), call.params.holdId, askerOf(call));
      return { status: 200, body: show(hold) };
    },
  });

export const holdRoutes = (deps: HoldRoutesDeps): Route[] => [placeRoute(deps), listRoute(deps), releaseRoute(deps)];
