// The question that is open: the same one for every device, after a reload or a crash too.
import { z } from 'zod';
import { defineRoute, type Route } from '../../guard/route.ts';
import { done, question, timeLeftMs } from './schemas.ts';
import { access, asVisit, reply, tag, type RoomFaceDeps } from './visit.ts';

export const questionRoutes = (deps: RoomFaceDeps): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/room/api/question',
    operationId: 'readQuestion',
    summary: 'The open question and the time left.',
    tag,
    access,
    responses: {
      200: {
        description: 'With `done`, the question is the closing, or null once the conversation is over.',
        schema: z.object({ question: question.nullable(), done, timeLeftMs }).meta({ id: 'PresentQuestion' }),
      },
    },
    problems: ['room.link_invalid', 'room.not_started', 'personal_data.erased'],
    limitClass: 'read',
    handler: async ({ principal, request }) =>
      reply(await asVisit(deps, { principal, request }, deps.room.readQuestion)),
  }),
];
