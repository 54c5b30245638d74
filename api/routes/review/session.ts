// The reviewer's way in and out: the link's token becomes a cookie, the page learns whose it is, and ends it.
import { z } from 'zod';
import { reviewCookieName } from '../../../domain/review/cookie.ts';
import type { ReviewSessions } from '../../../usecases/review/session.ts';
import { defineRoute, type Route } from '../../guard/route.ts';
import { linkProblems, reviewWay } from './reading.ts';

const path = '/review/api/session';

const entry = z
  .object({
    kind: z.enum(['run', 'inbox']),
    runId: z.string().nullable().meta({ description: 'That of the link; null for an inbox.' }),
    label: z.string().nullable().meta({ description: 'Whose link it is; null where that is not known.' }),
  })
  .meta({ id: 'ReviewEntry' });

export type SessionRoutes = { sessions: ReviewSessions; publicUrl: string };

const openRoute = ({ sessions, publicUrl }: SessionRoutes): Route =>
  defineRoute({
    tag: 'Review',
    method: 'POST',
    path,
    operationId: 'openReview',
    summary: 'Exchange the token of a review link for a cookie.',
    description:
      'The token is the last part of the link, to one interview or to an inbox. The cookie has a new value each time, for 12 hours at most and never longer than the link; what the same reader had open before goes on with it.',
    access: { kind: 'public' },
    body: z
      .strictObject({ token: z.string().min(1).max(400) })
      .meta({ id: 'OpenReview', example: { token: 'the-last-part-of-the-link' } }),
    bodyBytesMax: 2_000,
    readBy: 'review_link',
    // Whose link it is.
    uses: ['notes'],
    responses: {
      200: {
        description: 'What the link opens; the cookie is set.',
        schema: entry,
        headers: { 'Set-Cookie': 'The session cookie.' },
        links: { to: ['readReviewSession', 'endReview'], with: {} },
      },
    },
    problems: linkProblems,
    limitClass: 'write',
    holder: ({ body }) => Promise.resolve(sessions.holderOf(body.token)),
    handler: async ({ body, request }) => {
      const name = reviewCookieName(publicUrl);
      const { entry: opened, cookie } = await sessions.open(body.token, request.cookie(name));
      return { status: 200, body: opened, cookies: [{ ...cookie, name, path: '/' }] };
    },
  });

const readRoute = ({ sessions }: SessionRoutes): Route =>
  defineRoute({
    tag: 'Review',
    method: 'GET',
    path,
    operationId: 'readReviewSession',
    summary: 'What the cookie opens.',
    uses: ['notes'],
    access: { kind: 'own', way: reviewWay(sessions) },
    responses: { 200: { description: 'The newest link, or the inbox.', schema: entry } },
    problems: linkProblems,
    limitClass: 'read',
    handler: async ({ principal }) => ({ status: 200, body: await sessions.entry(principal) }),
  });

const endRoute = ({ sessions, publicUrl }: SessionRoutes): Route =>
  defineRoute({
    tag: 'Review',
    method: 'POST',
    path: `${path}/end`,
    operationId: 'endReview',
    summary: 'End the session; the link stays valid.',
    access: { kind: 'own', way: reviewWay(sessions) },
    body: z.strictObject({}).meta({ id: 'EndReview', example: {} }),
    bodyOptional: true,
    responses: { 204: { description: 'Ended; the cookie is cleared.' } },
    problems: linkProblems,
    limitClass: 'write',
    handler: async ({ principal }) => {
      await sessions.end(principal);
      const gone = { name: reviewCookieName(publicUrl), value: '', maxAgeSeconds: 0, path: '/' };
      return { status: 204, cookies: [gone] };
    },
  });

export const sessionRoutes = (deps: SessionRoutes): Route[] => [openRoute(deps), readRoute(deps), endRoute(deps)];
