// The candidate's way in: the link's token becomes a cookie, and the room shows where things stand.
import { z } from 'zod';
import { type Route, defineRoute, requestMark } from '../../guard/route.ts';
import { session } from './schemas.ts';
import { clientIn, common, visiting, type RoomFaceDeps } from './visit.ts';

const path = '/room/api/session';

const openLink = ({ room, cookieName }: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    reads: ['draft'],
    method: 'POST',
    path,
    operationId: 'openRoom',
    summary: 'Exchange the token of the interview link for a cookie.',
    description: 'The token is the last part of the interview link. Several devices may hold a cookie of their own.',
    access: { kind: 'public' },
    body: z
      .strictObject({ token: z.string().min(1).max(200) })
      .meta({ id: 'OpenRoom', example: { token: 'the-last-part-of-the-link' } }),
    bodyBytesMax: 2_000,
    responses: {
      200: {
        description: 'The room; the cookie is set.',
        schema: session,
        headers: { 'Set-Cookie': 'The session cookie.' },
        links: { to: ['readRoom', 'giveConsent', 'startConversation'], with: {} },
      },
    },
    problems: ['room.link_invalid', 'room.link_expired', 'personal_data.erased'],
    limitClass: 'write',
    holder: ({ body }) => room.holderOf(body.token),
    handler: async ({ body, request }) => {
      const client = clientIn(room, request);
      const { view, cookie } = await room.openLink(body.token, { client, ...requestMark(request) });
      return { status: 200, body: view, cookies: [{ ...cookie, name: cookieName, path: '/' }] };
    },
  });

const readSession = (deps: RoomFaceDeps): Route =>
  defineRoute({
    ...common,
    reads: ['draft'],
    method: 'GET',
    path,
    operationId: 'readRoom',
    summary: 'Where the interview stands; after its end with a receipt.',
    responses: { 200: { description: 'The room.', schema: session } },
    problems: ['room.link_invalid', 'personal_data.erased'],
    limitClass: 'read',
    handler: visiting(deps, deps.room.readSession),
  });

export const sessionRoutes = (deps: RoomFaceDeps): Route[] => [openLink(deps), readSession(deps)];
