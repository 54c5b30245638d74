// A recruiter's page behind a signed link: reading changes nothing, since mail scanners open links too.
import { z } from 'zod';
import { AppError } from '../../../domain/errors.ts';
import type { Review } from '../../../usecases/review/review.ts';
import { defineRoute, type Reply, type ResponseDeclaration, type Route } from '../../guard/route.ts';
import { longTextProblems } from '../calls.ts';
import { pageContentType, pageHeaders } from '../../markup.ts';
import { decisionBody, decisionOf } from './decision.ts';
import { decidedPage, refusalPage, reviewPage } from './review-page.ts';

const asPage = (status: number, body: string): Reply => ({ status, body, headers: pageHeaders });

/** What a person can understand is answered as a page; everything else as everywhere. */
const orRefusal = async (work: () => Promise<string>): Promise<Reply> => {
  try {
    return asPage(200, await work());
  } catch (error) {
    const refusal = error instanceof AppError ? refusalPage(error) : null;
    if (!(error instanceof AppError) || refusal === null) throw error;
    return asPage(error.status, refusal);
  }
};

const pageAt = (description: string): ResponseDeclaration => ({ description, contentType: pageContentType });
const responses = {
  200: pageAt('The page.'),
  404: pageAt('Not a link of ours.'),
  409: pageAt('The interview has moved on.'),
  410: pageAt('The link has ended.'),
  422: pageAt('Something is missing.'),
  503: pageAt('Not known yet.'),
};

const common = {
  path: '/review/:token',
  tag: 'Service',
  access: { kind: 'public' },
  params: z.object({ token: z.string().min(1).max(400) }),
  responses,
  hidden: true,
  readBy: 'review_link',
} as const;

export const reviewRoutes = ({ review }: { review: Review }): Route[] => [
  defineRoute({
    ...common,
    method: 'GET',
    operationId: 'openReviewLink',
    summary: 'What an interview waits for; opening it changes nothing.',
    problems: ['interview.not_found'],
    limitClass: 'read',
    reads: ['plan', 'transcript', 'assessment'],
    uses: ['link'],
    holder: ({ params }) => Promise.resolve(review.holderOf(params.token)),
    handler: ({ params }) => orRefusal(async () => reviewPage(await review.open(params.token))),
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
      'interview.not_found',
      'interview.too_many_commands',
      'interview.busy',
      'worker.unavailable',
      'engine.unavailable',
      ...longTextProblems,
    ],
    limitClass: 'write',
    uses: ['plan', 'link', 'transcript', 'assessment', 'notes'],
    holder: ({ params }) => Promise.resolve(review.holderOf(params.token)),
    handler: ({ params, body }) =>
      orRefusal(async () => {
        await review.decide(params.token, decisionOf(body));
        return decidedPage();
      }),
  }),
];
