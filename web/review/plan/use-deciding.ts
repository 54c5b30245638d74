// A decision on the plan as it was shown: one that came too late shows the newer plan, and loses no word.
import { useCallback } from 'react';
import type { Decide, ReviewView } from '../../../usecases/review/view.ts';
import { NoAnswer, Problem } from '../../ui/call.ts';
import type { ReviewApi } from '../api.ts';
import { useSending } from '../assessment/decision/use-sending.ts';

/** Why nothing was decided, as the page has words for it. */
export type Refusal = {
  why: 'stale' | 'moved' | 'limit' | 'notUnderstood' | 'notFound' | 'offline' | 'other';
  /** What the planner can carry out, in its own words. */
  possible: readonly string[];
  requestId: string | null;
};

const known: Readonly<Record<string, Refusal['why']>> = {
  'interview.stale_revision': 'stale',
  'interview.invalid_transition': 'moved',
  'interview.closed': 'moved',
  'review.already_decided': 'moved',
  'interview.revision_limit': 'limit',
  'plan.revision_not_understood': 'notUnderstood',
  'plan.question_not_found': 'notFound',
};

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof NoAnswer) return { why: 'offline', possible: [], requestId: null };
  if (!(error instanceof Problem)) return { why: 'other', possible: [], requestId: null };
  const { possible, requestId } = error.body;
  return {
    why: known[error.code] ?? 'other',
    possible: texts(possible),
    requestId: typeof requestId === 'string' ? requestId : null,
  };
};

type Deps = {
  api: Pick<ReviewApi, 'decide' | 'view'>;
  runId: string;
  onView: (view: ReviewView) => void;
  /** It counts, and what became of it is shown. */
  onDecided: (decision: Decide) => void;
};

/** An approval invites the candidate, a rejection ends the interview, and revisions are few: each can be undone for as long as a verdict. */
export const useDeciding = ({ api, runId, onView, onDecided }: Deps) => {
  const make = useCallback(
    async (decision: Decide) => {
      onView(await api.decide(runId, decision));
      onDecided(decision);
    },
    [api, runId, onView, onDecided],
  );
  const reread = useCallback(async () => onView(await api.view(runId)), [api, runId, onView]);
  const { sending, send } = useSending({ decide: make, reread, refusalOf });
  return {
    send,
    refusal: sending.step === 'open' ? sending.refusal : null,
    undoable: sending.step === 'open' ? null : sending,
  };
};
