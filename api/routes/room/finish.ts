// The end of the conversation, by the candidate.
import { z } from 'zod';
import { defineRoute, type Route } from '../../guard/route.ts';
import { notedCommandProblems } from '../interviews/commands.ts';
import { candidateState, emptyBody, receipt } from './schemas.ts';
import { access, asVisit, reply, tag, type RoomFaceDeps } from './visit.ts';

export const finishRoutes = (deps: RoomFaceDeps): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/room/api/finish',
    operationId: 'finishConversation',
    summary: 'Finish the conversation; no answer is accepted afterwards.',
    description: 'May be repeated: it gives the same receipt.',
    tag,
    access,
    body: emptyBody,
    bodyOptional: true,
    responses: {
      200: {
        description: 'Complete.',
        schema: z.object({ state: candidateState, receipt }).meta({ id: 'ConversationFinished' }),
      },
    },
    problems: [...notedCommandProblems, 'room.link_invalid', 'room.not_started'],
    limitClass: 'write',
    handler: async ({ principal, request }) => reply(await asVisit(deps, { principal, request }, deps.room.finish)),
  }),
];
