// What a candidate may ask for at any time: help, a person instead, or out.
import { z } from 'zod';
import { helpCodes } from '../../../domain/lifecycle/facts.ts';
import { leavingCodes } from '../../../domain/room/leaving.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { commandProblems } from '../calls.ts';
import { candidateOutcome, candidateState, emptyBody, erasure, note } from './schemas.ts';
import { common, visiting, type RoomFaceDeps } from './visit.ts';

const answer = z
  .object({ state: candidateState, outcome: candidateOutcome.nullable() })
  .meta({ id: 'RoomRequestAnswer' });

const helpRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: '/room/api/help',
    operationId: 'requestHelp',
    summary: 'Ask the people in charge for help; the interview goes on as it is.',
    body: z
      .strictObject({ code: z.enum(helpCodes), note: note.optional() })
      .meta({ id: 'RequestHelp', example: { code: 'technical', note: 'The page stays blank after I answer.' } }),
    responses: { 200: { description: 'Passed on.', schema: answer } },
    problems: commandProblems,
    handler: visiting(deps, deps.room.requestHelp),
  });

const leaving = z.strictObject({
  code: z
    .string()
    .min(1)
    .max(50)
    .meta({ description: `One of ${leavingCodes.join(', ')}; anything else counts as other.` })
    .optional(),
  note: note.optional(),
});

type Leaving = { name: 'optOut' | 'withdraw'; path: string; summary: string; description: string };

const leavingRoute = (deps: RoomFaceDeps, { name, path, summary, description }: Leaving): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path,
    operationId: name,
    summary,
    description,
    body: leaving,
    bodyOptional: true,
    example: { body: { code: 'other', note: 'I would rather not say.' } },
    responses: { 200: { description: 'Done; may be repeated.', schema: answer } },
    problems: [...commandProblems, 'room.link_invalid'],
    handler: visiting(deps, deps.room[name]),
  });

const erasureRoute = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    method: 'POST',
    path: '/room/api/erasure',
    operationId: 'askForErasure',
    summary: 'Ask the employer to erase one’s data.',
    description:
      'The request is recorded and the employer is told with `interview.erasure_requested`; it decides, since a legal duty to keep may stand against it. Possible at any time while the room can be entered; may be repeated.',
    body: emptyBody,
    bodyOptional: true,
    responses: { 200: { description: 'Recorded.', schema: z.object({ erasure }).meta({ id: 'ErasureAsked' }) } },
    problems: ['room.link_invalid', 'personal_data.erased'],
    handler: visiting(deps, deps.room.askErasure),
  });

export const requestRoutes = (deps: RoomFaceDeps): Route[] => [
  helpRoute(deps),
  leavingRoute(deps, {
    name: 'optOut',
    path: '/room/api/opt-out',
    summary: 'Ask to be interviewed by a person instead.',
    description: 'The interview by software ends, and the employer is told to route the candidate to a person.',
  }),
  leavingRoute(deps, {
    name: 'withdraw',
    path: '/room/api/withdraw',
    summary: 'Withdraw from the interview.',
    description: 'The interview ends and nothing is assessed.',
  }),
  erasureRoute(deps),
];
