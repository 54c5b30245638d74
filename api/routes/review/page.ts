// Where review links lead: the recruiter's page, the same for every token, so that opening it changes and tells nothing.
import { z } from 'zod';
import type { WebBuild } from '../../../infra/web-build.ts';
import { defineRoute, type RequestFacts, type Route } from '../../guard/route.ts';
import { languageAskedBy, linkedPage, pageReply } from '../../pages.ts';
import { peopleFace } from '../../people-face.ts';

const common = {
  ...linkedPage,
  tag: 'Review',
  face: peopleFace('/review'),
  // Where the page stands is its own to say.
  query: z.looseObject({}),
} as const;

const token = z.string().min(1).max(400);

/** What each place shows first; a link to an interview most often leads to its assessment. */
const screens = {
  run: 'review/assessment/assessment-screen.tsx',
  inbox: 'review/inbox/inbox-screen.tsx',
  form: 'review/compare/compare-screen.tsx',
};

export const reviewPages = (build: WebBuild | null): Route[] => {
  const showing =
    (screen: keyof typeof screens) =>
    ({ request }: { request: RequestFacts }) => {
      const language = languageAskedBy(request);
      const ahead = ['review/page.tsx', screens[screen], `i18n/${language}/review/all.ts`];
      return Promise.resolve(pageReply(build, 'review', { language }, { ahead }));
    };
  return [
    defineRoute({
      ...common,
      path: '/review/inbox',
      operationId: 'openReviewInboxAgain',
      summary: 'The inbox, for those who hold a cookie.',
      handler: showing('inbox'),
    }),
    defineRoute({
      ...common,
      path: '/review/inbox/:token',
      operationId: 'openReviewInbox',
      summary: 'A link to an inbox; opening it changes nothing.',
      params: z.object({ token }),
      handler: showing('inbox'),
    }),
    defineRoute({
      ...common,
      path: '/review/forms/:formId',
      operationId: 'openReviewForm',
      summary: 'Runs of one form side by side.',
      params: z.object({ formId: token }),
      handler: showing('form'),
    }),
    defineRoute({
      ...common,
      path: '/review/:token',
      operationId: 'openReviewLink',
      summary: 'A review link; opening it changes nothing.',
      params: z.object({ token }),
      handler: showing('run'),
    }),
    // What stands in the address bar once the token has been exchanged: a reload asks for it.
    defineRoute({
      ...common,
      path: '/review',
      operationId: 'openReviewAgain',
      summary: 'The same page, for those who hold a cookie.',
      handler: showing('run'),
    }),
  ];
};
