// Consent: to exactly the text that was shown, or not at all.
import { z } from 'zod';
import { defineRoute, type Route } from '../../guard/route.ts';
import { candidateState, consent } from './schemas.ts';
import { access, asVisit, reply, tag, type RoomFaceDeps } from './visit.ts';

export const consentRoutes = (deps: RoomFaceDeps): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/room/api/consent',
    operationId: 'giveConsent',
    summary: 'Accept or refuse the notice.',
    description:
      'The hash names the exact text. A refusal is recorded too; nothing can be started without an acceptance.',
    tag,
    access,
    body: z
      .strictObject({ noticeHash: z.string().min(1).max(100), accepted: z.boolean() })
      .meta({ id: 'GiveConsent', example: { noticeHash: '0'.repeat(64), accepted: true } }),
    responses: {
      200: {
        description: 'Recorded.',
        schema: z.object({ consent, state: candidateState }).meta({ id: 'ConsentGiven' }),
      },
    },
    problems: ['room.notice_changed', 'room.link_invalid', 'interview.closed', 'personal_data.erased'],
    limitClass: 'write',
    handler: async ({ principal, body, request }) =>
      reply(await asVisit(deps, { principal, request }, (visit) => deps.room.giveConsent(visit, body))),
  }),
];
