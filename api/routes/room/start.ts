// Starting the conversation, or continuing it after a break or on another device.
import { z } from 'zod';
import { sessionModes } from '../../../domain/lifecycle/state.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { notedCommandProblems } from '../interviews/commands.ts';
import { done, question, timeLeftMs } from './schemas.ts';
import { access, asVisit, reply, tag, type RoomFaceDeps } from './visit.ts';

const started = z
  .object({
    sessionId: z.string(),
    provider: z.string(),
    credential: z
      .string()
      .nullable()
      .meta({ description: 'For providers that the client joins itself; null in the embedded room.' }),
    greeting: z.string(),
    question: question.nullable(),
    done,
    timeLeftMs,
  })
  .meta({ id: 'RoomStarted' });

export const startRoutes = (deps: RoomFaceDeps): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/room/api/start',
    operationId: 'startConversation',
    summary: 'Start or continue the conversation.',
    description: 'An active session of the same mode is continued; a pause ends. The first start sets the clock.',
    tag,
    access,
    body: z.strictObject({ mode: z.enum(sessionModes) }).meta({ id: 'StartConversation', example: { mode: 'text' } }),
    responses: { 200: { description: 'The session and the open question.', schema: started } },
    problems: [
      ...notedCommandProblems,
      'room.link_invalid',
      'room.consent_required',
      'room.notice_changed',
      'room.not_started',
      'room.frozen',
      'plan.not_found',
      'session.provider_unavailable',
    ],
    limitClass: 'write',
    handler: async ({ principal, body, request }) =>
      reply(await asVisit(deps, { principal, request }, (visit) => deps.room.start(visit, body))),
  }),
];
