// Where the candidate's link leads: the room's page, the same for every token, so that opening it changes and tells nothing.
import { z } from 'zod';
import type { WebBuild } from '../../../infra/web-build.ts';
import { defineRoute, type RequestFacts, type Route } from '../../guard/route.ts';
import { languageAskedBy, linkedPage, pageReply } from '../../pages.ts';
import { peopleFace } from '../../people-face.ts';

const common = { ...linkedPage, tag: 'Room', face: peopleFace('/interview') } as const;

/** `connects`: a voice provider's, where one holds the conversation. */
export const linkRoutes = (build: WebBuild | null, connects: readonly string[] = []): Route[] => {
  const handler = ({ request }: { request: RequestFacts }) =>
    Promise.resolve(pageReply(build, 'room', { language: languageAskedBy(request) }, { speaks: true, connects }));
  return [
    defineRoute({
      ...common,
      path: '/interview/:token',
      operationId: 'openInterviewLink',
      summary: 'The candidate link; opening it changes nothing.',
      params: z.object({ token: z.string().min(1).max(200) }),
      handler,
    }),
    // What stands in the address bar once the token has been exchanged: a reload asks for it.
    defineRoute({
      ...common,
      path: '/interview',
      operationId: 'openInterviewAgain',
      summary: 'The same page, for those who hold a cookie.',
      handler,
    }),
  ];
};
