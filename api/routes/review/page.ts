// Where review links lead: the recruiter's page, the same for every token, so that opening it changes and tells nothing.
import { z } from 'zod';
import { roomLanguageAsked } from '../../../domain/room/language.ts';
import type { WebBuild } from '../../../infra/web-build.ts';
import { defineRoute, type RequestFacts, type Route } from '../../guard/route.ts';
import { pageReply, pageResponses } from '../../pages.ts';
import { peopleFace } from '../../people-face.ts';

const common = {
  method: 'GET',
  tag: 'Review',
  access: { kind: 'public' },
  face: peopleFace('/review'),
  responses: pageResponses,
  problems: [],
  hidden: true,
  limitClass: 'none',
  // Where the page stands is its own to say.
  query: z.looseObject({}),
} as const;

const token = z.string().min(1).max(400);

export const reviewPages = (build: WebBuild | null): Route[] => {
  const handler = ({ request }: { request: RequestFacts }) =>
    Promise.resolve(
      pageReply(build, 'review', { language: roomLanguageAsked(request.header('Accept-Language') ?? '') }),
    );
  const withParams = <Name extends string>(path: string, operationId: string, name: Name, summary: string): Route =>
    defineRoute({ ...common, path, operationId, summary, params: z.object({ [name]: token }), handler });
  return [
    defineRoute({
      ...common,
      path: '/review/inbox',
      operationId: 'openReviewInboxAgain',
      summary: 'The inbox, for those who hold a cookie.',
      handler,
    }),
    withParams('/review/inbox/:token', 'openReviewInbox', 'token', 'A link to an inbox; opening it changes nothing.'),
    withParams('/review/forms/:formId', 'openReviewForm', 'formId', 'Runs of one form side by side.'),
    withParams('/review/:token', 'openReviewLink', 'token', 'A review link; opening it changes nothing.'),
    // What stands in the address bar once the token has been exchanged: a reload asks for it.
    defineRoute({
      ...common,
      path: '/review',
      operationId: 'openReviewAgain',
      summary: 'The same page, for those who hold a cookie.',
      handler,
    }),
  ];
};
