// A recruiter's page behind a signed link: reading changes nothing, since mail scanners open links too.
import { z } from 'zod';
import type { Review } from '../../../usecases/review/review.ts';
import { defineRoute, type Reply, type Route } from '../../guard/route.ts';
import { commandProblems, longTextProblems } from '../calls.ts';
import { pageContentType, pageHeaders } from '../../markup.ts';
import { decisionBody, decisionOf } from './decision.ts';
import { decidedPage, reviewFace, reviewPage } from './review-page.ts';

const asPage = (body: string): Reply => ({ status: 200, body, headers: pageHeaders });

/** What can stand in a link's way. */
const linkProblems = [
  'interview.not_found',
  'review.link_invalid',
  'review.link_expired',
  'review.link_revoked',
  'review.ended',
  'personal_data.erased',
] as const;

const common = {
  path: '/review/:token',
  tag: 'Service',
  access: { kind: 'public' },
  face: reviewFace,
  params: z.object({ token: z.string().min(1).max(400) }),
  responses: { 200: { description: 'The page.', contentType: pageContentType } },
  hidden: true,
  readBy: 'review_link',
} as const;

export const reviewRoutes = ({ review }: { review: Review }): Route[] => [
  defineRoute({
    ...common,
    method: 'GET',
    operationId: 'openReviewLink',
    summary: 'What an interview waits for; opening it changes nothing.',
    problems: linkProblems,
    limitClass: 'read',
    reads: ['plan', 'transcript', 'assessment'],
    uses: ['link'],
    holder: ({ params }) => Promise.resolve(review.holderOf(params.token)),
    handler: async ({ params }) => asPage(reviewPage(await review.open(params.token))),
  }),
  defineRoute({
    ...common,
    method: 'POST',
    operationId: 'decideByReviewLink',
    summary: 'Decide on exactly what was shown.',
    body: decisionBody,
    bodyForm: true,
    bodyBytesMax: 64 * 1_024,
    problems: [
      ...linkProblems,
      ...commandProblems,
      'interview.stale_revision',
      'interview.busy',
      'consent.withdrawn',
      'assessment.verdict_required',
      'assessment.reason_required',
      'decision.decider_required',
      ...longTextProblems,
    ],
    limitClass: 'write',
    uses: ['plan', 'link', 'transcript', 'assessment', 'notes'],
    holder: ({ params }) => Promise.resolve(review.holderOf(params.token)),
    handler: async ({ params, body }) => {
      await review.decide(params.token, decisionOf(body));
      return asPage(decidedPage());
    },
  }),
];
