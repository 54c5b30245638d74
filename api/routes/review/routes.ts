// A recruiter's page behind a signed link: reading changes nothing, since mail scanners open links too.
import { z } from 'zod';
import { AppError } from '../../../domain/errors.ts';
import type { Review, ReviewView } from '../../../usecases/review/review.ts';
import { defineRoute, type Reply, type Route } from '../../guard/route.ts';
import type { WebBuild } from '../../../infra/web-build.ts';
import { reviewPageReply } from './page.ts';
import { pageContentType, pageHeaders } from '../../markup.ts';
import { retryAfter } from '../../problem.ts';
import { commandProblems, longTextProblems } from '../calls.ts';
import { decisionBody, decisionOf, typedOf, type DecisionBody } from './decision.ts';
import { reviewFace, reviewPage, reviewWords } from './review-page.ts';

type Page = ReturnType<typeof reviewPage>;

const asPage = (status: number, shown: Page, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { ...pageHeaders, ...headers },
  ...shown,
});

/** What can stand in a link's way. */
const linkProblems = [
  'interview.not_found',
  'review.link_invalid',
  'review.link_expired',
  'review.link_revoked',
  'review.ended',
  'personal_data.erased',
  'consent.withdrawn',
] as const;

const thePage = { description: 'The page.', contentType: pageContentType };
const refusedPage = { description: 'The page again, with what was typed.', contentType: pageContentType };

const common = {
  path: '/review/:token',
  tag: 'Service',
  access: { kind: 'public' },
  face: reviewFace,
  params: z.object({ token: z.string().min(1).max(400) }),
  hidden: true,
  readBy: 'review_link',
  reads: ['plan', 'transcript', 'assessment', 'link', 'notes', 'appeal'],
  uses: ['request'],
} as const;

/** The page as it is now, with why nothing was changed and with what was typed; null when the link opens nothing any more. */
const refused = async (review: Review, token: string, body: DecisionBody, error: AppError): Promise<Reply | null> => {
  let view: ReviewView;
  try {
    view = await review.open(token);
  } catch {
    return null;
  }
  const refusal = reviewWords[error.code] ?? error.title;
  const seconds = retryAfter(error);
  return asPage(
    error.status,
    reviewPage(view, { refusal, typed: typedOf(body, error.code) }),
    seconds === undefined ? {} : { 'Retry-After': String(seconds) },
  );
};

const decide = async (review: Review, token: string, body: DecisionBody): Promise<Reply> => {
  const decision = decisionOf(body);
  if (decision === null)
    return asPage(
      422,
      reviewPage(await review.open(token), {
        refusal: 'Something is missing. Nothing was changed.',
        typed: typedOf(body, null),
      }),
    );
  try {
    return asPage(200, reviewPage(await review.decide(token, decision), { title: 'Your decision is recorded' }));
  } catch (error) {
    if (!(error instanceof AppError) || refusedStatuses[error.status] === undefined) throw error;
    const answer = await refused(review, token, body, error);
    if (answer === null) throw error;
    return answer;
  }
};

const refusedStatuses: Record<number, typeof refusedPage> = {
  409: refusedPage,
  410: refusedPage,
  422: refusedPage,
  429: refusedPage,
  503: refusedPage,
};

export const reviewRoutes = ({ review, web }: { review: Review; web: WebBuild | null }): Route[] => [
  defineRoute({
    ...common,
    method: 'GET',
    operationId: 'openReviewLink',
    summary: 'What an interview waits for; opening it changes nothing.',
    responses: { 200: thePage },
    problems: linkProblems,
    limitClass: 'read',
    holder: ({ params }) => Promise.resolve(review.holderOf(params.token)),
    handler: async ({ params, request }) =>
      web?.pages.has('review')
        ? reviewPageReply(web, request)
        : asPage(200, reviewPage(await review.open(params.token))),
  }),
  defineRoute({
    ...common,
    method: 'POST',
    operationId: 'decideByReviewLink',
    summary: 'Decide on exactly what was shown.',
    body: decisionBody,
    bodyForm: true,
    bodyBytesMax: 64 * 1_024,
    responses: { 200: thePage, ...refusedStatuses },
    problems: [
      ...linkProblems,
      ...commandProblems,
      'interview.stale_revision',
      'interview.busy',
      'assessment.verdict_required',
      'assessment.reason_required',
      'decision.decider_required',
      ...longTextProblems,
    ],
    limitClass: 'write',
    holder: ({ params }) => Promise.resolve(review.holderOf(params.token)),
    handler: ({ params, body }) => decide(review, params.token, body),
  }),
];
