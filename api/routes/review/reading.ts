// Who reads by a review link, and what every call about a run has in common.
import { z } from 'zod';
import type { ReviewPrincipal } from '../../../domain/access/principal.ts';
import { AppError, type ErrorCode } from '../../../domain/errors.ts';
import { reviewCookieName } from '../../../domain/review/cookie.ts';
import type { ReviewSessions } from '../../../usecases/review/session.ts';
import type { RunReader } from '../../../usecases/review/show.ts';
import type { WayIn } from '../../guard/access.ts';
import { cookie } from '../../guard/credentials.ts';
import { runExample } from '../../schemas/fields.ts';

/** What may have become of a link by the time of a call. */
export const linkProblems = [
  'interview.not_found',
  'review.link_invalid',
  'review.link_expired',
  'review.link_revoked',
  'review.ended',
  'personal_data.erased',
] as const satisfies readonly ErrorCode[];

export const reviewWay = (sessions: Pick<ReviewSessions, 'find'>): WayIn<ReviewPrincipal> => ({
  credential: cookie({
    nameOf: reviewCookieName,
    realm: 'review',
    scheme: 'reviewCookie',
    description: 'Set when a recruiter opens a review link.',
  }),
  missing: 'review.session_required',
  wrong: 'review.session_ended',
  problems: linkProblems,
  find: async (presented, { params }) => {
    const found = await sessions.find(presented, params['runId'] ?? null);
    return (
      found && {
        counted: ({ room }) => [room, found.sessionHash],
        // Counted first: who tries runs that are not theirs comes to an end.
        admit: () => ({ principal: found.admit(), uploadBytesMax: found.uploadBytesMax }),
      }
    );
  },
});

/** The access was checked for the run of the address: whatever a call says of it, it acts on that one. */
export const readerOf = (principal: ReviewPrincipal): RunReader => {
  const { runId } = principal;
  if (runId === null) throw new AppError('interview.not_found');
  return { ...principal, runId };
};

export const runsPath = '/review/api/runs/:runId';

export const aboutRun = (way: WayIn<ReviewPrincipal>) =>
  ({
    tag: 'Review',
    access: { kind: 'own', way },
    params: z.object({ runId: z.string().min(1).max(100) }),
    example: runExample,
    reads: ['plan', 'transcript', 'assessment', 'notes', 'appeal', 'link'],
    uses: ['request', 'draft'],
  }) as const;
