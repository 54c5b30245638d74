// Pausing, going on, and the sign of life that keeps the clock honest.
import { z } from 'zod';
import type { Visit } from '../../../usecases/room/deps.ts';
import type { ClockView } from '../../../usecases/room/clock.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { emptyBody, timeLeftMs } from './schemas.ts';
import { access, asVisit, reply, tag, type RoomFaceDeps } from './visit.ts';

const clockView = z.object({ timeLeftMs, paused: z.boolean() }).meta({ id: 'RoomClock' });

type Call = { name: 'pause' | 'resume' | 'ping'; summary: string; run: (visit: Visit) => Promise<ClockView> };

const clockRoute = (deps: RoomFaceDeps, { name, summary, run }: Call): Route =>
  defineRoute({
    method: 'POST',
    path: `/room/api/${name}`,
    operationId: `${name}Conversation`,
    summary,
    tag,
    access,
    body: emptyBody,
    bodyOptional: true,
    responses: { 200: { description: 'The clock.', schema: clockView } },
    problems: ['room.link_invalid', 'room.not_started', 'room.frozen'],
    limitClass: 'write',
    handler: async ({ principal, request }) => reply(await asVisit(deps, { principal, request }, run)),
  });

export const clockRoutes = (deps: RoomFaceDeps): Route[] => [
  clockRoute(deps, { name: 'pause', summary: 'Stop the clock.', run: deps.room.pause }),
  clockRoute(deps, { name: 'resume', summary: 'Let the clock go on.', run: deps.room.resume }),
  clockRoute(deps, { name: 'ping', summary: 'Say that the candidate is there.', run: deps.room.ping }),
];
